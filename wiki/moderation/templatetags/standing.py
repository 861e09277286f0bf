"""What moderators have decided about somebody, told to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from wiki.moderation.models import Person

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

register = template.Library()


@register.simple_tag
def why_blocked(viewer: Viewer) -> str:
    """Until when somebody may say nothing, and why; nothing of anybody else."""
    person = Person.objects.blocked().filter(author__user=viewer.pk).first() if viewer.is_authenticated else None
    return person.why if person else ""
