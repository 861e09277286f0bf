"""Addresses of what an author does with their profile."""

from __future__ import annotations

from django.urls import path

from wiki.authors import photos, views

app_name = "authors"
urlpatterns = [
    path("account/profile/", views.edit, name="edit"),
    path("account/profile/versions/", views.bio_versions, name="bio_versions"),
    path("account/name/", views.name, name="name"),
    path("account/profile/photo/", photos.photo, name="photo"),
]
