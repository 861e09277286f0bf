"""Addresses of what an author does with their selected work and the bibliography, and of a work's BibTeX."""

from __future__ import annotations

from django.urls import path

from wiki.works import bibliography, views

app_name = "works"
urlpatterns = [
    path("account/works/", views.works, name="works"),
    path("account/works/new/", views.add, name="add"),
    path("account/works/<unicode_slug:slug>/edit/", views.edit, name="edit"),
    path("account/works/<unicode_slug:slug>/move/", views.move, name="move"),
    path("account/works/<unicode_slug:slug>/remove/", views.remove, name="remove"),
    path("account/works/<unicode_slug:slug>/restore/", views.restore, name="restore"),
    path("account/works/<unicode_slug:slug>/replies/", views.replies, name="replies"),
    path("account/bibliography/", bibliography.bibliography, name="bibliography"),
    path("account/bibliography/import/", bibliography.import_bibtex, name="import_bibtex"),
    path("account/bibliography/download/", bibliography.download_bibliography, name="download_bibliography"),
    path("account/bibliography/<int:number>/edit/", bibliography.edit_entry, name="edit_entry"),
    path("account/bibliography/<int:number>/remove/", bibliography.remove_entry, name="remove_entry"),
    path("account/bibliography/<int:number>/restore/", bibliography.restore_entry, name="restore_entry"),
    path("works/<unicode_slug:slug>.bib", bibliography.bib, name="bib"),
]
