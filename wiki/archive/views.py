"""Taking one's own things along."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.views import freshly_signed_in
from wiki.archive.own import write_own
from wiki.lib.kept import of_buttons

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from accounts.views import SignedIn


@of_buttons
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@freshly_signed_in
def export_own(request: SignedIn) -> HttpResponseBase:
    """Say what there is to take along; the button gives it as one file, which waits on the disk and not in memory."""
    if request.method != "POST":
        return render(request, "archive/export_own.html")
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it, and then it is gone
    try:
        write_own(request.user, file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    name = f"commonplace-{timezone.now():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
