"""The desk: pages that read several apps."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
