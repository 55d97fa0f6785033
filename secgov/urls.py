"""Addresses. Apps are included by string, so that the ground floor imports nobody."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from secgov.views import committees, documents, holding, listing_issuing, pages, verifying

ground_floor = [
    path("healthz", pages.healthz, name="healthz"),
    path("committees/", committees.committees, name="committees"),
    path("committees/add/", committees.create_committee, name="create_committee"),
    path("committees/<str:abbreviation>/", committees.committee, name="committee"),
    path("committees/<str:abbreviation>/amend/", committees.amend_committee, name="amend_committee"),
    path("committees/<str:abbreviation>/acronyms/", committees.acronyms, name="acronyms"),
    path("committees/<str:abbreviation>/acronyms/<int:pk>/remove/", committees.remove_acronym, name="remove_acronym"),
    path("outbox/", pages.outbox, name="outbox"),
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
    path("sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("sign-out/", login_not_required(auth.LogoutView.as_view()), name="logout"),
    path("admin/", admin.site.urls),
]

handler404 = "secgov.views.missing"
handler403 = "secgov.views.forbidden"
