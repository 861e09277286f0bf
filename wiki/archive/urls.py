"""Addresses where somebody takes their own things with them."""

from __future__ import annotations

from django.urls import path

from wiki.archive import views

app_name = "archive"
urlpatterns = [
    path("account/export/", views.export_own, name="export_own"),
]
