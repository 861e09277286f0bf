"""Servers on this machine, which only tests can reach."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from wiki.lib.public_hosts import Dial

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Told: yes\r\n\r\nHello"
Talk = Callable[[socket.socket], None]


@contextmanager
def server(talk: Talk, *, listens: bool = True, heard: list[bytes] | None = None) -> Iterator[Dial]:
    """Somebody on this machine who (listens and then) talks so; and the way to them, which leads anybody there."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            with caller:
                try:
                    if listens:
                        said = request_of(caller)
                        if heard is not None:
                            heard.append(said)
                    talk(caller)
                except OSError:
                    continue

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield lambda _host, _port, seconds: socket.create_connection(listening.getsockname(), seconds)
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def request_of(caller: socket.socket) -> bytes:
    """All that somebody asks, as long as it says how long that is."""
    found = b""
    while part := caller.recv(65536):
        found += part
        head, end, body = found.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        if end and len(body) >= int(length[1] if length else 0):
            break
    return found


def saying(*parts: bytes, every: float = 0) -> Talk:
    def talk(caller: socket.socket) -> None:
        for part in parts:
            caller.sendall(part)
            time.sleep(every)

    return talk
