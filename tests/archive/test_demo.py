from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import make
from tests.archive.archives import archive, comment, refusal, rows, run
from wiki.archive.demonstration import DEMO
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.links.models import Name, Reference
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    owner = make.owner()
    run(DEMO)
    ada = Author.objects.get()
    assert ada.primary
    assert ada.user == owner
    assert ada.works.exists()
    assert ada.totals.comments == Comment.objects.count() >= 12
    assert ada.totals.edits == Page.objects.filter(shipped=False).count() >= 3


def test_importing_the_demo_again_changes_nothing() -> None:
    make.owner()
    run(DEMO)
    before = rows()
    run(DEMO)
    assert rows() == before


def test_an_untouched_demo_gives_way_with_its_account(tmp_path: Path) -> None:
    make.owner()
    owner = make.owner()
    run(DEMO)
    Author.objects.update(user=owner)
    run(archive(tmp_path, first=comment()))
    grace = Author.objects.get()
    assert grace.primary
    assert grace.user == owner
    assert [row.public_id for row in Comment.objects.all()] == ["first"]
    assert not SelectedWork.objects.exists()
    assert not Page.objects.exists()
    assert not Name.objects.exists()
    assert not Reference.objects.exists()


def test_an_untouched_demo_gives_way_to_another_ada_lovelace(tmp_path: Path) -> None:
    run(DEMO)
    run(archive(tmp_path, {"author.md": "---\nname: Ada Lovelace\n---\nAnother.\n"}, first=comment()))
    assert Author.objects.get().bio == "Another."
    assert Comment.objects.count() == 1


def test_without_a_demo_the_first_author_has_the_owners_account(tmp_path: Path) -> None:
    make.owner(is_active=False)
    make.owner(email="first@example.org")
    make.owner()
    run(archive(tmp_path))
    user = Author.objects.get().user
    assert user
    assert user.email == "first@example.org"


def test_where_there_is_a_primary_author_the_next_one_is_not(tmp_path: Path) -> None:
    primary = make.primary()
    make.owner()
    run(archive(tmp_path))
    assert Author.objects.primary() == primary
    assert Author.objects.get(slug="grace-hopper").user is None


def test_a_refused_archive_leaves_the_demo(tmp_path: Path) -> None:
    run(DEMO)
    refusal(archive(tmp_path, first=comment("")))


def edit_bio() -> None:
    Author.objects.update(bio="This is me now.")


def edit_link() -> None:
    Author.objects.get().links.update(title="Elsewhere")


def edit_work() -> None:
    SelectedWork.objects.filter(position=1).update(title="My own")


def edit_comment() -> None:
    Comment.objects.filter(public_id="demo-01").update(body="My own.")


def write_comment() -> None:
    make.comment(Author.objects.get())


def write_work() -> None:
    make.work(Author.objects.get())


def edit_page() -> None:
    make.revise(Page.objects.whole().get(slug="cards"), Author.objects.get(), body="My own.")


def write_page() -> None:
    make.page(Author.objects.get())


def lock_page() -> None:
    Page.objects.get(slug="cards").lock(actor=make.owner())


def answer() -> None:
    make.comment(make.author(), parent=Comment.objects.get(public_id="demo-01"))


@pytest.mark.parametrize(
    "touch",
    [
        *(edit_bio, edit_link, edit_work, edit_comment, edit_page, lock_page),
        *(write_comment, write_work, write_page, answer, make.author),
    ],
)
def test_a_demo_that_was_touched_stays_and_the_archive_is_another_author(
    tmp_path: Path, touch: Callable[[], object]
) -> None:
    owner = make.owner()
    run(DEMO)
    touch()
    before = Comment.objects.count()
    run(archive(tmp_path, first=comment()))
    ada = Author.objects.get(slug="ada-lovelace")
    assert ada.primary
    assert ada.user == owner
    assert not Author.objects.get(slug="grace-hopper").primary
    assert Comment.objects.count() == before + 1


def test_an_archive_that_calls_itself_the_demo_is_kept_all_the_same(tmp_path: Path) -> None:
    run(archive(tmp_path / "mine", {"author.md": '---\nname: Me\ndemo: "true"\n---\n'}, first=comment()))
    run(archive(tmp_path / "other"))
    assert Author.objects.get(slug="me").primary
    assert Comment.objects.count() == 1
