"""What every answer tells the browser, whichever page it is, beside its Content-Security-Policy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# No page needs any of these; passkeys are asked for by pages of this site alone.
REFUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in REFUSED), "publickey-credentials-get=(self)"])


class AnswerHeadersMiddleware:
    """No page may use the browser's camera or the like, and no other site may embed what is answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
