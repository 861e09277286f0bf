"""Addresses of the screens that join several concepts."""

from __future__ import annotations

from django.urls import path, register_converter

from wiki.front import views
from wiki.lib.converters import PublicIdConverter, UnicodeSlugConverter

register_converter(UnicodeSlugConverter, "unicode_slug")
register_converter(PublicIdConverter, "public_id")

app_name = "front"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("authors/<unicode_slug:slug>/", views.profile, name="profile"),
    path("comments/<public_id:public_id>/", views.comment, name="comment"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
