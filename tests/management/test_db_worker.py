"""The worker's command: the library's, a little calmer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django_tasks_db.management.commands import db_worker

from tests.notices.telling import worker
from tests.queries import captured, tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _levels() -> Iterator[None]:
    """What the command sets for its whole process."""
    loggers = [logging.getLogger(name) for name in ("django_tasks", "django_tasks_db")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def defaults() -> dict[str, object]:
    command = load_command_class(get_commands()["db_worker"], "db_worker")
    return vars(command.create_parser("manage.py", "db_worker").parse_args([]))


def test_it_works() -> None:
    assert get_commands()["db_worker"] == "wiki"
    assert defaults()["interval"] == 5
    assert defaults()["child"] is False


@pytest.mark.django_db
def test_a_look_at_the_queue_asks_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    with captured() as asked:
        worker().run()
    assert tables(asked) == ["django_tasks_database_dbtaskresult"]
    assert len(asked) == 1


@pytest.mark.django_db
def test_it_says_nothing_where_nothing_went_wrong(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda self: None)
    call_command("db_worker", "--batch", "--no-startup-delay")
    assert capfd.readouterr() == ("", "")


def test_nonsense_stops_it() -> None:
    with pytest.raises(CommandError):
        call_command("db_worker", "--interval=never")
