"""The modifications app: it takes its places on the elder apps' pages."""

from django.apps import AppConfig


class ModificationsConfig(AppConfig):
    name = "modifications"

    def ready(self) -> None:
        from modifications import addresses, listings, panels  # noqa: PLC0415  app ready
        from modifications.operations import name_modification, settle_modification  # noqa: PLC0415  app ready
        from secgov import lifecycle, references  # noqa: PLC0415  app ready
        from secgov.listings import register_listing  # noqa: PLC0415  app ready
        from secgov.models import IssuedKind  # noqa: PLC0415  app ready
        from secgov.reference_forms import Kind  # noqa: PLC0415  app ready

        panels.register()
        register_listing(IssuedKind.MODIFICATIONS, listings.of_modifications)
        register_listing(IssuedKind.MATRIX, listings.of_matrix)
        references.register(Kind.MODIFICATION, addresses.of_modifications, on_mention=name_modification)
        lifecycle.also_settle("modifications.Modification", settle_modification)
        from modifications.governed import register_records  # noqa: PLC0415  app ready

        register_records()
