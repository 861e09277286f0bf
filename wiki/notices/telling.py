"""Telling people of what concerns them: the one door through which a notice is made, taken back and brought back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from wiki.notices.delivering import send_later
from wiki.notices.hearing import hearing
from wiki.notices.models import Notice
from wiki.notices.paces import due_at, paces


def tell(kind: str, source: int, people: Mapping[int, str], *, public: bool = True) -> None:
    """Inside the transaction that lets it be read: tell each of these users, by number, once and why.

    Who was told already is not told again; what was taken back before a mail told of it is mailed after all. What not
    everyone can read yet is told when they can.
    """
    follow(kind, [source], public=public)
    told = set(Notice.objects.filter(kind=kind, source=source, user__in=people).values_list("user", flat=True))
    due = {user: due_at(pace) for user, pace in paces(hearing(people.keys() - told)).items()}
    notices = [
        Notice(user_id=user, kind=kind, source=source, why=people[user], public=public, due_at=at)
        for user, at in due.items()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if public:
        send_all(due)


def follow(kind: str, sources: Collection[int], *, public: bool) -> None:
    """Inside the transaction that opens these to everyone, or closes them: what tells of them comes, or goes."""
    changed = Notice.objects.filter(kind=kind, source__in=sources, public=not public).change(public=public)
    if changed and public:
        # A mail that had not gone out when they were closed has two minutes again, or waits for the next morning.
        due = Notice.objects.filter(kind=kind, source__in=sources).waiting()
        found = {user: due_at(pace) for user, pace in paces(set(due.values_list("user", flat=True))).items()}
        for user, at in found.items():
            due.filter(user=user).change(due_at=at)
        send_all(found)


def send_all(due: Mapping[int, datetime | None]) -> None:
    """See that each of these users, by number, is sent what is due to them at that time."""
    for user, at in due.items():
        if at:
            send_later(user, at)
