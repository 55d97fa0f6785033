"""Pages of the desk."""

from django.http import HttpResponse


def _soon(request, **kwargs):
    return HttpResponse("soon")


home = search = _soon
