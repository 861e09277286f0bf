"""The site's addresses, which are permanent; each room names its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),  # what ours leave to the library
    path("", include("wiki.front.urls")),
]
