from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from tests import make
from tests.archive.vault.test_writing import run, said
from tests.archive.vault.vaults import vault
from tests.media.pictures import encoded
from wiki.authors.models import Author
from wiki.media.models import Image
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def author(media: Path) -> Author:
    """The author whose pages and pictures they become."""
    return make.primary(user=make.owner())


def test_it_works(tmp_path: Path, author: Author) -> None:
    files: dict[str, str | bytes] = {"a.md": "![[p.png|30]] ![alt](img/p.png)", "img/p.png": encoded()}
    run(vault(tmp_path / "v", files))
    image = Image.objects.get()
    assert said("a") == f"![[{image.name}|30]] ![alt](/media/{image.name})"
    assert (image.uploader, image.type, image.width) == (author.user, "image/png", 40)
    assert default_storage.exists(image.name)


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": "![[p.png]]", "b.md": "![[q.png]]", "p.png": encoded(), "q.png": encoded()}
    run(vault(tmp_path / "v", files))
    assert said("a") == said("b") == f"![[{Image.objects.get().name}]]"


def test_one_that_nothing_shows_is_not_kept(tmp_path: Path) -> None:
    run(vault(tmp_path / "v", {"a.md": "x", "p.png": encoded()}))
    assert not Image.objects.exists()


def test_what_is_no_picture_is_left_and_told_of_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "![[p.png]] ![[p.png]] ![[d.pdf]] ![x](s.svg)",
        "p.png": b"not a picture",
        "d.pdf": b"",
        "s.svg": b"<svg/>",
    }
    report = run(vault(tmp_path / "v", files))
    assert said("a") == files["a.md"]
    assert report.count("p.png: This is not a picture that can be shown here.") == 1
    assert "d.pdf: Only JPEG, PNG, WebP and GIF can be kept here" in report
    assert "s.svg: Only JPEG, PNG, WebP and GIF can be kept here" in report


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = vault(tmp_path / "v", {"a.md": "![[p.png]]", "p.png": b""})
    with (path / "p.png").open("wb") as file:
        file.truncate(21 * 1024**2)
    assert "p.png: This file is over 20 MB, more than any picture may have." in run(path)


def test_without_an_account_no_picture_is_kept(tmp_path: Path, author: Author) -> None:
    Author.objects.update(user=None)
    report = run(vault(tmp_path / "v", {"a.md": "![[p.png]]", "p.png": encoded()}))
    assert "p.png: There is no account yet that it could belong to." in report


def test_an_import_that_fails_leaves_no_file(tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def arrive(arrivals: object, *, hand: object) -> None:
        assert list(media.glob("*"))
        raise KeyboardInterrupt

    monkeypatch.setattr("wiki.archive.vault.writing.arrive", arrive)
    with pytest.raises(KeyboardInterrupt):
        run(vault(tmp_path / "v", {"a.md": "![[p.png]]", "p.png": encoded()}))
    assert not list(media.glob("*"))
    assert not Image.objects.exists()
    assert not Page.objects.exists()
