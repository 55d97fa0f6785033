"""Addresses of the actions app."""

from django.urls import path, register_converter

from actions import views


class ActionReference:
    """A reference as people write it, its slash included: TABASC33/01, "csc 10/1", TABASC20/01a."""

    regex = r"[^/]{2,40}/ ?[0-9]{1,3}[A-Za-z]?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActionReference, "action_reference")

app_name = "actions"
urlpatterns = [
    path("", views.index, name="index"),
    path("outstanding/<str:meeting_ref>/", views.outstanding, name="outstanding"),
    path("raise/<uuid:item>/", views.raise_, name="raise"),
    path("review/<uuid:item>/", views.review, name="review"),
    # numbers
    path("renumber/<str:meeting_ref>/", views.renumber, name="renumber"),
    path("<action_reference:ref>/release/", views.release, name="release"),
    path("<action_reference:ref>/", views.detail, name="detail"),
    path("<action_reference:ref>/amend/", views.amend, name="amend"),
]
