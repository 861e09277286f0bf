"""Hosts of the public web: which addresses are theirs, and how one is reached."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
#: Opens a connection to a host and port within so many seconds.
Dial: TypeAlias = Callable[[str, int, float], socket.socket]

#: What IANA keeps for special use; not as the Pythons tell it, which differ.
V4_SPECIAL = [
    IPv4Network("0.0.0.0/8"),  # this machine
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # behind the translation of an access provider
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),  # this link, and what clouds tell their machines
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.0.2.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
    IPv4Network("224.0.0.0/4"),  # many at once
    IPv4Network("240.0.0.0/4"),
]
#: All of the public web's. What stands for an IPv4 address, by mapping or NAT64, is outside it already.
V6_PUBLIC = IPv6Network("2000::/3")
V6_SPECIAL = [
    IPv6Network("2001::/23"),  # Teredo and the like
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),  # 6to4: an IPv4 address again
    IPv6Network("3fff::/20"),
]
#: As a browser tells it: such a host is a number, in whatever spelling, and none of them is a name.
NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)\Z", re.IGNORECASE)


class RefusedError(OSError):
    """A place to which nothing is ever sent; says why."""


def is_public(address: Address) -> bool:
    """Whether this is an address of the public web."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in V4_SPECIAL)
    return address.scope_id is None and address in V6_PUBLIC and not any(address in other for other in V6_SPECIAL)


def written(host: str) -> Address | None:
    """The address that a host is, where it is none by name; RefusedError where it is spelled to be mistaken."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        if NUMBER.match(host.removesuffix(".").rpartition(".")[2]):
            raise RefusedError(f"{host} is a number in disguise.") from None
        return None


def resolve(host: str, port: int, seconds: float) -> Sequence[Address]:
    """The public addresses of a host, asked once; RefusedError where it has none."""
    literal = written(host)
    found = [literal] if literal else looked_up(host, port, seconds)
    public = [address for address in found if is_public(address)]
    if not public:
        raise RefusedError(f"{host} is not on the public web.")
    return public


def looked_up(host: str, port: int, seconds: float) -> list[Address]:
    """Every address of a name. What answers it takes its own time, so it is left behind after so many seconds."""
    answers: Queue[list[Address] | OSError] = Queue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(ip_address(row[4][0]) for row in rows)))
        except (OSError, ValueError) as error:
            answers.put(OSError(f"{host} could not be found: {error}"))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"{host} could not be found in time.") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def dial(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to a public address of this host: to the very one that was looked at."""
    end = time.monotonic() + seconds
    addresses = resolve(host, port, seconds)
    error: OSError = TimeoutError(f"{host} did not answer in time.")
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        share = (end - time.monotonic()) / left
        if share <= 0:
            break
        try:
            return socket.create_connection((str(address), port), timeout=share)
        except OSError as failure:
            error = failure
    raise error
