"""Pages of modifications."""

from django.http import HttpResponse


def _soon(request, **kwargs):
    return HttpResponse("soon")


index = matrix = detail = _soon
