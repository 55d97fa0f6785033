"""The actions app: it takes its places on the elder apps' pages."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"

    def ready(self) -> None:
        from actions import addresses, listings, panels, permissions  # noqa: PLC0415, F401  app ready
        from actions.documents import beside, checklist  # noqa: PLC0415  app ready
        from actions.documents.proposals import for_agenda  # noqa: PLC0415  app ready
        from actions.operations import settle_action  # noqa: PLC0415  app ready
        from secgov import lifecycle, references  # noqa: PLC0415  app ready
        from secgov.listings import register_listing  # noqa: PLC0415  app ready
        from secgov.models import IssuedKind  # noqa: PLC0415  app ready
        from secgov.panels import (  # noqa: PLC0415  app ready
            register_item_card,
            register_proposals,
            register_remarks,
        )
        from secgov.reference_forms import Kind  # noqa: PLC0415  app ready

        panels.register()
        register_listing(IssuedKind.ACTIONS, listings.of_actions)
        register_listing(IssuedKind.OUTSTANDING, listings.of_outstanding)
        register_item_card(beside.open_actions)
        register_remarks(checklist.remarks)
        register_proposals(for_agenda)
        references.register(Kind.ACTION, addresses.of_actions)
        lifecycle.also_settle("actions.Action", settle_action)
        from actions.governed import register_records  # noqa: PLC0415  app ready

        register_records()
