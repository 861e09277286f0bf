"""Addresses of the wiki's own screens; those that join it with other things are in `wiki.front`."""

from __future__ import annotations

from django.urls import path

from wiki.pages import edit, find, history, index, lacking, recent, sources, states, undoing, unsaved

app_name = "pages"
urlpatterns = [
    # Lists. A tag may be called as one of the screens of a page, so these come first.
    path("wiki/", index.wiki, name="wiki"),
    path("wiki/recent/", recent.recent, name="recent"),
    path("wiki/wanted/", lacking.wanted, name="wanted"),
    path("wiki/orphans/", lacking.orphans, name="orphans"),
    path("wiki/broken/", lacking.broken, name="broken"),
    path("wiki/tags/", index.tags, name="tags"),
    path("wiki/tags/<tag:tag>/", index.tag, name="tag"),
    # Writing.
    path("wiki/new/", edit.new, name="new"),
    path("wiki/find/", find.find, name="find"),
    path("wiki/drafts/", unsaved.drafts, name="drafts"),
    path("wiki/drafts/save/", unsaved.save_draft, name="save_draft"),
    path("wiki/<unicode_slug:slug>/edit/", edit.edit, name="edit"),
    path("wiki/<unicode_slug:slug>/state/", states.state, name="state"),
    path("wiki/<unicode_slug:slug>/delete/", states.delete, name="delete"),
    path("wiki/<unicode_slug:slug>/restore/", states.restore, name="restore"),
    # What was said before.
    path("wiki/<unicode_slug:slug>/history/", history.history, name="history"),
    path("wiki/<unicode_slug:slug>/diff/", history.compare, name="compare"),
    path("wiki/<unicode_slug:slug>/diff/<int:old>..<int:new>/", history.diff, name="diff"),
    path("wiki/<unicode_slug:slug>@<int:number>", history.revision, name="revision"),
    path("wiki/<unicode_slug:slug>/undo/<int:number>/", undoing.undo, name="undo"),
    path("wiki/<unicode_slug:slug>/revert/<int:number>/", undoing.revert, name="revert"),
    path("wiki/<unicode_slug:slug>/suppress/<int:number>/", undoing.suppress_revision, name="suppress_revision"),
    # Reading.
    path("wiki/<unicode_slug:slug>@<int:number>.md", sources.revision_source, name="revision_source"),
]
