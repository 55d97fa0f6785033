"""The floor that everything is measured against: a signed-in view that reads one indexed row."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from secgov.models import Committee


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """One row by its key, for whoever is signed in: session, user, row."""
    return HttpResponse(f"{request.user}: {Committee.objects.get(pk=pk)}")


urlpatterns = [path("floor/<int:pk>/", floor), path("", include("secgov.urls"))]
