"""A mail server that listens on this machine, takes mails, and falls silent when it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Office(socketserver.ThreadingTCPServer):
    """What it was given; while `silent` it takes a mail and never says so."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.mails: list[str] = []
        self.begun = 0
        self.silent = threading.Event()
        self.refusing = False

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_whatever: Any) -> None:
        """Clients die here: that is what they are for."""


class Counter(socketserver.StreamRequestHandler):
    """One client."""

    server: Office

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line.split()[0].upper()
            if verb == b"DATA":
                self.take()
            elif verb == b"MAIL" and self.server.refusing:
                self.say("451 later")
            else:
                self.say({b"QUIT": "221 bye", b"EHLO": "250 here"}.get(verb, "250 well"))

    def take(self) -> None:
        self.server.begun += 1
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.mails.append(b"".join(lines).decode())
        if self.server.silent.is_set():
            self.rfile.read()  # until the client is gone
            return
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def open_office() -> Iterator[Office]:
    """A mail server, as long as the block runs."""
    with Office() as office:
        thread = threading.Thread(target=office.serve_forever, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
