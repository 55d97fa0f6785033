"""The archive: minutes coming in, and the record going out."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"

    def ready(self) -> None:
        from archive import leak_check, lifecycle, permissions  # noqa: PLC0415, F401  app ready
        from archive.governed import register_records  # noqa: PLC0415  app ready
        from secgov import issuing  # noqa: PLC0415  app ready

        register_records()
        issuing.register_check(leak_check.check)
