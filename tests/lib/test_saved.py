from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from wiki.lib.saved import saved


@pytest.mark.parametrize("path", ["/account/profile/", "/wiki/été/edit/"])
def test_the_browser_is_told_which_form_was_saved(rf: RequestFactory, path: str) -> None:
    cookie = saved(rf.post(path), HttpResponse()).cookies["saved"]
    assert unquote(cookie.value) == path
    assert '"' not in cookie.output()
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Lax", "")
