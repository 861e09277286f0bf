"""Hands a mail to the mail server, and tells apart whether it was refused or nobody knows."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.mail import get_connection

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

#: What a server says when it has not taken a mail. One that falls silent may have taken it.
NO = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


class RefusedError(Exception):
    """The mail server cannot be reached, or said no: the mail went nowhere and may be tried again."""


def post(message: EmailMessage) -> None:
    """Send one mail. Raises RefusedError where it surely went nowhere; any other error leaves that open."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise RefusedError(reason(error)) from None
    try:
        connection.send_messages([message])
    except NO as error:
        raise RefusedError(reason(error)) from None
    finally:
        with suppress(OSError, smtplib.SMTPException):  # it has been taken or not by now
            connection.close()


def reason(error: Exception) -> str:
    """What went wrong, without the addresses and words that a server's answer may hold."""
    code = getattr(error, "smtp_code", getattr(error, "errno", None))
    return f"{type(error).__name__} {code}" if code else type(error).__name__
