"""A site with something to hide in every field, and what each kind of people may not be told of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import make
from tests.moderation.deciding import decided, flagged
from tests.moderation.staff import give_second_factor
from tests.notices.telling import say
from tests.works.bibliography import article
from wiki.comments.states import State
from wiki.moderation.cases import open_case
from wiki.moderation.deciding import decide
from wiki.moderation.models import Rule
from wiki.pages.models import Draft, Page
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author
    from wiki.comments.models import Comment

#: Pages that strangers may know nothing of. Everyone knows one other name of each: "Door", and the page's.
HIDDEN = ("draft", "locked", "deleted")
FIELDS = (
    *("title", "heading", "body", "summary", "alias", "tag", "caption", "citing", "wanted"),
    *("superseded_by", "status", "confidence", "block"),
)
WAITING = ("hidden", "pending", "spam", "removed")
#: What becomes of a reader's replies once they were told of, and who may read why: everyone in the log, or the office.
DECIDED = {"hide": "told", "delete": "told", "spam": "office"}
EVERY_WAY = "".join(
    f"[[Door {name}]] and ![[Door {name}]] and [[Door {name}#Place]], as [@{name}1843] said.\n\n" for name in HIDDEN
)


def word(name: str) -> str:
    """A word that stands for this and nowhere else, the same in lower case, in a slug and in HTML."""
    return "q" + "".join(chr(97 + byte % 26) for byte in hashlib.sha256(name.encode()).digest()[:11])


@dataclass
class World:
    """Who and what there is, and what each secret word is the word of."""

    owner: User
    author: Author
    co_author: Author
    reader: Author
    comment: Comment
    secrets: dict[str, str] = field(default_factory=dict)

    def secret(self, name: str) -> str:
        """A new secret word."""
        self.secrets[word(name)] = name
        return word(name)

    def of(self, *rooms: str) -> set[str]:
        """The secret words of these rooms, or all of them."""
        return {told for told, name in self.secrets.items() if not rooms or name.split()[0] in rooms}


def world() -> World:
    """Pages and comments that are no secret, and lead in every way to those that are."""
    owner = give_second_factor(make.owner())
    author = make.primary(user=owner, name="Ada", bio=EVERY_WAY)
    reader = make.author(user=make.user(email=f"{word('email reader')}@example.org"), name="Rhea", listed=False)
    co_author = make.author(user=make.user(), name="Grace")
    found = World(owner, author, co_author, reader, make.comment(author, body=EVERY_WAY))
    for name in (*HIDDEN, "open"):
        article(f"{name}1843", "Lovelace, Ada", "1843", f"Note on {name}")
    make.work(author, title="Work", slug="work", abstract=EVERY_WAY)
    make.page(author, title="Gate", body=EVERY_WAY, superseded_by="Door draft", tags=("open",), cite_key="open1843")
    make.comment(author, body=f"[[Gate]] {EVERY_WAY}", superseded_by="Door draft")
    for name in HIDDEN:
        hide(found, name)
    wait(found)
    grown(found)
    aired(found)
    unsaved(found)
    discussed(found)
    return found


def hide(world: World, name: str) -> None:
    """A page that strangers may know nothing of."""
    said: dict[str, Any] = {one: world.secret(f"{name} {one}") for one in FIELDS}
    body = (
        f"{said.pop('body')} [[Gate]] ![[Gate]] [[Grown]] [[Aired]] [[work:work]] "
        f"[[comment:{world.comment.public_id}]] ![[comment:{world.comment.public_id}]] [@open1843] "
        f"[@{said.pop('citing')}] [[{said.pop('wanted')}]] "
        f"[[Gate#Broken]]\n\n## Place {said.pop('heading')}\n\n"
        f'![{said["caption"]}](/media/{"a" * 26}.png "{said.pop("caption")}") ^{said.pop("block")}\n'
    )
    said |= {"tags": (said.pop("tag"), "open"), "aliases": (said.pop("alias"), f"Door {name}")}
    page = make.page(world.author, state="draft", body=body, cite_key=f"{name}1843", **said)
    if name == "locked":
        page.lock(actor=world.owner)
    if name == "deleted":
        page.publish(actor=world.owner)
        page.remove(actor=world.owner, reason=world.secret("log reason"))


def wait(world: World) -> None:
    """Comments that nobody reads on the site."""
    for state in WAITING:
        body = f"{world.secret(f'comment {state}')} [[Gate]] ![[Gate]] [@open1843]"
        comment = make.comment(world.author, body=body, state="published" if state == "removed" else state)
        if state == "removed":
            comment.remove(actor=world.owner)


def grown(world: World) -> None:
    """A page that was a draft, under another title, before it was published."""
    said = {one: world.secret(f"before {one}") for one in ("title", "body", "summary")}
    page = make.page(world.author, state="draft", tags=(world.secret("before tag"),), **said)
    make.revise(page, world.author, title="Grown", body="Gone. [[Gate]]", tags=())
    page.publish(actor=world.owner)
    make.revise(page, world.author, body="And on. [[Gate]]")


def aired(world: World) -> None:
    """A page whose second revision is suppressed, with the name of whoever saved it."""
    page: Page = make.page(world.author, title="Aired", body="One. [[Gate]]")
    culprit = make.author(name=world.secret("editor suppressed"), listed=False)
    said: dict[str, Any] = {one: world.secret(f"suppressed {one}") for one in ("title", "body", "summary")}
    make.revise(page, culprit, tags=(world.secret("suppressed tag"),), **said)
    make.revise(page, world.author, title="Aired", body="Three. [[Gate]]", tags=())
    parts = ("text", "summary", "editor")
    suppress(page.revisions.get(number=2), parts, actor=world.owner, reason=world.secret("log why"))


def unsaved(world: World) -> None:
    """What the owner began to write, in two windows."""
    for number, page in enumerate((None, world.author.revisions.latest("id").page_id)):
        said = {one: world.secret(f"unsaved {one} {number}") for one in ("title", "body")}
        Draft.objects.keep(world.owner, page, base=3, window=f"window-{number}", fields=said)
    Draft.objects.update(saved_at=timezone.now() - timedelta(minutes=5))


def discussed(world: World) -> None:
    """What a reader said that not everyone may read, what else is known of them, and what moderators keep of it all."""
    world.secret("email reader")
    for verb, room in DECIDED.items():
        said = say(world.comment, world.reader, told_of(world, f"reply {verb}"))
        decided(verb, said, actor=world.owner, reason=world.secret(f"{room} {verb}"))
    say(world.comment, world.reader, told_of(world, "reply removed")).remove(actor=world.reader.user)
    held = say(world.comment, world.reader, told_of(world, "reply held"), state=State.PENDING)
    open_case(held, held=True, reasons=[{"rule": "list", "points": 5, "why": world.secret("office why")}])
    for name in ("draft", "locked"):
        page = Page.objects.get(title=word(f"{name} title"))
        for whose, author in (("reader", world.reader), ("author", world.author)):
            say(page, author, told_of(world, f"on-{name} {whose}"))
    stands = say(world.comment, world.reader, "It stands. [[Gate]]")
    flagged(stands, note=world.secret("office note"))
    decided("approve", stands, actor=world.owner, reason=world.secret("office approve"))
    decide("block", {world.reader.pk: None}, actor=world.owner, reason=world.secret("told block"))
    Rule.objects.create(kind=Rule.Kind.WORD, text=world.secret("office rule"), note=world.secret("office remark"))


def told_of(world: World, name: str) -> str:
    """What somebody says who leads to all that everyone knows."""
    return f"{world.secret(name)} [[Gate]] ![[Gate]] [[work:work]] ![[comment:{world.comment.public_id}]] [@open1843]"
