"""Addresses at which programs follow what is written here."""

from __future__ import annotations

from django.urls import path

from wiki.feeds import views

app_name = "feeds"
urlpatterns = [
    path("wiki/changes.atom", views.wiki, name="wiki"),
    path("wiki/tags/<tag:tag>/changes.atom", views.tag, name="tag"),
    path("wiki/<unicode_slug:slug>/changes.atom", views.page, name="page"),
]
