"""What stands at the top of a mail; nothing that anybody typed gets there as it was typed."""

from __future__ import annotations

import unicodedata
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import salted_hmac

from wiki.lib.lines import BREAKS, UNSEEN

LONGEST = 150
#: Joiners stay, since some scripts need them.
JOINERS = "\u200c\u200d"


def one_line(text: str, most: int = LONGEST) -> str:
    """The text in one line of so many characters, without what shows nothing or turns the direction of what follows."""
    line = BREAKS.sub(" ", UNSEEN.sub("", text))
    kept = (sign for sign in line if sign in JOINERS or unicodedata.category(sign)[0] != "C")
    # An encoded word would be decoded by whoever shows the mail.
    line = " ".join("".join(kept).replace("=?", "= ?").split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def reference(*about: object) -> str:
    """The Message-ID of whatever this is about, always the same; it tells nothing of it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{salted_hmac('wiki.notices.reference', repr(about), algorithm='sha256').hexdigest()[:32]}@{domain}>"


def of_list(stop: str) -> dict[str, str]:
    """That it is one of many, that nobody typed it, and where one click ends them all (RFC 8058)."""
    return {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
