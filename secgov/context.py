"""What every page is given: the classification band, the navigation and whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from secgov.classification import Classification


def band(
    classification: int | None, *, because: str = "", sentence: str | None = None, who: str = ""
) -> dict[str, Any]:
    """The band at the top of a page: the classification of the page as shown to this reader, in words, and why."""
    if classification is None:
        return {"level": "", "word": "", "sentence": sentence or "", "who": who}
    level = Classification(classification)
    words = sentence if sentence is not None else settings.CLASSIFICATION_SENTENCES[level.slug]
    return {"level": level.slug, "word": level.label.upper(), "sentence": f"{words}{because}", "who": who}


def who(request: HttpRequest) -> str:
    """Who reads the page, as its band says it."""
    user = getattr(request, "user", None)
    return str(user) if user and user.is_authenticated else "Not signed in"


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    links = [
        {"label": label, "url": reverse(name), "current": request.path.startswith(prefix)}
        for label, name, prefix, permission in settings.NAVIGATION
        if not permission or (user is not None and user.has_perm(permission))
    ]
    if signed_in and settings.IS_DEMO:
        links.append(
            {
                "label": "Outbox",
                "url": reverse("secgov:outbox"),
                "current": request.path == reverse("secgov:outbox"),
            }
        )
    role = getattr(request, "viewing", None)
    return {
        "viewing": role.words if role is not None else "",
        "band": band(None, who=who(request)),
        "nav_links": links,
        "is_demo": settings.IS_DEMO,
        "organisation_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
