"""A handful of tags used everywhere, loaded as built-ins."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from secgov.addresses import address_of
from secgov.classification import Classification

register = template.Library()


@register.filter
def level_slug(classification: int) -> str:
    """ "amber" for 3."""
    return Classification(classification).slug


@register.filter
def level_word(classification: int) -> str:
    """ "AMBER" for 3."""
    return Classification(classification).name


@register.simple_tag(takes_context=True)
def noted(context: dict[str, Any], band: dict[str, Any]) -> str:
    """Nothing to see: the request notes that the page is what its band says, so that the access log says no less."""
    notes = getattr(context.get("request"), "shown", None)
    if notes is not None and band["level"]:
        notes.at_least(Classification.named(band["level"]))
    return ""


@register.filter
def day(value: date | None) -> str:
    """ "19 October 2017"; nothing where the day is not known."""
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def body(html: str) -> SafeString:
    """A body that was cleaned when it was stored, as HTML."""
    return mark_safe(html)  # noqa: S308


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    """The value under `key`, an empty text where there is none."""
    return mapping.get(key, "")


@register.filter
def led_by(html: str, words: str) -> SafeString:
    """A cleaned body whose first paragraph begins with `words` in bold: "ACTION TABASC33/01:"."""
    lead = format_html('<strong class="action-reference">{}</strong> ', words)
    if html.startswith("<p>"):
        return mark_safe(f"<p>{lead}{html[3:]}")  # noqa: S308
    return mark_safe(f"<p>{lead}</p>{html}")  # noqa: S308


@register.filter
def record_url(uid: Any) -> str:
    """Where it is told who can read the record `uid`, and why. A page of minutes asks for a hundred of them."""
    return address_of("secgov:record", uid)
