"""Addresses. Apps are included by string, so that the ground floor imports nobody."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from secgov.views import (
    accounts,
    answering,
    committees,
    documents,
    holding,
    invitations,
    listing_issuing,
    memberships,
    own_account,
    pages,
    records,
    red_door,
    verifying,
    viewing,
)

ground_floor = [
    path("healthz", pages.healthz, name="healthz"),
    path("committees/", committees.committees, name="committees"),
    path("committees/add/", committees.create_committee, name="create_committee"),
    path("committees/<str:abbreviation>/", committees.committee, name="committee"),
    path("committees/<str:abbreviation>/amend/", committees.amend_committee, name="amend_committee"),
    path("committees/<str:abbreviation>/acronyms/", committees.acronyms, name="acronyms"),
    path("committees/<str:abbreviation>/acronyms/<int:pk>/remove/", committees.remove_acronym, name="remove_acronym"),
    path("outbox/", pages.outbox, name="outbox"),
    # one record: who can read it and why, its classification changed, the names on a Red one
    path("records/waiting/", records.waiting, name="waiting_classifications"),
    path("records/<uuid:uid>/", records.record, name="record"),
    path("records/<uuid:uid>/classification/", records.change, name="change_classification"),
    path("records/<uuid:uid>/classification/<slug:act>/", records.answer, name="answer_classification"),
    path("records/<uuid:uid>/names/", records.name, name="name_person"),
    path("records/<uuid:uid>/names/<int:person>/end/", records.unname, name="unname_person"),
    # who saw what: the answer page, viewing as another role, and the door before what is Red
    path("answers/", answering.answers, name="answers"),
    path("view-as/", viewing.view_as, name="view_as"),
    path("view-as/stop/", viewing.stop_viewing, name="stop_viewing"),
    path("red/<uuid:uid>/", red_door.red, name="red"),
    # accounts, memberships, one's own account
    path("accounts/", accounts.index, name="accounts"),
    path("accounts/invite/", accounts.invite, name="invite"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/send-again/", accounts.send_again, name="send_again"),
    path("accounts/<int:pk>/revoke/", accounts.revoke, name="revoke_invitation"),
    path("accounts/<int:pk>/roles/", accounts.roles, name="give_roles"),
    path("accounts/<int:pk>/close/", accounts.close, name="close_account"),
    path("accounts/<int:pk>/open/", accounts.reopen, name="open_account"),
    path("accounts/<int:pk>/second-factor/reset/", accounts.reset_second_factor, name="reset_second_factor"),
    path("accounts/<int:pk>/memberships/add/", accounts.add_membership, name="add_person_membership"),
    path("committees/<str:abbreviation>/people/add/", memberships.add, name="add_membership"),
    path("committees/<str:abbreviation>/people/<int:pk>/", memberships.amend, name="date_membership"),
    path("committees/<str:abbreviation>/people/<int:pk>/end/", memberships.end, name="end_membership"),
    path("account/", own_account.overview, name="own_account"),
    path("account/sessions/end/", own_account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", own_account.end_session, name="end_session"),
    path("account/second-factor/done/", own_account.recovered, name="second_factor_done"),
    path("invitations/<str:token>/", invitations.accept, name="accept_invitation"),
    # documents that were issued
    path("documents/", documents.index, name="documents"),
    path("documents/<uuid:uid>/", documents.detail, name="document"),
    path("documents/<uuid:uid>/file.pdf", documents.file, name="document_file"),
    path("documents/<uuid:uid>/withdraw/", documents.withdraw, name="withdraw"),
    path("documents/<uuid:uid>/issue-again/", documents.again, name="issue_again"),
    path("committees/<str:abbreviation>/issue/<slug:kind>/", listing_issuing.issue, name="issue_listing"),
    path("committees/<str:abbreviation>/issue/<slug:kind>/draft.pdf", listing_issuing.preview, name="preview_listing"),
    path("documents/held/<uuid:uid>/", holding.held, name="held"),
    path("documents/held/<uuid:uid>/file.pdf", holding.held_file, name="held_file"),
    path("verify/", verifying.verify, name="verify"),
]
if settings.DEBUG or settings.ENVIRONMENT == "test":
    ground_floor.append(path("style/", pages.style, name="style"))

urlpatterns = [
    path("", include("desk.urls")),
    path("", include((ground_floor, "secgov"))),
    path("meetings/", include("meetings.urls")),
    path("actions/", include("actions.urls")),
    path("modifications/", include("modifications.urls")),
    path("imports/", include("archive.urls")),
    path("exports/", include("archive.export_urls")),
    path("", include("secgov.accounts.urls")),
    path("admin/login/", own_account.administration_sign_in, name="admin_sign_in"),
    path("admin/", admin.site.urls),
]

handler404 = "secgov.views.red_door.missing"
handler403 = "secgov.views.forbidden"
