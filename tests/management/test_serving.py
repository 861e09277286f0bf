"""The server behind `up`: how it ends, what it survives, and what it answers at the edges."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from tests.running import CSRF, CSRF_FIELD, LIMIT, children, link_in, until

if TYPE_CHECKING:
    from tests.running import Site


def connect(site: Site) -> socket.socket:
    """A plain connection, to say things that no browser says."""
    return socket.create_connection(("127.0.0.1", site.port), timeout=LIMIT)


def heard(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    pieces = []
    while piece := connection.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.alike
@pytest.mark.alone
def test_ctrl_c_lets_a_request_in_flight_end(site: Site) -> None:
    process = site.up()
    body = b"csrfmiddlewaretoken=none"
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    with connect(site) as connection:
        # The form check reads the body, so that a view is at work until the second half of it has come.
        connection.sendall(f"{head}{kind}Cookie: {CSRF}\r\n\r\n".encode() + body[:10])
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None
        connection.sendall(body[10:])
        assert heard(connection).startswith(b"HTTP/1.1 403")
    assert process.wait(LIMIT) == 0


@pytest.mark.alike
@pytest.mark.alone
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_when_nothing_is_in_flight_however_often(site: Site, number: signal.Signals) -> None:
    for _ in range(3):
        process = site.up("--blank")
        asked = time.monotonic()
        os.killpg(process.pid, number)
        assert process.wait(LIMIT) == 0
        assert time.monotonic() - asked < 5


@pytest.mark.alike
def test_a_worker_that_dies_is_replaced(site: Site) -> None:
    process = site.up()
    [worker] = children(process.pid)
    os.kill(worker, signal.SIGKILL)
    until(lambda: worker not in children(process.pid) and site.answers())
    site.stop(process)


@pytest.mark.alike
def test_a_client_that_never_ends_its_headers_is_sent_away_after_ten_seconds(site: Site) -> None:
    site.up("--blank")
    with connect(site) as connection:
        began = time.monotonic()
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        heard(connection)
        assert 8 < time.monotonic() - began < 25


def test_a_link_signs_in_one_of_many_who_open_it_at_once(site: Site) -> None:
    site.up("--workers=2")
    path = link_in(site.run("login_link").stdout)
    many = 12
    barrier = Barrier(many)
    headers = {"Cookie": CSRF, "Content-Type": "application/x-www-form-urlencoded"}

    def press(_number: int) -> int:
        barrier.wait(LIMIT)
        return site.ask("POST", path, CSRF_FIELD, headers).status

    with ThreadPoolExecutor(many) as crowd:
        statuses = sorted(crowd.map(press, range(many)))
    assert statuses == [302] + [410] * (many - 1)


@pytest.mark.alike
def test_no_token_reaches_the_log_even_when_a_view_fails(site: Site) -> None:
    process = site.up()
    good = link_in(site.run("login_link").stdout)
    wrong = f"/account/link/{'w' * 43}/"
    headers = {"Cookie": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
    assert site.get(wrong).status == 410
    assert site.ask("POST", good).status == 403
    assert site.ask("PUT", good, CSRF_FIELD, headers | {"X_CSRFToken": "c" * 32}).status == 405
    assert site.ask("POST", good, CSRF_FIELD, headers).status == 302
    assert site.ask("POST", good, CSRF_FIELD, headers).status == 410
    site.run(
        "shell", "-c", "from django.db import connection as c; c.cursor().execute('DROP TABLE accounts_loginlink')"
    )
    assert site.get(good).status == 500
    log = site.stop(process)
    assert "Traceback" in log
    assert "/account/link/…/" in log
    assert not re.search(r"/account/link/[\w-]", log)
    assert good.split("/")[3] not in log


@pytest.mark.alike
def test_static_files_are_compressed_fingerprinted_and_kept_for_good(site: Site) -> None:
    site.up()
    styles = re.search(r'href="(/static/commonplace\.\w{12}\.css)"', site.get("/").text)
    assert styles
    answer = site.get(styles[1], Accept_Encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_two_starts_at_once_make_one_whole_site(bare_site: Site) -> None:
    first, port = bare_site.start(), bare_site.port
    bare_site.port += 1
    second = bare_site.start()
    until(bare_site.answers)
    assert bare_site.get("/").text.count("<h1") == 1
    bare_site.port = port
    until(bare_site.answers)
    users = bare_site.run(
        "shell", "--no-imports", "-c", "from accounts.models import User; print(User.objects.count())"
    )
    assert users.stdout.strip() == "1"
    bare_site.stop(first)
    bare_site.stop(second)


def test_two_starts_at_once_on_one_port_are_one_site(bare_site: Site) -> None:
    processes = [bare_site.start(), bare_site.start()]
    until(bare_site.answers)
    # The slower one mostly finds the port taken; where both were equally fast, they share it as two workers would.
    time.sleep(1)
    ended = [process for process in processes if process.poll() is not None]
    assert len(ended) < 2
    for process in ended:
        assert process.returncode == 1
        assert "Choose another with --port" in process.communicate()[0]
    assert "Ada Lovelace" in bare_site.get("/").text
