"""The archive: minutes coming in, and the record going out."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
