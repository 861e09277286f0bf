"""Votes on comments in the admin; comments themselves are decided about, and so stand in `wiki.moderation`."""

from __future__ import annotations

from wiki.comments import judgements_admin, votes_admin

__all__ = ["judgements_admin", "votes_admin"]
