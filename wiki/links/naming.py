"""Names given and taken: each change leads every reference that wants the name to the right page, by one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery

from wiki.links.keys import key
from wiki.links.models import Name, Reference

#: By key, the label and kind that a page asks for.
Asked = dict[str, tuple[str, Name.Kind]]


class NameTakenError(Exception):
    """Another page has this name; `name` says which, and how."""

    def __init__(self, name: Name) -> None:
        super().__init__(name.label)
        self.name = name


@transaction.atomic
def call(target: int, title: str, aliases: Sequence[str] = (), *, taking: bool = False) -> None:
    """Let a page be called this: a title it had becomes a former one, an alias it had is a name no more.

    NameTakenError where a name belongs to another page, unless `taking`, and that is only a former name of it.
    """
    asked = {key(alias): (alias, Name.Kind.ALIAS) for alias in aliases} | {key(title): (title, Name.Kind.TITLE)}
    # In one order, so that two pages which change names with each other wait and never lock each other out.
    rows = Name.objects.select_for_update().filter(Q(target=target) | Q(key__in=asked)).order_by("pk")
    kept = {name.key: name for name in rows if name.target == target}
    others = [name for name in rows if name.target != target]
    for other in others:
        if not (taking and other.kind == Name.Kind.FORMER):
            raise NameTakenError(other)
    _write(target, kept, asked | _former(kept, asked), others)


def _former(kept: Mapping[str, Name], asked: Asked) -> Asked:
    old = [name for name in kept.values() if name.kind != Name.Kind.ALIAS and name.key not in asked]
    return {name.key: (name.label, Name.Kind.FORMER) for name in old}


def _write(target: int, kept: Mapping[str, Name], asked: Asked, others: Sequence[Name]) -> None:
    gone = [name for name in kept.values() if name.key not in asked]
    changed = [name for name in kept.values() if name.key in asked and asked[name.key] != (name.label, name.kind)]
    # A title gives way before another takes its place, as no page may have two.
    for name in sorted(changed, key=lambda name: asked[name.key][1] == Name.Kind.TITLE):
        name.label, name.kind = asked[name.key]
        name.save(update_fields=["label", "kind"])
    Name.objects.filter(pk__in=[name.pk for name in [*gone, *others]]).delete()
    new = [wanted for wanted in asked if wanted not in kept]
    _create(Name(key=one, label=asked[one][0], kind=asked[one][1], target=target) for one in new)
    lead(None, [name.key for name in gone])
    lead(target, new)


def _create(names: Iterable[Name]) -> None:
    rows = list(names)
    try:
        with transaction.atomic():
            Name.objects.bulk_create(rows)
    except IntegrityError:
        # Somebody took one in the moment since we looked.
        taken = Name.objects.filter(key__in=[name.key for name in rows]).first()
        if taken is None:
            raise
        raise NameTakenError(taken) from None


def lead(target: int | None, keys: Sequence[str]) -> None:
    """Let all references that want these names lead to this page, or to none."""
    if keys:
        Reference.objects.filter(kind=Reference.Kind.PAGE, wanted__in=keys).update(target=target)


@transaction.atomic
def call_new(called: Mapping[int, Sequence[str]]) -> None:
    """Let new pages be called this, the title first; what wants one of these names leads there from now on.

    NameTakenError where a name is another page's, or twice among these.
    """
    rows = [
        Name(key=key(label), label=label, kind=Name.Kind.ALIAS if place else Name.Kind.TITLE, target=target)
        for target, labels in called.items()
        for place, label in enumerate(labels)
    ]
    _create(rows)
    named = Name.objects.filter(key=OuterRef("wanted")).values("target")[:1]
    wanting = Reference.objects.filter(kind=Reference.Kind.PAGE, wanted__in=[row.key for row in rows])
    wanting.update(target=Subquery(named))


def mend_new(parts: Mapping[int, Collection[str]]) -> None:
    """Mark what leads to a part which one of these new pages does not have."""
    rows = Reference.objects.filter(target__in=parts, broken=False).exclude(part="")
    told = rows.values_list("pk", "target", "part")
    broken = [pk for pk, target, part in told if target and part not in parts[target]]
    for start in range(0, len(broken), 500):
        Reference.objects.filter(pk__in=broken[start : start + 500]).update(broken=True)


def mend(target: int, parts: Collection[str]) -> None:
    """After a page's parts or names have changed: what leads to a part that it has is whole, all else is broken."""
    parted = Reference.objects.filter(target=target).exclude(part="")
    parted.filter(broken=True, part__in=parts).update(broken=False)
    parted.filter(broken=False).exclude(part__in=parts).update(broken=True)
