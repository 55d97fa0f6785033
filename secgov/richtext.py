"""Rich text: the one HTML subset minutes are written in, cleaned on the server, and its plain text.

Besides the tags below a body holds two nodes that carry a uid: a reference to a record, `<a data-reference>`, and a
footnote anchor, `<sup data-footnote>` (model.md). Everything else is dropped.
"""

import html
import re
from uuid import UUID

import nh3

TAGS = {
    "p",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "a",
    "sup",
}
# No tag takes any attribute by default: the library would let `title` and `lang` pass, and words hide in a title.
ATTRIBUTES = {"*": set(), "a": {"href", "data-reference"}, "sup": {"data-footnote"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# A table cell or list item ends a line of plain text as a paragraph does.
BLOCK = re.compile(r"</?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|blockquote)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
FOOTNOTE = re.compile(r'<sup data-footnote="([0-9a-f-]{36})"></sup>')
ADDRESS = re.compile(r"(?:https?://|mailto:)[^<>]+", re.IGNORECASE)
SUP = re.compile(r"(<sup\b[^>]*>|</sup>)")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("data-reference", "data-footnote"):
        try:
            return str(UUID(value))
        except ValueError:
            return None
    if name == "start":
        return value if value.isdecimal() and len(value) < 5 else None
    # An angle bracket in an address would end the tag for whatever reads these bodies by token; an address without a
    # scheme would lead to wherever the page that shows it stands.
    return value if name != "href" or ADDRESS.fullmatch(value) else None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "title"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def clean(body: str) -> str:
    """`body` reduced to the subset; what is outside it goes, its words stay."""
    return _anchors_alone(_cleaner.clean(body.replace("\x00", ""))).strip()


def _anchors_alone(body: str) -> str:
    """A balanced `body` in which `<sup>` is the anchor of a footnote, empty, and nothing else. One pass, however deep
    they are nested: words within an anchor go, those within any other `<sup>` stay."""
    out: list[str] = []
    are_anchors: list[bool] = []
    within = 0
    for part in SUP.split(body):
        if part == "</sup>" and are_anchors:
            if are_anchors.pop():
                within -= 1
                out.append(part)
        elif part.startswith("<sup"):
            is_anchor = bool(FOOTNOTE.match(f"{part}</sup>")) and not within
            are_anchors.append(is_anchor)
            within += is_anchor
            out.append(part if is_anchor else "")
        elif not within and part != "</sup>":
            out.append(part)
    return "".join(out)


def plain(body: str) -> str:
    """The words of a clean body, a line to each paragraph, item or cell."""
    lines = BLOCK.sub("\n", body)
    words = html.unescape(TAG.sub("", lines))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in words.split("\n")) if line)


def from_plain(text: str) -> str:
    """Paragraphs from typed text: an empty line ends a paragraph, a single line break does not."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph)


def footnotes_in(body: str) -> list[UUID]:
    """The uids of the footnotes anchored in a clean body, in order."""
    return [UUID(found) for found in FOOTNOTE.findall(body)]


# The verb of an outcome stands in capitals and bold (product.md section 4).
def outcome_verbs_bold(body: str, verbs: list[str]) -> str:
    """`body` with every outcome verb in capitals made bold, where it is not bold already."""
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, verbs))})\b")
    parts = re.split(r"(<[^>]*>)", body)
    depth, out = 0, []
    for part in parts:
        depth += part == "<strong>"
        depth -= part == "</strong>"
        out.append(part if part.startswith("<") or depth else pattern.sub(r"<strong>\1</strong>", part))
    return "".join(out)


def beginning(body: str) -> str:
    """The words of the first paragraph of a clean body as they were typed, at most 300 characters."""
    first = BLOCK.split(body.removeprefix("<p>"), maxsplit=1)[0]
    return html.unescape(TAG.sub("", first))[:300]


def without_beginning(body: str, count: int) -> str:
    """A clean `body` without the first `count` characters of its words; what was only around them goes too."""
    out: list[str] = []
    for part in re.split(r"(<[^>]*>|&[^;]*;)", body):
        if part.startswith("<") or not part:
            out.append(part)
        elif part.startswith("&"):
            out.append("" if count > 0 else part)
            count -= 1
        else:
            out.append(part[max(count, 0) :])
            count -= len(part)
    kept = re.sub(r"<(strong|em)></\1>", "", "".join(out))
    return re.sub(r"^<p>\s+", "<p>", kept)


# A paragraph that is all of a list item or cell, or stands in an item before the list beneath it.
ALONE = re.compile(r"<(li|td|th)><p>((?:(?!</?p>|</?li>).)*)</p>(?=</\1>|<[uo]l)", re.DOTALL)


def tidy(body: str) -> str:
    """A clean `body` as the minutes keep it: what an editor wraps in a paragraph inside an item or cell, though it is
    alone there, stands without one; empty paragraphs at the ends go."""
    body = ALONE.sub(r"<\1>\2", body)
    return re.sub(r"^(?:<p>\s*</p>)+|(?:<p>\s*</p>)+$", "", body)
