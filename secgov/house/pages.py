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
    "429.html": "allauth's page for too many attempts",
    "socialaccount/authentication_error.html": "allauth's page where an organisation lets nobody in",
}
# Pages of allauth whose addresses stand in secgov/accounts/urls.py.
ASKED_FOR |= {
    f"{name}.html": "a page of allauth"
    for name in (
        *("account/login", "account/request_login_code", "account/confirm_login_code", "account/reauthenticate"),
        *("account/password_reset", "account/password_reset_done", "account/password_reset_from_key"),
        *("account/password_reset_from_key_done", "account/password_change", "account/password_set"),
        *("mfa/authenticate", "mfa/reauthenticate", "mfa/totp/activate_form", "mfa/totp/deactivate_form"),
        *("mfa/recovery_codes/index", "mfa/recovery_codes/generate", "mfa/webauthn/add_form"),
        *("mfa/webauthn/edit_form", "mfa/webauthn/reauthenticate", "mfa/webauthn/authenticator_confirm_delete"),
    )
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
