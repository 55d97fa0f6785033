"""Viewing as another role: choosing one, and stopping."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from secgov.context import band, who
from secgov.forms import ViewAsForm
from secgov.found import record_by_uid
from secgov.models import Classified
from secgov.viewing import begin_viewing, end_viewing, roles_for
from secgov.views.answers import form_page

INTRO = (
    "The public get the White editions, a signed-in party the Green ones. "
    "You see every page as that role does, and of it only what you may read yourself. You can change nothing until you "
    "choose Stop; after an hour, or when you sign out, it ends by itself. That you did so is kept."
)


@require_http_methods(["GET", "POST"])
def view_as(request: HttpRequest) -> HttpResponse:
    """Choose a role; with `?item=` a person invited to that one record is among them."""
    roles = {role.key: role for role in roles_for(request.reader, item=_item(request))}
    form = ViewAsForm(request.POST or None, roles=[(role.key, role.words) for role in roles.values()])
    if request.method == "POST" and form.is_valid():
        role = roles[form.cleaned_data["role"]]
        begin_viewing(request.session, role, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        return redirect("/")
    return form_page(
        request,
        form,
        title="View as another role",
        intro=INTRO,
        submit="View as this role",
        back_url="/",
        back_label="Back to the first page",
        band=band(None, who=who(request)),
    )


def _item(request: HttpRequest) -> Classified | None:
    try:
        return record_by_uid(UUID(request.GET.get("item", "")), request.reader)
    except ValueError:
        return None


@login_not_required
@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    """Be oneself again; where nobody views as anything, nothing happens."""
    if request.user.is_authenticated:
        end_viewing(request.session, by=request.user, at=timezone.now())
    return redirect("/")
