"""Addresses of the screens that join several concepts."""

from __future__ import annotations

from django.urls import path

from wiki.front import editor, views

app_name = "front"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("authors/<unicode_slug:slug>/", views.profile, name="profile"),
    path("comments/<public_id:public_id>/", views.comment, name="comment"),
    path("account/preview/", editor.preview, name="preview"),
    path("account/images/upload/", editor.upload, name="upload"),
    path("account/images/add/", editor.add_image, name="add_image"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
