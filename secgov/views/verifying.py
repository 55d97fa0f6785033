"""Looking up whether a file, or a code on paper, is a document of ours that still stands."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from secgov.document_forms import VerifyForm
from secgov.verifying import WINDOW_SECONDS, Verdict, may_ask, of_code, of_file

TOO_MANY = "You have asked many times in a short while. Wait five minutes, then ask again."


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Anybody may ask, so many times in a while. A file is hashed as it comes in and not kept."""
    if request.method == "GET":
        return _page(request, VerifyForm())
    if not may_ask(request.META.get("REMOTE_ADDR", ""), at=timezone.now()):
        response = _page(request, VerifyForm(), refusal=TOO_MANY, status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    file, code = form.cleaned_data["file"], form.cleaned_data["code"]
    return _page(request, form, of_file(_sha256(file)) if file else of_code(code))


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _page(
    request: HttpRequest, form: VerifyForm, verdict: Verdict | None = None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    return render(request, "secgov/verify.html", {"form": form, "verdict": verdict, "refusal": refusal}, status=status)
