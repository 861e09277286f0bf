"""What somebody is about to say, with all that speaks for or against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings

from wiki.lib.hosts import host_of, named_in
from wiki.markup.gist import gist
from wiki.moderation.folding import words

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.comments.models import Comment
    from wiki.markup.gist import Gist

#: No word is this: what stands on both sides of it is not beside each other.
APART = ""


@dataclass(frozen=True)
class Facts:
    """What is known of how a form was sent: from which address and browser, how fast, and what stood in its trap."""

    address: str
    agent: str
    #: Seconds since the form was shown; none where it does not say.
    seconds: float | None
    trap: str
    #: Of the form, so that it says its words once.
    form_key: str = ""


@dataclass(frozen=True)
class Name:
    """What somebody goes by, which is read with all that they say."""

    text: str

    @property
    def words(self) -> list[str]:
        """Its words, folded."""
        return words(self.text)

    @property
    def hosts(self) -> set[str]:
        """The hosts that are named in it."""
        return {*named_in(self.text)}


@dataclass(frozen=True)
class Said:
    """Words on their way in. Whatever is asked of the text raises MarkupError where it cannot be shown."""

    author: Author
    body: str
    #: None where nobody sends a form: a rehearsal.
    facts: Facts | None = None
    #: Whether something else of this reader's was let through before.
    known: bool = False
    #: The comment that is to say this from now on; none for a new one.
    comment: Comment | None = None

    @cached_property
    def gist(self) -> Gist:
        """Its words and where it leads."""
        return gist(self.body)

    @cached_property
    def words(self) -> list[str]:
        """All its words, folded: as they are read, and as they were typed, where addresses and lost cells stand too."""
        return [*words(self.gist.words), APART, *words(self.body)]

    @cached_property
    def own_words(self) -> list[str]:
        """The words that are no quotation, folded."""
        return words(self.gist.own)

    @property
    def hosts(self) -> set[str]:
        """The hosts that are named in the words or led to."""
        return {*self.links, *named_in(f"{self.gist.words}\n{self.body}")}

    @cached_property
    def links(self) -> list[str]:
        """The hosts of other sites to which it leads, once for each link."""
        hosts = {link: host_of(link) for link in {*self.gist.links}}
        here = {"", host_of(settings.SITE_URL)}
        return [hosts[link] for link in self.gist.links if hosts[link] not in here]
