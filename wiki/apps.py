from __future__ import annotations

import gc

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "wiki"
    verbose_name = "Commonplace"

    def ready(self) -> None:
        # What has been loaded by now stays, and looking at it again and again is a sixth of the work on a large text.
        gc.collect()
        gc.freeze()
