"""The bibliography at the desk of those who write here, and BibTeX for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from wiki.authors.access import writers_only
from wiki.lib.conflicts import ConflictError, in_text
from wiki.lib.paging import asked, part
from wiki.works.bibliography_forms import KEY_TAKEN, EntryForm, ImportForm
from wiki.works.entries import Entry
from wiki.works.facts import facts
from wiki.works.importing import take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.authors.models import Author

A_PART = 50
#: As much of what is looked for as makes a difference.
LONGEST_SEARCH = 200
TYPE = "application/x-bibtex; charset=utf-8"
#: What is said of an entry that the address names in this way.
SENTENCES = {"saved": "is saved.", "restored": "is back.", "removed": "is removed."}


@require_safe
@writers_only
def bibliography(request: HttpRequest, author: Author) -> HttpResponse:
    """A part of the bibliography, the newest first, or of what is looked for in it."""
    sought = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].strip()
    rows = Entry.objects.shown().searched(sought).listed()
    found = part(rows, Entry.NEWEST_FIRST, asked(request.GET, Entry.NEWEST_FIRST), A_PART)
    context = {"part": found, "asked": sought, "author": author}
    return render(request, "works/bibliography.html", context | told(request))


def told(request: HttpRequest) -> dict[str, object]:
    """What the address says became of an entry, if that is still so."""
    for verb, sentence in SENTENCES.items():
        number = request.GET.get(verb, "")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            entry = Entry.objects.filter(pk=number, removed_at__isnull=verb != "removed").first()
            return {"entry": entry, "sentence": sentence} if entry else {}
    return {}


@writers_only
def import_bibtex(request: HttpRequest, _author: Author) -> HttpResponse:
    """Add to the bibliography what is pasted or sent, and report on it: what is sound is in, and the rest is told."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not form.is_valid():
        return render(request, "works/import_bibtex.html", {"form": form})
    report = take(form.read, actor=request.user)
    if not report.refused:
        form = ImportForm()
    return render(request, "works/import_bibtex.html", {"form": form, "report": report})


@writers_only
def edit_entry(request: HttpRequest, _author: Author, number: int) -> HttpResponse:
    """Change the BibTeX of an entry; where somebody was quicker, both are shown and nothing is lost."""
    entry = there(number)
    initial = {"bibtex": entry.bibtex, "version": entry.version}
    form = EntryForm(request.POST or None, initial=initial, entry=entry)
    if form.is_valid():
        try:
            return changed(request, entry, form)
        except IntegrityError:
            form.add_error("bibtex", KEY_TAKEN)
    return render(request, "works/edit_entry.html", {"form": form, "entry": entry})


def changed(request: HttpRequest, entry: Entry, form: EntryForm) -> HttpResponse:
    """To the list, with the entry as the form has it; or the form again, beside what was saved meanwhile."""
    found, version = form.found, form.cleaned_data["version"]
    try:
        entry.edit(found.key, found.bibtex, facts(found.block), actor=request.user, version=version)
    except ConflictError as conflict:
        current: Entry = conflict.current
        again = EntryForm(initial={"bibtex": found.bibtex, "version": current.version}, entry=current)
        differences = [in_text("BibTeX", current.bibtex, found.bibtex)]
        context = {"form": again, "entry": current, "differences": differences}
        return render(request, "works/edit_entry.html", context, status=409)
    return back("saved", entry)


@writers_only
def remove_entry(request: HttpRequest, _author: Author, number: int) -> HttpResponse:
    """Ask whether to take an entry out of the bibliography, and do it."""
    entry = there(number)
    if request.method == "POST":
        entry.remove(actor=request.user)
        return back("removed", entry)
    return render(request, "works/remove_entry.html", {"entry": entry})


@require_POST
@writers_only
def restore_entry(request: HttpRequest, _author: Author, number: int) -> HttpResponse:
    """Bring an entry back into the bibliography."""
    entry = get_object_or_404(Entry, pk=number, work=None)
    entry.restore(actor=request.user)
    return back("restored", entry)


def there(number: int) -> Entry:
    """The entry of this number that may be changed here: not removed, and no work's own; 404 where there is none."""
    return get_object_or_404(Entry, pk=number, work=None, removed_at=None)


def back(verb: str, entry: Entry) -> HttpResponse:
    """To the list, which says what became of the entry."""
    return redirect(f"{reverse('works:bibliography')}?{urlencode({verb: entry.pk})}")


@require_safe
def bib(_request: HttpRequest, slug: str) -> HttpResponse:
    """How to cite a work, as BibTeX."""
    entries = Entry.objects.shown().select_related("work__author")
    entry = get_object_or_404(entries, work__slug=slug)
    return as_file(HttpResponse(entry.as_bibtex() + "\n", content_type=TYPE), f"{slug}.bib")


@require_safe
@writers_only
def download_bibliography(_request: HttpRequest, _author: Author) -> HttpResponse:
    """All of the bibliography, as one file of BibTeX."""
    return as_file(HttpResponse(written_out(), content_type=TYPE), "bibliography.bib")


def written_out() -> Iterator[str]:
    """The file, an entry at a time, by their keys."""
    entries = Entry.objects.shown().select_related("work__author").order_by("folded")
    return (f"{entry.as_bibtex()}\n\n" for entry in entries.iterator(chunk_size=500))


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """The answer, to be kept under this name."""
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
