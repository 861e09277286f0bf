"""A mail server that keeps what it is sent, for a site that sends mail."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
LIMIT = 30


class Conversation(StreamRequestHandler):
    """As much of SMTP as Django speaks to a server without a password."""

    server: Mailbox

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.say("354 go on")
                self.server.take(self.letter())
            if line == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 yes")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def letter(self) -> bytes:
        """The lines up to a single dot."""
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


class Mailbox(ThreadingTCPServer):
    """Everybody's letters, oldest first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []

    @property
    def url(self) -> str:
        """What EMAIL_URL says of it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Mailbox:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()

    def take(self, letter: bytes) -> None:
        self.letters.append(message_from_bytes(letter, policy=policy.default))

    def to(self, email: str, *, number: int = 1) -> EmailMessage:
        """The letter with this number to this address, once it is there."""
        end = time.monotonic() + LIMIT
        while True:
            found = [letter for letter in self.letters if email in str(letter["To"])]
            if len(found) >= number:
                return found[number - 1]
            assert time.monotonic() < end, f"{email} has {len(found)} letters"
            time.sleep(0.1)

    def code_to(self, email: str, *, number: int = 1) -> str:
        """The code in that letter."""
        found = CODE.search(words_of(self.to(email, number=number)))
        assert found
        return found[0]


def words_of(letter: EmailMessage) -> str:
    """What a letter says to those who read plain text."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")
