"""A site with a queue, and the cookies of somebody who moderates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.browser.served import Served

#: Of every kind one, and as many plain ones as are asked for.
QUEUE = """
from itertools import count
from tests import make
make.numbers = count(1000)
from tests.moderation.deciding import flagged, reader, waiting
from wiki.pages.models import Page
page = Page.objects.published().filter(shipped=False).first() or make.page(make.author(), title="Rings")
grace = reader(name="Grace Hopper")
parent = make.comment(make.author(name="Somebody Who Asks"), body="Is it so? " * 20, page=page)
waiting(grace, body="It *is* so, as [this](https://example.org/) says.", parent=parent, page=page)
edited = waiting(grace, body="I said something quite different at first, as you will see in the versions.")
edited.edit("I said something else at first, and then thought better of it.", actor=grace.user, version=1)
long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
waiting(reader(name=long), body="Ä" * 300)
waiting(reader(name="\\u0645\\u062d\\u0645\\u062f"), body="\\u0645\\u0631\\u062d\\u0628\\u0627 " * 40)
waiting(reader(), body="A very long remark. " * 3200)
waiting(reader(), body="Paragraph of it.\\n\\n" * 60, points=7)
rolex = reader(name="Cheap Rolex")
spam = waiting(rolex, body="Buy *cheap* [watches](https://example.com/) now!", state="spam", points=12)
for complaint, note in (("spam", "It sells watches."), ("other", "Long note. " * 40)):
    flagged(spam, complaint, note=note)
for number in range(COUNT):
    waiting(grace, body=f"Remark {number} of many.")
"""
#: And as many more as fill a screen of it.
FIFTY = """
from itertools import count
from tests import make
from tests.moderation.deciding import reader, waiting
make.numbers = count(5000)
[waiting(reader(), body="Another.") for _ in range(50)]
"""
ENTER = """
from tests.moderation.staff import browser, moderator
for cookie in browser(moderator()).cookies.values():
    print("cookie", cookie.key, cookie.value)
"""


def fill(site: Served, count: int = 0) -> None:
    """Let something of each kind wait there, and so many more."""
    filled = site.run("shell", "--command", f"COUNT = {count}\n{QUEUE}")
    assert filled.returncode == 0, filled.stderr


def cookies_of_moderator(site: Served) -> Any:
    """The state of a browser in which somebody moderates who has a second factor."""
    entered = site.run("shell", "--command", ENTER)
    assert entered.returncode == 0, entered.stderr
    _word, name, value = next(line for line in entered.stdout.splitlines() if line.startswith("cookie ")).split()
    host = urlsplit(site.address).hostname
    return {"cookies": [{"name": name, "value": value, "domain": host, "path": "/"}], "origins": []}
