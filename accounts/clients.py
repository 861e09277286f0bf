"""From where a request comes, as far as anybody may be believed about it."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104  what a request through a local socket has for an address
WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")


def client_address(request: HttpRequest) -> str:
    """The client's address: what the outermost believed proxy wrote down, else who is at the socket's other end."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count: int = settings.TRUSTED_PROXY_COUNT
    told = forwarded[-count] if 0 < count <= len(forwarded) else ""
    return parsed(told) or parsed(request.META.get("REMOTE_ADDR", "")) or NOWHERE


def parsed(text: str) -> str:
    """The IP address in this text, without a port and in one spelling; nothing where it is none."""
    text = text.strip()
    if found := WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    return str((isinstance(address, IPv6Address) and address.ipv4_mapped) or address).partition("%")[0]
