"""Addresses. Apps are included by string, so that the ground floor imports nobody."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from secgov.views import answering, committees, pages, records, red_door, viewing

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
    path("records/<uuid:uid>/names/<int:pk>/end/", records.unname, name="unname_person"),
    # who saw what: the answer page, viewing as another role, and the door before what is Red
    path("answers/", answering.answers, name="answers"),
    path("view-as/", viewing.view_as, name="view_as"),
    path("view-as/stop/", viewing.stop_viewing, name="stop_viewing"),
    path("red/<uuid:uid>/", red_door.red, name="red"),
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
    path("sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("sign-out/", login_not_required(auth.LogoutView.as_view()), name="logout"),
    path("admin/", admin.site.urls),
]

handler404 = "secgov.views.red_door.missing"
handler403 = "secgov.views.forbidden"
