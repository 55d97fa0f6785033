"""The meetings app: it makes its references known."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import addresses, permissions  # noqa: F401  app ready
        from secgov import references  # app ready
        from secgov.reference_forms import Kind  # app ready

        references.register(Kind.MEETING, addresses.of_meetings)
