"""Addresses under /account/; an address of our own hides the library's of the same path."""

from __future__ import annotations

from django.urls import path

from accounts import provider_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("welcome/", views.welcome, name="welcome"),
    path("link/<str:token>/", views.login_link, name="login_link"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("signup/code/", views.sign_up_code, name="sign_up_code"),
    path("<slug:provider>/login/", provider_views.provider_login, name="provider_login"),
    path("<slug:provider>/login/callback/", provider_views.provider_callback, name="provider_callback"),
    path("3rdparty/", provider_views.connections, name="connections"),
    path("email/", views.email, name="email"),
    path("password/set/", views.password, name="password"),  # before the one by which it is known
    path("password/change/", views.password, name="password"),
    path("reauthenticate/", views.reauthenticate, name="reauthenticate"),
    path("2fa/totp/activate/", views.activate_totp, name="activate_totp"),
    path("2fa/webauthn/add/", views.add_passkey, name="add_passkey"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
