"""What must go, goes: by `manage.py tidy`, and by `up` when it starts and for as long as it serves."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from tests import make
from tests.running import LIMIT, group, until
from wiki.comments.models import Comment
from wiki.management.commands import tidy

if TYPE_CHECKING:
    from tests.running import Site

SESSION = "from django.contrib.sessions.models import Session as S; from datetime import datetime, timezone"
LEAVE_ONE = f"{SESSION}; S.objects.create(session_key='old', expire_date=datetime(2020, 1, 1, tzinfo=timezone.utc))"
COUNT = f"{SESSION}; print(S.objects.count())"
RENAME = "from django.db import connection as c; c.cursor().execute('ALTER TABLE {} RENAME TO {}')"


def rounds(process: subprocess.Popen[str]) -> list[int]:
    """The processes in the group of `up` that tidy at present."""
    return group(process, "manage.py tidy$")


@pytest.mark.django_db
def test_it_works() -> None:
    comment = make.comment(make.author(), body="Unsayable.")
    comment.remove(actor=make.user())
    Comment.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(days=days))
    call_command("tidy")
    call_command("tidy")
    comment.refresh_from_db()
    assert comment.body == ""
    assert [session.pk for session in Session.objects.all()] == ["new"]


def test_a_chore_that_fails_keeps_no_other_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def fail() -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(tidy, "CHORES", {"the first thing": fail, "the second": lambda: done.append("second")})
    with pytest.raises(CommandError, match="Could not let go of the first thing: the database is away"):
        call_command("tidy")
    assert done == ["second"]


def test_up_does_it_at_its_start(site: Site) -> None:
    site.stop(site.up("--blank"))
    site.told(LEAVE_ONE)
    site.up()
    assert site.told(COUNT) == "0"


@pytest.mark.alike
def test_up_does_it_again_and_again_and_survives_a_round_that_fails(site: Site) -> None:
    process = site.up("--blank", "--tidy-every=1")
    for _ in range(2):
        site.told(LEAVE_ONE)
        until(lambda: site.told(COUNT) == "0")
    site.told(RENAME.format("django_session", "away"))
    until(lambda: bool(rounds(process)))
    time.sleep(3)
    site.told(RENAME.format("away", "django_session"))
    site.told(LEAVE_ONE)
    until(lambda: site.told(COUNT) == "0")
    log = site.stop(process)
    assert "Could not let go of sessions that are over" in log
    assert "WARNING wiki.management.tidying: Tidying ended with code 1" in log
    assert "Traceback" not in log


@pytest.mark.alike
@pytest.mark.alone
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_of_up_is_the_end_of_a_round_under_way(site: Site, number: signal.Signals) -> None:
    process = site.up("--blank", "--tidy-every=1")
    until(lambda: bool(rounds(process)))
    asked = time.monotonic()
    os.killpg(process.pid, number)
    output = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 0, output
    assert time.monotonic() - asked < 5
    assert rounds(process) == []
    assert "Traceback" not in output
    assert "Tidying" not in output


@pytest.mark.alike
def test_no_round_is_left_and_none_comes_any_more_where_up_was_killed(site: Site) -> None:
    process = site.up("--blank", "--tidy-every=1")
    until(lambda: bool(rounds(process)))
    os.kill(process.pid, signal.SIGKILL)
    process.wait(LIMIT)
    until(lambda: not rounds(process))
    time.sleep(2)
    assert rounds(process) == []
    os.killpg(process.pid, signal.SIGKILL)  # the workers serve on, as they always did
