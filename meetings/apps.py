"""The meetings app: it makes its references known, and proposes what its meetings leave for the next."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import addresses, permissions  # noqa: PLC0415, F401  app ready
        from meetings.documents import beside, proposals  # noqa: PLC0415  app ready
        from meetings.operations import issuing as withdrawing  # noqa: PLC0415  app ready
        from secgov import issuing, panels, references  # noqa: PLC0415  app ready
        from secgov.models import IssuedKind  # noqa: PLC0415  app ready
        from secgov.reference_forms import Kind  # noqa: PLC0415  app ready

        references.register(Kind.MEETING, addresses.of_meetings)
        for kind in (IssuedKind.MINUTES, IssuedKind.AGENDA):
            issuing.register_taking_off(kind, withdrawing.goes_with)
            issuing.register_issuing_again(kind, withdrawing.draw_again)
        panels.register_item_card(beside.last_time)
        panels.register_proposals(proposals.of_meetings)
        from meetings.governed import register_records  # noqa: PLC0415  app ready

        register_records()
