"""What a writer is told when a name, or a key of the bibliography, is another page's: only what they may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.links.keys import key, refusal
from wiki.links.models import Name, Reference
from wiki.pages.models import Page

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer
    from wiki.pages.forms import PageForm

TAKEN = "This name is taken. Choose another."
ALREADY = {
    Name.Kind.TITLE: "There is another page called “{label}”. Choose another name.",
    Name.Kind.ALIAS: "“{label}” is another name of the page “{page}”. Choose another.",
    Name.Kind.FORMER: "“{label}” is what the page “{page}” was called before. Choose another, or tick below.",
}


def known(number: int, viewer: Viewer) -> Page | None:
    """The page, where somebody may read it, or may bring it back."""
    return Page.objects.known_to(viewer).whole().filter(pk=number).first()


def named(title: str, viewer: Viewer) -> Page | None:
    """The page that bears this title or alias now, where somebody may know of it."""
    rows = Name.objects.none() if refusal(title) else Name.objects.filter(key=key(title))
    name = rows.exclude(kind=Name.Kind.FORMER).first()
    return known(name.target, viewer) if name else None


def may_take(names: set[str], viewer: Viewer) -> bool:
    """Whether all pages that once had one of these names are known to somebody, who then may decide on it."""
    former = Name.objects.filter(key__in=names, kind=Name.Kind.FORMER)
    owners = set(former.values_list("target", flat=True))
    return not owners or Page.objects.known_to(viewer).filter(pk__in=owners).count() == len(owners)


def meant(form: PageForm, name: Name, viewer: Viewer) -> Page | None:
    """The page that the writer of a new one meant, if it has that very title and they may edit it."""
    page = known(name.target, viewer) if name.kind == Name.Kind.TITLE else None
    is_title = name.key == key(form.cleaned_data["title"])
    return page if page and is_title and page.may_edit(viewer) else None


def explain(form: PageForm, name: Name, viewer: Viewer) -> None:
    """Say at the field that this is another page's name, and which page that is, if the writer may know."""
    page = known(name.target, viewer)
    field = "title" if name.key == key(form.cleaned_data["title"]) else "aliases"
    if page is None:
        form.add_error(field, TAKEN)
        return
    form.other = page
    if name.kind == Name.Kind.FORMER:
        form.moving = Reference.objects.to("page", name.key).count()
    form.add_error(field, ALREADY[Name.Kind(name.kind)].format(label=name.label, page=page.title))


def explain_key(form: PageForm, page: Page, viewer: Viewer) -> None:
    """Say that another page is about this key of the bibliography, and which, if the writer may know."""
    form.other = known(page.pk, viewer)
    which = f"The page “{page.title}”" if form.other else "Another page"
    form.add_error("cite_key", f"{which} is about this key already. A key has one page.")
