"""What templates may not do: think, fetch, carry script or style inside, or lie about unused."""

import re

from secgov.house.project import PROJECT, place, python_files

FOLDER = PROJECT / "templates"
TAG = re.compile(r"{[{%](.*?)[%}]}", re.DOTALL)
REMARK = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
THOUGHTS = {
    r"\.all\b": "fetches with .all",
    r"\w_set\b": "fetches through a reverse accessor",
    r"\buser\.role|\buser\.is_superuser|\buser\.is_staff": "decides by a role",
    r"\bperms\.": "decides by a permission",
    r"\.history\b": "reads history",
    r"\.objects\b": "queries",
}
INLINE = {
    r"<style\b": "holds a style sheet",
    r"\sstyle\s*=": "holds a style",
    r"<script(?![^>]*\bsrc=)[^>]*>": "holds a script",
    r"<[^>{]*\son[a-z]+\s*=": "holds an event handler",
    r"javascript:": "holds a script address",
}
# Templates that Django or a library asks for by a name that stands in no file of ours.
ASKED_FOR = {
    "500.html": "Django's own error page",
    "registration/login.html": "the sign-in page of django.contrib.auth",
}


def _texts() -> dict[str, str]:
    """Each template's text by its name, remarks left out."""
    found = sorted(FOLDER.rglob("*.html"))
    return {path.relative_to(FOLDER).as_posix(): REMARK.sub("", path.read_text(encoding="utf-8")) for path in found}


def thoughts() -> list[str]:
    """Queries, permission tests and roles in templates."""
    faults = []
    for name, text in _texts().items():
        for tag in TAG.findall(text):
            faults += [f"{name} {does}: {tag.strip()}" for what, does in THOUGHTS.items() if re.search(what, tag)]
    return faults


def inline() -> list[str]:
    """Script and style that the content security policy would refuse."""
    return [
        f"{name} {does}." for name, text in _texts().items() for what, does in INLINE.items() if re.search(what, text)
    ]


def unused() -> list[str]:
    """Templates that no template and no module names."""
    texts = _texts()
    sources = [path.read_text(encoding="utf-8") for path in python_files() if "house" not in place(path)]
    spoken = "\n".join([*sources, *texts.values()])
    return [
        f"templates/{name} is used by nobody."
        for name in texts
        if name not in ASKED_FOR and not re.search(rf"[\"']{re.escape(name)}(?:#[\w-]+)?[\"']", spoken)
    ]
