"""Pages about the system itself: its health, the demo's outbox, and the style page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from secgov.forms import CommitteeForm
from secgov.models import Mail


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """In the demo, the mail that would have gone to whoever is signed in."""
    if not settings.IS_DEMO and settings.ENVIRONMENT != "test":
        raise Http404
    kept = Mail.objects.filter(recipient__iexact=request.user.email)[:100]  # type: ignore[union-attr]
    return render(request, "secgov/outbox.html", {"mails": list(kept)})


@login_not_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever works on the look."""
    form = CommitteeForm({"abbreviation": "no such", "name": ""})
    form.is_valid()
    return render(request, "style.html", {"style_form": form})
