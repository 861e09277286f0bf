"""Discussions for the browser to read: many answers, deep ones, long names, and some that were removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.running import Site

TALKED = "/wiki/talked-about/"
TALK = """
import random
from accounts.models import User
from wiki.authors.models import Author
from wiki.comments.answering import answer
from wiki.comments.closing import close
from wiki.comments.models import Comment
from wiki.pages.content import Content
from wiki.pages.models import Page, State
from wiki.pages.saving import Hand
random.seed(7)
owner, user = Author.objects.primary(), User.objects.filter(is_superuser=True).first()
names = ["Mary Somerville", "W" * 60, "محمد بن موسى الخوارزمي", "Jo"]
people = []
for number, name in enumerate(names):
    person = Author(name=name, slug=f"talker-{number}", listed=False)
    person.publish([])
    people.append(person)
page = Page.objects.begin(
    Content(title="Talked about", body="Many answered this."), state=State.PUBLISHED, hand=Hand(owner, user)
)
texts = ["I agree.", "It is so.\\n\\n> As was said\\n\\n- one\\n- two", "x" * 200, "نعم، هذا صحيح.", "    of it\\n" * 9]
said = [answer(page, owner, "Say what you think.", actor=user)]
for number in range(MANY):
    wide = number > 8 and random.random() < 0.5
    to = page if wide else said[-1] if number < 9 else random.choice(said[-30:])
    said.append(answer(to, random.choice(people), random.choice(texts), actor=user))
for comment in said[5::20]:
    comment.hide(actor=user, reason="Off the subject.")
close(said[30], actor=user)
print(said[4].get_absolute_url(), said[8].get_absolute_url())
"""
MORE = """
from accounts.models import User
from wiki.authors.models import Author
from wiki.comments.answering import answer
from wiki.comments.models import Comment
user, person = User.objects.filter(is_superuser=True).first(), Author.objects.get(slug="talker-3")
first = Comment.objects.published().filter(page__title="Talked about").earliest("pk")
deep = Comment.objects.filter(pk__gt=first.pk + 7).earliest("pk")
for to in (TO,):
    print(answer(to, person, "This is new.", actor=user).public_id)
"""


def write_talk(site: Site, many: int) -> list[str]:
    """A page on which so many comments were said; the addresses of a deep one and of a deeper."""
    return told(site, TALK.replace("MANY", str(many)))


def say_more(site: Site, to: str) -> list[str]:
    """One more comment there in answer to each of these ("first", "first.page", "deep"): their ids."""
    return told(site, MORE.replace("TO", to))


def told(site: Site, script: str) -> list[str]:
    """The words that a script prints."""
    return site.told(script).split()
