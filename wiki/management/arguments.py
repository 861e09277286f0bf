"""What the arguments of `up` may be; what is neither stops the command with a sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from ipaddress import ip_address

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST_WORKERS = 64
DAY = 86_400


def host(text: str) -> str:
    """The address of one of this machine's networks."""
    try:
        return str(ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError:
        raise ArgumentTypeError(f"{text} is no IP address; try 127.0.0.1, or 0.0.0.0 for every network") from None


def port(text: str) -> int:
    """A number that a port can have."""
    return within(text, 65_535)


def workers(text: str) -> int:
    """How many processes to start."""
    return within(text, MOST_WORKERS)


def seconds(text: str) -> int:
    """How long to wait: up to a day."""
    return within(text, DAY)


def within(text: str, most: int) -> int:
    """A whole number from 1 to the most."""
    if not (text.isdecimal() and 1 <= int(text) <= most):
        raise ArgumentTypeError(f"{text} is not a whole number from 1 to {most}")
    return int(text)


def email(text: str) -> str:
    """An address that somebody can sign in with."""
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"{text} is no e-mail address") from None
    return text
