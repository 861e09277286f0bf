"""The site as a person runs it: `manage.py` in processes of their own, on a data folder of their own."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
# Seconds for what takes two or three where nothing else runs; only what never comes waits so long.
LIMIT = 60
# A cookie and a form field that belong together: what the CSRF check wants of a page that has no form.
CSRF, CSRF_FIELD = f"csrftoken={'c' * 32}", f"csrfmiddlewaretoken={'c' * 32}"
OURS = ("DATA_DIR", "SECRET_KEY", "SITE_URL", "DEBUG", "UP_PORT", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


class Site:
    """A data folder, and the commands run on it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        self.environment = kept | {"DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"} | environment
        self.started: list[subprocess.Popen[str]] = []

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def told(self, code: str, **environment: str) -> str:
        """What this code prints in a process of the site's own, which must end well."""
        done = self.run("shell", "--no-imports", "-c", code, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """`up`, in a process group of its own as a shell would put it."""
        return self.launch(arguments, environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def launch(self, arguments: tuple[str, ...], environment: dict[str, str], **how: Any) -> subprocess.Popen[str]:
        """`up` with these streams; whatever becomes of the test, it will be ended."""
        command = [sys.executable, "manage.py", "up", f"--port={self.port}", *arguments]
        process: subprocess.Popen[str] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment | environment, text=True, start_new_session=True, **how
        )
        self.started.append(process)
        return process

    def up(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """`up`, once it answers."""
        process = self.start(*arguments, **environment)
        until(lambda: self.answers() or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        return process

    def stop(self, process: subprocess.Popen[str]) -> str:
        """Press Ctrl-C, which reaches the whole group, and return all that was printed."""
        os.killpg(process.pid, signal.SIGINT)
        output = process.communicate(timeout=LIMIT)[0]
        assert process.returncode == 0, output
        return output

    def end(self) -> None:
        """End whatever a test left running, the workers too."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdout:
                process.stdout.close()

    def answers(self) -> bool:
        """Whether somebody serves the site."""
        try:
            return self.get("/robots.txt").status == 200
        except OSError:
            return False

    def get(self, path: str, **headers: str) -> Answer:
        """What a browser gets."""
        return self.ask("GET", path, headers=headers)

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Answer:
        """One request, on a connection of its own, to the name that `up` prints."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        connection.request(method, path, body, {"Host": f"localhost:{self.port}", "Connection": "close"} | named)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer


class Answer:
    """A status, headers by their name in any case, and the body."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.content = response.read()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()


def lay(site: Site, folder: Path) -> Path:
    """Copy a site's data folder there."""
    shutil.copytree(site.folder, folder)
    folder.chmod(0o700)
    return folder


def free_port() -> int:
    """A port on which nobody listens at present, below those that the system gives to whoever only connects."""
    # Who asks again and again for a server on one of those is given it in the end, and meets themselves.
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def until(holds: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    deadline = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < deadline, "It never came."
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    return found("-P", str(pid))


def group(process: subprocess.Popen[str], command: str) -> list[int]:
    """The processes in the group of this one whose command is like that."""
    return found("-g", str(process.pid), "-f", command)


def found(*which: str) -> list[int]:
    """What `pgrep` finds."""
    listed = subprocess.run(["pgrep", *which], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in listed.split()]


def link_in(output: str) -> str:
    """The path of the one-time link that was printed."""
    found = re.search(r"http://localhost:\d+(/account/link/[\w-]{43}/)", output)
    assert found, output
    return found[1]


def press_the_button(site: Site, path: str) -> Answer:
    """Open the page of a link, and send its form, or an empty one where it has none any more."""
    page = site.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    cookie, body = (page.headers["Set-Cookie"], f"csrfmiddlewaretoken={token[1]}") if token else (CSRF, CSRF_FIELD)
    headers = {"Cookie": cookie.split(";")[0], "Content-Type": "application/x-www-form-urlencoded"}
    return site.ask("POST", path, body, headers)
