"""Addresses of the screens that join several concepts."""

from __future__ import annotations

from django.urls import path

from wiki.front import editor, own_votes, privacy, views

app_name = "front"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("authors/<unicode_slug:slug>/", views.profile, name="profile"),
    path("comments/<public_id:public_id>/", views.comment, name="comment"),
    path("account/preview/", editor.preview, name="preview"),
    path("account/images/upload/", editor.upload, name="upload"),
    path("account/images/add/", editor.add_image, name="add_image"),
    path("account/signed-out/", own_votes.signed_out, name="signed_out"),
    path("votes/", own_votes.votes, name="votes"),
    path("votes/mine/", own_votes.mine, name="mine"),
    path("votes/download/", own_votes.download_votes, name="download_votes"),
    path("votes/erase/", own_votes.erase_votes, name="erase_votes"),
    path("votes/not-me/", own_votes.not_me, name="not_me"),
    path("votes/forget/", own_votes.forget_browser, name="forget_browser"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
