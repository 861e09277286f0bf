"""Addresses of what an author does with their comments."""

from __future__ import annotations

from django.urls import path

from wiki.comments import ballots, views

app_name = "comments"
urlpatterns = [
    path("account/comments/new/", views.write, name="write"),
    path("account/comments/deleted/", views.deleted, name="deleted"),
    path("comments/<public_id:public_id>/edit/", views.edit, name="edit"),
    path("comments/<public_id:public_id>/versions/", views.versions, name="versions"),
    path("comments/<public_id:public_id>/retract/", views.retract, name="retract"),
    path("comments/<public_id:public_id>/status/", views.assess, name="assess"),
    path("comments/<public_id:public_id>/replies/", views.replies, name="replies"),
    path("comments/<public_id:public_id>/delete/", views.remove, name="remove"),
    path("comments/<public_id:public_id>/restore/", views.restore, name="restore"),
    path("comments/<public_id:public_id>/vote/", ballots.vote, name="vote"),
    path("comments/<public_id:public_id>/reaffirm/", ballots.reaffirm, name="reaffirm"),
]
