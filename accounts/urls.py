"""Addresses under /account/; an address of our own hides the library's of the same path."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("welcome/", views.welcome, name="welcome"),
    path("link/<str:token>/", views.login_link, name="login_link"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("email/", views.email, name="email"),
    path("password/set/", views.password, name="password"),  # before the one by which it is known
    path("password/change/", views.password, name="password"),
    path("reauthenticate/", views.reauthenticate, name="reauthenticate"),
    path("2fa/totp/activate/", views.activate_totp, name="activate_totp"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
