"""Addresses of pictures, and of what their owners do with them."""

from __future__ import annotations

from django.urls import path

from wiki.media import views

app_name = "media"
urlpatterns = [
    path("media/<media_name:name>", views.image, name="image"),
    path("account/images/", views.images, name="images"),
    path("account/images/<media_name:name>/caption/", views.caption, name="caption"),
    path("account/images/<media_name:name>/remove/", views.remove, name="remove"),
]
