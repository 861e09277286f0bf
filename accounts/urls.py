"""Addresses under /account/."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("link/<str:token>/", views.login_link, name="login_link"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
