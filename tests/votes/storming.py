"""A process that storms the votes of a site of its own: `python -m tests.votes.storming`, told what to do in JSON.

Each thing that it does has a thread, and so a connection, of its own. It notes before and after each cast.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import django

Told = dict[str, Any]
#: What a limit is raised to where a storm is not about limits.
NO_LIMIT = 1_000_000
#: Seconds after which a voter gives up on a database that is not there.
LONGEST = 60


def note(**told: Any) -> None:
    """Add a line to what this process says, at once and whole, whoever else writes and whenever it is killed."""
    os.write(1, f"{json.dumps(told)}\n".encode())


def caster_of(voter: int) -> Any:
    """The caster whom this voter is at present."""
    from wiki.votes.casters import Caster
    from wiki.votes.models import Voter

    row = Voter.objects.select_related("merged_into").get(pk=voter)
    keyed = row.merged_into or row
    return Caster(row.pk, keyed.pk, keyed.user_id, owns=row.user_id is not None)


def vote(*, voter: int, comments: list[int], changes: int, strong: bool = False, how: str = "", seed: int = 0) -> None:
    """Change votes at random, axis and all, and once more whatever the database was not there for.

    Where there are as many comments as changes each is voted on once, in turn, by all at about the same time.
    """
    chance = random.Random(seed)  # noqa: S311
    deadline = time.monotonic() + LONGEST
    values = (-2, -1, 0, 1, 2) if strong else (-1, 0, 1)
    for number in range(changes):
        comment = comments[number] if len(comments) == changes else chance.choice(comments)
        choice = {"comment": comment, "axis": chance.choice((1, 2)), "value": chance.choice(values)}
        while not cast_and_note(f"{os.getpid()}-{voter}-{seed}-{number}", voter, how, choice):
            if time.monotonic() > deadline:
                raise TimeoutError("The database stays away.")
            time.sleep(0.05)


def cast_and_note(cast: str, voter: int, how: str, choice: dict[str, int]) -> bool:
    """Whether it is decided; a cast during which the database went away may have been taken, and is noted as begun."""
    from django.db import DatabaseError, InterfaceError, connection

    from wiki.votes.models import Voter
    from wiki.votes.refusals import MovedError, RefusedError

    attempt = f"{cast}-{time.monotonic_ns()}"
    note(at=time.monotonic(), what="begun", attempt=attempt, origin=voter, **choice)
    try:
        done = cast_once(voter, how, choice)
    except (RefusedError, Voter.DoesNotExist) as refused:
        note(at=time.monotonic(), what="refused", attempt=attempt, reason=str(refused))
    except MovedError:
        note(at=time.monotonic(), what="refused", attempt=attempt, reason="moved")
        return False
    except (DatabaseError, InterfaceError) as error:
        note(at=time.monotonic(), what="lost", attempt=attempt, reason=str(error))
        connection.close()
        return False
    else:
        note(at=time.monotonic(), what="taken", attempt=attempt, state=done)
    return True


def cast_once(voter: int, how: str, choice: dict[str, int]) -> str:
    """Cast as the site does, or in one of the ways that drift; what became of it."""
    from tests.votes.drifting import WAYS
    from wiki.comments.votes import CommentVote
    from wiki.votes.abstract import Axis
    from wiki.votes.casting import Ballot, cast

    if how:
        WAYS[how](voter, choice["comment"], choice["value"])
        return ""
    ballot = Ballot(Axis(choice["axis"]), choice["value"])
    return cast(CommentVote, choice["comment"], caster_of(voter), ballot).state


def meddle(verb: Callable[[], object], rounds: int) -> None:
    """Do something to the votes again and again, with a breath between."""
    for _ in range(rounds):
        verb()
        time.sleep(0.02)


def merge(*, browser: int, user: int, rounds: int) -> None:
    """Sign in and be parted again; merged at the end."""
    from accounts.models import User
    from wiki.votes import merging
    from wiki.votes.models import Voter

    name, somebody = Voter.objects.get(pk=browser).browser or "", User.objects.get(pk=user)

    def again() -> None:
        merging.part(name)
        time.sleep(0.02)
        merging.merge(name, somebody)

    meddle(again, rounds)


def judge(*, actor: int, comments: list[int], rounds: int, seed: int) -> None:
    """Hold, release, discount, count again, and undo every other decision."""
    from accounts.models import User
    from wiki.comments.votes import CommentVote
    from wiki.votes import judging

    somebody = User.objects.get(pk=actor)
    chance = random.Random(seed)  # noqa: S311

    def again() -> None:
        chosen = CommentVote.objects.filter(target__in=comments, pk__gte=chance.randrange(20))
        done = judging.judge(chance.choice(list(judging.VERBS)), chosen, actor=somebody, reason="A storm.")
        if chance.random() < 0.5:
            judging.undo(done, actor=somebody)

    meddle(again, rounds)


def delete(*, actor: int, comments: list[int], rounds: int) -> None:
    """Delete comments and restore them."""
    from accounts.models import User
    from wiki.comments.models import Comment

    somebody = User.objects.get(pk=actor)

    def again() -> None:
        for comment in Comment.objects.filter(pk__in=comments):
            comment.remove(actor=somebody)
            time.sleep(0.02)
            comment.restore(actor=somebody)

    meddle(again, rounds)


def recount(*, comments: list[int], rounds: int) -> None:
    """Count all votes of the comments anew, drifted or not."""
    from django.db import transaction

    from wiki.comments.votes import CommentVote
    from wiki.votes.recounting import recount_targets

    @transaction.atomic
    def again() -> None:
        recount_targets(CommentVote, sorted(comments))

    meddle(again, rounds)


def erase(*, voter: int, rounds: int) -> None:
    """Erase what an account cast, who then votes on as if for the first time."""
    from wiki.votes.erasing import erase as erase_votes

    meddle(lambda: erase_votes(caster_of(voter)), rounds)


DEEDS: dict[str, Callable[..., None]] = {deed.__name__: deed for deed in (vote, merge, judge, delete, recount, erase)}


def do(told: Told) -> None:
    """Do one thing to its end; what nobody foresaw is noted."""
    from django.db import connection

    try:
        DEEDS[told.pop("deed")](**told)
    except Exception as error:
        note(at=time.monotonic(), what="failed", reason=repr(error))
        raise
    finally:
        connection.close()


def prepare(*, comments: int, browsers: int = 0, accounts: int = 0) -> dict[str, list[Any]]:
    """Make an author's comments, and those who will vote."""
    from tests import make
    from tests.votes import casting

    made = make.comments(make.author(), comments)
    users = [make.user() for _ in range(accounts)]
    return {
        "comments": [row.pk for row in made],
        "public_ids": [row.public_id for row in made],
        "browsers": [casting.browser().acting for _ in range(browsers)],
        "users": [user.pk for user in users],
        "accounts": [casting.account(user).acting for user in users],
        "owner": [make.owner().pk],
    }


def stored() -> list[Told]:
    """Every vote as it now stands."""
    from wiki.comments.votes import CommentVote

    names = ("target", "voter", "origin", "axis", "value", "power", "state")
    return [dict(zip(names, row, strict=True)) for row in CommentVote.objects.values_list(*names)]


def storm(told: list[Told]) -> None:
    """Do all of this at once, when told to begin."""
    from wiki.votes import casting

    casting.LIMITS.update(a_minute=NO_LIMIT, an_hour=NO_LIMIT, a_day=NO_LIMIT, at_one=NO_LIMIT)
    note(what="ready")
    sys.stdin.readline()
    threads = [Thread(target=do, args=[deed]) for deed in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
    django.setup()
    asked, argument = sys.argv[1], json.loads(sys.argv[2])
    if asked == "storm":
        storm(argument)
    else:
        note(answer=prepare(**argument) if asked == "prepare" else stored())
