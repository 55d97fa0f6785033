"""Uploading files with minutes in them: one, several, or a ZIP."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from archive.forms import UploadForm
from archive.intake import NotTaken, unpacked
from archive.operations import receive, receive_several
from archive.operations.uploading import limits
from secgov.views import may_or_403


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    may_or_403(request, "archive.upload")
    most = limits()
    sizes = {"most_files": most.files, "most_mb": most.file_bytes // (1024 * 1024)}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, **sizes)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, form.cleaned_data["minutes"])
        except NotTaken as error:
            form.add_error("minutes", str(error))
    return render(request, "archive/create.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _taken(request: HttpRequest, files: list[Any]) -> HttpResponse:
    """Take the files in and go on to where they can be followed. NotTaken says why none was taken."""
    facts = {"by": request.user, "at": timezone.now(), "reader": request.reader}
    if len(files) == 1 and not _is_zip(files[0]):
        came = receive(content=_content(files[0]), name=files[0].name, **facts)
        if not came.is_new:
            messages.info(request, "This file is here already; nothing changed.")
        return redirect(came.record or came.meeting)
    if len(files) == 1:
        content: Iterator[tuple[str, bytes]] = unpacked(files[0], files[0].name, limits())
        name = files[0].name
    elif sum(file.size for file in files) > limits().total_bytes:
        raise NotTaken(f"These files are more than {limits().total_bytes // (1024 * 1024)} MB together. Choose fewer.")
    else:
        content = ((file.name, _content(file)) for file in files)
        name = f"{len(files)} files"
    batch, _ = receive_several(files=content, name=name, **facts)
    return redirect(batch)


def _is_zip(file: Any) -> bool:
    head = file.read(4)
    file.seek(0)
    return file.name.lower().endswith(".zip") and head[:2] == b"PK"


def _content(file: Any) -> bytes:
    """The file, or of one that is too large as much as shows that it is."""
    content: bytes = file.read(limits().file_bytes + 1)
    return content
