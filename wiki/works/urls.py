"""Addresses of what an author does with their selected work."""

from __future__ import annotations

from django.urls import path

from wiki.works import views

app_name = "works"
urlpatterns = [
    path("account/works/", views.works, name="works"),
    path("account/works/new/", views.add, name="add"),
    path("account/works/<unicode_slug:slug>/edit/", views.edit, name="edit"),
    path("account/works/<unicode_slug:slug>/move/", views.move, name="move"),
    path("account/works/<unicode_slug:slug>/remove/", views.remove, name="remove"),
    path("account/works/<unicode_slug:slug>/restore/", views.restore, name="restore"),
]
