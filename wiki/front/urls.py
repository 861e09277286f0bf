"""Addresses of the screens that join several concepts."""

from __future__ import annotations

from django.urls import path

from wiki.front import (
    backlinks,
    comment,
    editor,
    flagging,
    glances,
    leaving,
    notices,
    own_replies,
    own_votes,
    page,
    privacy,
    public_log,
    replying,
    sources,
    to_wiki,
    views,
    work,
)

app_name = "front"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("authors/<unicode_slug:slug>/", views.profile, name="profile"),
    path("comments/<public_id:public_id>/", comment.comment, name="comment"),
    path("comments/<public_id:public_id>/flag/", flagging.flag, name="flag"),
    path("comments/<public_id:public_id>.md", sources.comment_source, name="comment_source"),
    path("comments/<public_id:public_id>/glance/", glances.comment_glance, name="comment_glance"),
    path("comments/<public_id:public_id>/reply/", replying.reply, name="reply"),
    path("wiki/<unicode_slug:page>/reply/", replying.reply, name="reply"),
    path("works/<unicode_slug:work>/reply/", replying.reply, name="reply"),
    path("comments/<public_id:public_id>/change/", own_replies.edit_reply, name="edit_reply"),
    path("works/<unicode_slug:slug>/", work.work, name="work"),
    path("works/<unicode_slug:slug>.md", sources.work_source, name="work_source"),
    path("works/<unicode_slug:slug>/glance/", glances.work_glance, name="work_glance"),
    path("comments/<public_id:public_id>/to-wiki/", to_wiki.to_wiki, name="to_wiki"),
    path("account/preview/", editor.preview, name="preview"),
    path("account/images/upload/", editor.upload, name="upload"),
    path("account/images/add/", editor.add_image, name="add_image"),
    path("account/notices/", notices.notices, name="notices"),
    path("account/notices/read/", notices.read_notices, name="read_notices"),
    path("account/notices/<int:pk>/", notices.follow_notice, name="follow_notice"),
    path("account/notifications/", notices.notice_choice, name="notice_choice"),
    path("unsubscribe/<str:token>/", notices.unsubscribe, name="unsubscribe"),
    path("account/delete/", leaving.delete_account, name="delete_account"),
    path("account/signed-out/", own_votes.signed_out, name="signed_out"),
    path("votes/", own_votes.votes, name="votes"),
    path("votes/mine/", own_votes.mine, name="mine"),
    path("votes/download/", own_votes.download_votes, name="download_votes"),
    path("votes/erase/", own_votes.erase_votes, name="erase_votes"),
    path("votes/not-me/", own_votes.not_me, name="not_me"),
    path("votes/forget/", own_votes.forget_browser, name="forget_browser"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("log/", public_log.log, name="log"),
    # Below the fixed addresses of `wiki.pages`, which stand first.
    path("wiki/<unicode_slug:slug>/", page.page, name="page"),
    path("wiki/<unicode_slug:slug>.md", sources.page_source, name="page_source"),
    path("wiki/<unicode_slug:slug>/backlinks/", backlinks.backlinks, name="backlinks"),
    path("wiki/<unicode_slug:slug>/glance/", glances.page_glance, name="page_glance"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
