"""`up` runs the worker that sends mails: it is followed by another when it dies, and outlives nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.notices.post_office import Office, open_office
from tests.running import LIMIT, ROOT, group, until
from wiki.management import working

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.running import Site

TELL = """
from tests import make
from tests.notices.telling import say
from accounts.models import User
from django.utils import timezone
from wiki.authors.models import Author
from wiki.notices.models import Notice
from django_tasks_db.models import DBTaskResult
ada = Author.objects.primary() or make.primary(name="Ada", user=User.objects.owner())
say(make.comment(ada), make.author(listed=False, slug=f"eve-{Author.objects.count()}", user=make.user(
    email=f"eve{Author.objects.count()}@example.org")))
Notice.objects.update(due_at=timezone.now())
DBTaskResult.objects.update(run_after=timezone.now())
"""
STATES = """
from wiki.notices.models import Notice
print([(bool(notice.claimed_at), bool(notice.sent_at)) for notice in Notice.objects.all()])
"""


@pytest.fixture
def office() -> Iterator[Office]:
    with open_office() as found:
        yield found


def run(site: Site, code: str, office: Office) -> str:
    return site.told(code, EMAIL_URL=office.url)


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes in the group of `up` that send mails."""
    return group(process, "manage.py db_worker")


def at_work(pid: int) -> bool:
    """Whether a worker has begun, and so ends calmly when it is told to."""
    told = Path(f"/proc/{pid}/status").read_text()
    return bool(int(re.findall(r"SigCgt:\s*(\w+)", told)[0], 16) >> (signal.SIGTERM - 1) & 1)


def up(site: Site, office: Office, *arguments: str) -> subprocess.Popen[str]:
    return site.up("--blank", "--owner=ada@example.org", *arguments, EMAIL_URL=office.url)


@pytest.mark.alike
def test_it_works(site: Site, office: Office) -> None:
    process = up(site, office)
    run(site, TELL, office)
    until(lambda: len(office.mails) == 1)
    assert "To: ada@example.org" in office.mails[0]
    until(lambda: run(site, STATES, office) == "[(True, True)]")
    output = site.stop(process)
    assert output.count("\n") == 2, output
    assert workers(process) == []


@pytest.mark.alike
def test_a_worker_that_is_killed_is_followed_by_another_which_sends_the_next(site: Site, office: Office) -> None:
    process = up(site, office)
    until(lambda: bool(workers(process)))
    [first] = workers(process)
    os.kill(first, signal.SIGKILL)
    until(lambda: workers(process) not in ([], [first]))
    run(site, TELL, office)
    until(lambda: len(office.mails) == 1)
    assert "The worker ended with code -9. Another begins in 5 seconds." in site.stop(process)


@pytest.mark.alike
def test_what_a_worker_was_killed_over_is_never_sent_again(site: Site, office: Office) -> None:
    process = up(site, office)
    office.silent.set()
    run(site, TELL, office)
    until(lambda: len(office.mails) == 1)
    [first] = workers(process)
    os.kill(first, signal.SIGKILL)
    office.silent.clear()
    until(lambda: workers(process) not in ([], [first]))
    site.run("tidy", EMAIL_URL=office.url)
    run(site, TELL.replace("Notice.objects.update", "Notice.objects.filter(claimed_at=None).update"), office)
    until(lambda: len(office.mails) == 2)
    time.sleep(6)
    assert office.begun == 2
    assert sorted(eval(run(site, STATES, office))) == [(True, False), (True, True)]  # noqa: S307 - our own words


@pytest.mark.alike
@pytest.mark.alone
def test_the_end_of_up_waits_for_a_mail_on_its_way(site: Site, office: Office) -> None:
    process = up(site, office)
    office.silent.set()
    run(site, TELL, office)
    until(lambda: len(office.mails) == 1)
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGTERM)
    output = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 0, output
    assert 2 < time.monotonic() - asked < 25  # a mail server has ten seconds to answer
    assert workers(process) == []
    assert "Traceback" not in output


@pytest.mark.alike
@pytest.mark.alone
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_of_up_is_the_end_of_an_idle_worker(site: Site, office: Office, number: signal.Signals) -> None:
    process = up(site, office)
    until(lambda: bool(workers(process)) and at_work(workers(process)[0]))
    asked = time.monotonic()
    os.killpg(process.pid, number)
    output = process.communicate(timeout=LIMIT)[0]
    assert process.returncode == 0, output
    assert time.monotonic() - asked < 10
    assert workers(process) == []
    assert output.count("\n") == 2, output


@pytest.mark.alike
def test_without_mail_there_is_no_worker(site: Site) -> None:
    process = site.up("--blank")
    time.sleep(2)
    assert workers(process) == []


@pytest.mark.alike
def test_without_mail_there_is_one_that_tells_akismet_what_was_decided(site: Site) -> None:
    process = site.up("--blank", AKISMET_KEY="abc123abc123")
    until(lambda: bool(workers(process)) and at_work(workers(process)[0]))
    output = site.stop(process)
    assert workers(process) == []
    assert "worker" not in output


@pytest.mark.alike
def test_it_can_be_left_to_others(site: Site, office: Office) -> None:
    process = up(site, office, "--no-worker")
    run(site, TELL, office)
    time.sleep(2)
    assert workers(process) == []
    done = site.run("db_worker", "--batch", EMAIL_URL=office.url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(office.mails) == 1


def test_several_send_each_mail_once(site: Site, office: Office) -> None:
    site.stop(up(site, office, "--no-worker"))
    for _ in range(3):
        run(site, TELL, office)
    command = [sys.executable, "manage.py", "db_worker", "--batch"]
    environment = site.environment | {"EMAIL_URL": office.url}
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(3)]
    assert [process.wait(LIMIT) for process in started] == [0, 0, 0]
    assert len(office.mails) == 1
    assert run(site, STATES, office) == "[(True, True), (True, True), (True, True)]"


@pytest.mark.alike
@pytest.mark.parametrize("how", ["its input ends", "it is told to"])
def test_a_worker_ends_with_whoever_runs_it(site: Site, office: Office, how: str) -> None:
    site.stop(up(site, office, "--no-worker"))
    command = [sys.executable, "manage.py", "db_worker", "--child", "--no-reload"]
    with subprocess.Popen(command, cwd=ROOT, env=site.environment, stdin=subprocess.PIPE) as process:
        until(lambda: at_work(process.pid))
        if how == "it is told to":
            process.terminate()
        elif process.stdin:
            process.stdin.close()
        assert process.wait(LIMIT) == 0


def test_one_that_cannot_start_is_told_and_the_next_one_is_tried(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    monkeypatch.setattr(working, "PAUSE", 0.1)
    with working.working(wanted=True):
        until(lambda: caplog.text.count("The worker could not start") > 1)


HANGING = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.mark.alone
def test_one_that_hangs_does_not_outlive_the_serving(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(working, "GRACE", 0.5)
    (tmp_path / "manage.py").write_text(HANGING)
    asked = time.monotonic()
    with working.working(wanted=True):
        time.sleep(0.5)
    assert time.monotonic() - asked < 3
