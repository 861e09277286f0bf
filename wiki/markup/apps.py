from __future__ import annotations

from django.apps import AppConfig


class MarkupConfig(AppConfig):
    name = "wiki.markup"
