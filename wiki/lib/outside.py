"""Asking other servers: only those of the public web, for little, and never for long."""

from __future__ import annotations

import socket
import time
from io import BytesIO
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from wiki.lib import public_hosts
from wiki.lib.public_hosts import Dial, RefusedError

SECONDS = 10.0
LARGEST = 1024 * 1024
USUAL = {"http": 80, "https": 443}
PLAIN = {"", "identity"}


class PlaceRefusedError(requests.RequestException):
    """An address to which nothing is sent."""


class TooSlowError(requests.Timeout):
    """All in all it took too long."""


class TooLargeError(requests.RequestException):
    """An answer larger than anything that is asked for here, or packed so that nobody knows how large."""


class Clock:
    """So many seconds for all there is to do; when they are over, the connection is shut under whoever waits."""

    def __init__(self, seconds: float, dial: Dial) -> None:
        self.end = time.monotonic() + seconds
        self.dial = dial
        self.open: list[tuple[Timer, socket.socket]] = []
        self.refused: RefusedError | None = None

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.end - time.monotonic()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection that ends with the time."""
        try:
            opened = self.dial(host, port, self.left)
        except RefusedError as refusal:
            self.refused = refusal  # which the libraries above wrap in errors of their own
            raise
        # TLS takes the socket over, so a second handle of the same connection is kept.
        handle = opened.dup()
        timer = Timer(max(self.left, 0), shut, [handle])
        timer.daemon = True
        timer.start()
        self.open.append((timer, handle))
        return opened

    def stop(self) -> None:
        """Let go of everything."""
        for timer, handle in self.open:
            timer.cancel()
            handle.close()


def shut(handle: socket.socket) -> None:
    """End a connection in both directions, if it is not over already."""
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock

    def _new_conn(self) -> socket.socket:
        return self.clock.connect(self._dns_host, self.port)


class SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock

    def _new_conn(self) -> socket.socket:
        return self.clock.connect(self._dns_host, self.port)


class PlainPool(HTTPConnectionPool):
    ConnectionCls = PlainConnection


class SecurePool(HTTPSConnectionPool):
    ConnectionCls = SecureConnection


POOLS: dict[str, type[HTTPConnectionPool]] = {"http": PlainPool, "https": SecurePool}


class Once(HTTPAdapter):
    """Carries one request, on a connection of its own, within the time of its clock."""

    pool: HTTPConnectionPool | None = None

    def __init__(self, clock: Clock) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.clock = clock

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:  # noqa: ARG002
        """A pool for this one connection; never by a proxy, which would ask in our name whatever it likes."""
        try:
            place, tls = self.build_connection_pool_key_attributes(request, verify, cert)
        except ValueError as error:
            raise requests.exceptions.InvalidURL(error, request=request) from error
        scheme, host, port = place["scheme"], place["host"], place["port"] or USUAL[place["scheme"]]
        if "@" in urlsplit(request.url).netloc:
            raise PlaceRefusedError("Nothing is sent to an address that holds a name or a password.")
        if port not in USUAL.values():
            raise PlaceRefusedError(f"Nothing is sent to port {port}.")
        self.pool = POOLS[scheme](host, port, maxsize=1, clock=self.clock, **(tls if scheme == "https" else {}))
        return self.pool

    def build_response(self, req: Any, resp: Any) -> requests.Response:
        """The answer, read to its end before anybody sees it."""
        try:
            body = read(resp)
        finally:
            resp.close()
        told = {"headers": resp.headers, "status": resp.status, "reason": resp.reason}
        return super().build_response(req, HTTPResponse(BytesIO(body), preload_content=False, **told))

    def close(self) -> None:
        """End the connection."""
        super().close()
        if self.pool:
            self.pool.close()


def read(response: Any) -> bytes:
    """What a server answers, as it came; TooLargeError where that is too much."""
    if response.headers.get("Content-Encoding", "").strip().lower() not in PLAIN:
        raise TooLargeError("The answer is packed, though that was not asked for.")
    found = bytearray()
    for part in response.stream(16 * 1024, decode_content=False):
        found += part
        if len(found) > LARGEST:
            raise TooLargeError(f"The answer is larger than {LARGEST} bytes.")
    return bytes(found)


class Guarded(BaseAdapter):
    """Sends to the public web alone, and only as long as its seconds last."""

    def __init__(self, seconds: float, dial: Dial) -> None:
        super().__init__()
        self.seconds, self.dial = seconds, dial

    def send(self, request: Any, *_args: Any, verify: Any = True, **_kwargs: Any) -> requests.Response:
        """The whole answer, or a RequestException that says why there is none; no other limit of time is heard."""
        clock = Clock(self.seconds, self.dial)
        once = Once(clock)
        request.headers["Accept-Encoding"] = "identity"
        try:
            answer = once.send(request, timeout=self.seconds, verify=verify)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise said(error, clock) from error
        finally:
            once.close()
            clock.stop()
        if clock.left <= 0:  # what was shut under its reader looks as if it had ended
            raise TooSlowError(request=request)
        return answer

    def close(self) -> None:
        """Nothing is kept open."""


def said(error: Exception, clock: Clock) -> requests.RequestException:
    """What went wrong, as whoever uses `requests` expects it."""
    if clock.refused:
        return PlaceRefusedError(str(clock.refused))
    if clock.left <= 0:
        return TooSlowError(error)
    return error if isinstance(error, requests.RequestException) else requests.ConnectionError(error)


def session(*, seconds: float = SECONDS, dial: Dial = public_hosts.dial) -> requests.Session:
    """A session of `requests` that reaches the public web alone, follows no redirect, and reads no large answer.

    Every request is given so many seconds in all. Whatever fails is a `requests.RequestException`.
    """
    found = requests.Session()
    found.trust_env = False  # no proxy and no .netrc of the machine
    found.max_redirects = 0
    for scheme in POOLS:
        found.mount(f"{scheme}://", Guarded(seconds, dial))
    return found
