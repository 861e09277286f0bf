"""What may speak against words on their way in, other than the words themselves."""

from __future__ import annotations

from collections.abc import Iterator

from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.moderation.cases import Reason, by_machine
from wiki.moderation.said import Said

#: People need longer to read, think and write.
SECONDS = 3
#: So many links of a new reader are held; of one who is known so many, or links to so many sites.
LINKS = 3
MANY = 10
SITES = 5
#: Of so many replies of a reader, this share may have been put away.
RECENT = 20
SHARE = 0.3
PUT_AWAY = (State.HIDDEN, State.SPAM)

Found = Iterator[Reason]


def trap(said: Said) -> Found:
    """Nobody who sees the form fills in what cannot be seen."""
    if said.facts and said.facts.trap:
        yield Reason(rule="trap", points=10, why="A field was filled in that people do not see.")


def haste(said: Said) -> Found:
    """A new text that was sent faster than anybody writes; an edit may be of one letter."""
    if said.facts is None or said.comment:
        return
    if said.facts.seconds is None:
        yield Reason(rule="haste", points=5, why="The form did not say when it was shown.")
    elif said.facts.seconds < SECONDS:
        why = f"It was sent {max(said.facts.seconds, 0):.1f} seconds after its form was shown."
        yield Reason(rule="haste", points=5, why=why)


def links(said: Said) -> Found:
    """Links to other sites: any by somebody of whom nothing else was let through yet, and very many by anybody."""
    number, sites = len(said.links), len({*said.links})
    where = f"{sites} other sites" if sites > 1 else "another site"
    led = f"It has {f'{number} links' if number > 1 else 'a link'} to {where}"
    if number and not said.known:
        points = 5 if number >= LINKS else 2
        yield Reason(rule="links", points=points, why=f"{led}, and nothing else of this reader was let through yet.")
    elif number >= MANY or sites >= SITES:
        yield Reason(rule="links", points=5, why=f"{led}, which are many for a reader whom nobody trusts yet.")


def history(said: Said) -> Found:
    """Much of what this reader said lately was put away, and not by a machine alone."""
    mine = Comment.objects.filter(author=said.author, state__in=(*STANDING, *PUT_AWAY))
    mine = mine.exclude(by_machine("pk"), state=State.SPAM).order_by("-place", "-public_id")
    lately = list(mine.values_list("state", flat=True)[:RECENT])
    away = sum(state in PUT_AWAY for state in lately)
    if away and away / len(lately) >= SHARE:
        why = f"Of this reader's last {len(lately)} replies, {away} were hidden or taken for spam."
        yield Reason(rule="history", points=5, why=why)
