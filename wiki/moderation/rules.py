"""The list of words and domains that speak against a text: which of them stand in it, and which can be on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.conf import settings

from wiki.lib.hosts import above, host_of, spelled
from wiki.moderation.cases import Reason
from wiki.moderation.folding import unmasked, words
from wiki.moderation.models import Rule
from wiki.moderation.said import Name, Said

#: Of a text that breaks more of them, so many are named.
MOST_NAMED = 10
LONGEST = 100
MOST_WORDS = 10
#: As DNS has it; a label cannot be tried in two ways.
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def on_the_list(said: Said) -> Iterator[Reason]:
    """Words and domains on the list that stand in this, or else in the name beside it."""
    rules = list(Rule.objects.all())
    why = {rule: in_name(rule) for rule in broken(Name(said.author.name), rules)}
    why |= {rule: in_text(rule) for rule in broken(said, rules)}
    for rule, told in [*why.items()][:MOST_NAMED]:
        yield Reason(rule="list", points=rule.points, why=told)


def in_text(rule: Rule) -> str:
    """That it stands in a text."""
    if rule.kind == Rule.Kind.DOMAIN:
        return f"It names or leads to {rule.text}, which is on the list of domains."
    return f"It says “{rule.text}”, which is on the list of words."


def in_name(rule: Rule) -> str:
    """That it stands in the name of whoever says the text."""
    return f"The name of its author says “{rule.text}”, which is on the list of {rule.kind}s."


def broken(said: Said | Name, rules: Iterable[Rule]) -> list[Rule]:
    """Those of these rules that this breaks, in time that does not grow with their number."""
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.kind].append(rule)
    found = words_in(said.words, by_kind[Rule.Kind.WORD]) if by_kind[Rule.Kind.WORD] else []
    return found + (domains_in(said.hosts, by_kind[Rule.Kind.DOMAIN]) if by_kind[Rule.Kind.DOMAIN] else [])


def words_in(said: list[str], rules: list[Rule]) -> list[Rule]:
    """Those whose words stand in these, or what looks like them does, whole and beside each other."""
    wanted = {tuple(rule.text.split(" ")): rule for rule in rules}
    lengths: dict[str, set[int]] = defaultdict(set)
    for run in wanted:
        lengths[run[0]].add(len(run))
    found: dict[tuple[str, ...], Rule] = {}
    said = unmasked(said, {word for run in wanted for word in run})
    for start, word in enumerate(said):
        for length in lengths.get(word, ()):
            run = tuple(said[start : start + length])
            if run in wanted:
                found[run] = wanted[run]
    return [found[run] for run in sorted(found)]


def domains_in(hosts: Collection[str], rules: list[Rule]) -> list[Rule]:
    """Those whose domain, or one below it, is among these."""
    wanted = {rule.text: rule for rule in rules}
    found = {domain for host in hosts for domain in above(host) if domain in wanted}
    return [wanted[domain] for domain in sorted(found)]


def kept_as(kind: str, typed: str) -> str:
    """How a rule's text is kept and compared, whichever way it was typed; nothing where there is none in it."""
    if kind == Rule.Kind.WORD:
        return " ".join(words(typed))
    bare = typed.strip().removeprefix("*.")
    return host_of(bare) or spelled(bare.partition("/")[0])


def refusal(kind: str, typed: str) -> str:
    """Why this cannot be put on the list, in words that say what to do; empty where it can."""
    kept = kept_as(kind, typed)
    if len(kept) > LONGEST:
        return f"Use at most {LONGEST} characters; these are {len(kept)}."
    if kind == Rule.Kind.DOMAIN:
        return refused_domain("" if " " in typed.strip() else kept)
    if not kept:
        return "Write at least one word, of letters or numbers."
    if len(kept) == 1:
        return "One letter stands in nearly every text. Write a whole word."
    if len(kept.split(" ")) > MOST_WORDS:
        return f"Use at most {MOST_WORDS} words beside each other."
    return ""


def refused_domain(host: str) -> str:
    """Why this domain cannot be put on the list."""
    if not HOST.fullmatch(host) or host.rpartition(".")[2].isdigit():
        return "Write a domain as in example.org, with a full stop within. Everything below it is meant too."
    if host in above(host_of(settings.SITE_URL)):
        return "This site itself stands there."
    return ""
