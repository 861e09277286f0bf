"""The site's addresses, which are permanent; each room names its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, register_converter

from wiki.lib.converters import MediaNameConverter, PublicIdConverter, UnicodeSlugConverter
from wiki.pages.tags import TagConverter

register_converter(UnicodeSlugConverter, "unicode_slug")
register_converter(PublicIdConverter, "public_id")
register_converter(MediaNameConverter, "media_name")
register_converter(TagConverter, "tag")

admin.site.site_header = admin.site.site_title = "Commonplace"
admin.site.index_title = "The office"

handler400 = "wiki.lib.refusals.not_understood"
handler403 = "wiki.lib.refusals.not_open"
handler404 = "wiki.lib.refusals.no_such_page"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),  # what ours leave to the library
    path("", include("wiki.media.urls")),
    path("", include("wiki.archive.urls")),
    path("", include("wiki.authors.urls")),
    path("", include("wiki.feeds.urls")),
    path("", include("wiki.pages.urls")),  # before those of front, where a page's slug takes any word that is left
    path("", include("wiki.front.urls")),
    path("", include("wiki.comments.urls")),
    path("", include("wiki.works.urls")),
]
