from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from tests import make
from tests.archive.archives import archive, comment, newest_first, refusal, rows, run, values, zipped
from wiki.authors.models import Author, AuthorTotals, Link
from wiki.comments.models import Comment
from wiki.markup.errors import MarkupError
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db
NOTHING_NEW = "0 added, 0 changed, "


def test_it_works(seed: Path) -> None:
    assert run(seed) == "14 added, 0 changed, 0 unchanged.\n"
    author = Author.objects.get()
    assert author.primary
    assert author.email
    assert author.email_public
    assert author.previously
    assert author.bio_html
    assert [link.url for link in author.links.all()] == [""]
    assert author.totals.comments == 10


def test_the_works_stand_in_the_order_of_their_numbers(seed: Path) -> None:
    run(seed)
    slugs = [work.slug for work in SelectedWork.objects.for_profile(Author.objects.get())]
    assert [f"{number:02}-{slug}" for number, slug in enumerate(slugs, start=1)] == [
        path.stem for path in sorted((seed / "works").iterdir())
    ]


def test_comments_without_a_date_stay_undated_and_in_the_order_of_the_files(seed: Path) -> None:
    run(seed)
    assert newest_first() == [f"{number:04}" for number in range(1, 11)]
    assert all(comment.posted_at is None and comment.place < 0 for comment in Comment.objects.all())


def test_not_a_character_of_a_body_is_changed(seed: Path) -> None:
    run(seed)
    for row in Comment.objects.all():
        text = (seed / "comments" / f"{row.public_id}.md").read_bytes().decode()
        assert text == f'---\nid: "{row.public_id}"\n---\n{row.body}\n'
        assert row.html


def test_importing_again_changes_nothing(seed: Path) -> None:
    run(seed)
    before = rows()
    assert run(seed) == "0 added, 0 changed, 14 unchanged.\n"
    assert rows() == before


def test_importing_an_edited_copy_changes_only_what_was_edited(seed: Path, tmp_path: Path) -> None:
    run(seed)
    before = {row["public_id"]: row for row in rows()["Comment"]}
    copy = shutil.copytree(seed, tmp_path / "copy")
    archive(
        copy,
        {
            "author.md": (seed / "author.md").read_text(),
            "works/02-ml-alignment-theory-scholars-program-winter-2021.md": "---\ntitle: New\n---\n",
        },
        **{"0004": comment("Said better.", id='"0004"'), "0005": comment("Dated.", id='"0005"', posted="2024-03-01")},
        **{"0002-and-a-half": comment("Put between.", id="between")},
    )
    assert run(copy) == "1 added, 3 changed, 11 unchanged.\n"
    after = {row["public_id"]: row for row in rows()["Comment"]}
    assert {name for name, row in after.items() if before.get(name) != row} == {"0004", "0005", "between"}
    assert after["0004"]["place"] == before["0004"]["place"]
    assert newest_first()[:5] == ["0005", "0001", "0002", "between", "0003"]
    assert SelectedWork.objects.filter(title="New").count() == 1
    assert AuthorTotals.objects.get().comments == 11


def test_a_new_comment_stands_between_its_undated_neighbours(tmp_path: Path) -> None:
    run(archive(tmp_path, a=comment(), b=comment(), c=comment()))
    run(archive(tmp_path, aa=comment(), bb=comment(), cc=comment()))
    assert newest_first() == ["a", "aa", "b", "bb", "c", "cc"]


def test_what_was_edited_on_the_site_is_left_and_reported(tmp_path: Path) -> None:
    run(archive(tmp_path, {"works/01-a.md": "---\ntitle: A\n---\n"}, first=comment("As it was."), second=comment()))
    Comment.objects.filter(public_id="first").update(body="As the site says.")
    SelectedWork.objects.update(title="B")
    Author.objects.update(bio="Mine.")
    before = rows()
    archive(tmp_path, {"works/01-a.md": "---\ntitle: C\n---\n"}, first=comment("As the file says now."))
    printed = run(tmp_path)
    assert printed.startswith("0 added, 0 changed, 1 unchanged, 3 edited on the site.\n")
    for name in ("author.md", "works/01-a.md", "comments/first.md"):
        assert f"{name}: edited on the site since it was imported, so left as it is." in printed
    assert rows() == before


def test_a_place_given_for_what_was_edited_on_the_site_does_not_undo_the_edit(tmp_path: Path) -> None:
    run(archive(tmp_path, first=comment("As it was.", place="5")))
    Comment.objects.update(body="As the site says.")
    run(archive(tmp_path, first=comment("As it was.", place="6")))
    assert Comment.objects.get().body == "As the site says."


def test_a_place_changed_in_the_file_alone_moves_the_comment(tmp_path: Path) -> None:
    run(archive(tmp_path, first=comment(place="5")))
    assert run(archive(tmp_path, first=comment(place="6"))).startswith("0 added, 1 changed")
    assert Comment.objects.get().place == 6


def test_once_the_file_says_what_the_site_says_later_edits_of_it_count_again(tmp_path: Path) -> None:
    files = {"works/01-a.md": "---\ntitle: A\n---\n"}
    run(archive(tmp_path, files, first=comment("One.")))
    Comment.objects.update(body="Two.")
    SelectedWork.objects.update(title="B")
    Author.objects.update(bio="Two.")
    agreed = {"author.md": "---\nname: Grace Hopper\n---\nTwo.\n", "works/01-a.md": "---\ntitle: B\n---\n"}
    assert run(archive(tmp_path, agreed, first=comment("Two."))) == "0 added, 0 changed, 3 unchanged.\n"
    later = {"author.md": "---\nname: Grace Hopper\n---\nThree.\n", "works/01-a.md": "---\ntitle: C\n---\n"}
    assert run(archive(tmp_path, later, first=comment("Three."))) == "0 added, 3 changed, 0 unchanged.\n"
    assert Comment.objects.get().body == Author.objects.get().bio == "Three."


def test_the_links_of_a_changed_author_are_replaced_in_order(tmp_path: Path) -> None:
    head = "---\nname: Grace Hopper\nsee:\n"
    run(archive(tmp_path, {"author.md": head + "  - title: One\n  - title: Two\n    url: https://two.example/\n---\n"}))
    run(archive(tmp_path, {"author.md": head + "  - Two alone\n  - title: One\n    own: 'true'\n---\n"}))
    assert list(Link.objects.values_list("title", "url", "own")) == [("Two alone", "", False), ("One", "", True)]


def test_unknown_keys_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    typed = "---\nname: G\n%s\nsee:\n  - title: One\n    note: x\n  - Two\n---\n"
    odd = "a: no\nb: 2026-01-01\nc: 1e3\nd: 012\ne: [~, null, 0x1F, 1:30]\nf: {g: .nan, h: ''}"
    run(
        archive(
            tmp_path,
            {"author.md": typed % odd, "works/1-a.md": f"---\ntitle: A\n{odd}\n---\n"},
            c=comment(on="{title: T, site: S}", context="{author: A, when: '1.0'}", karmic="yes"),
        )
    )
    kept = {
        "a": "no",
        "b": "2026-01-01",
        "c": "1e3",
        "d": "012",
        "e": ["~", "null", "0x1F", "1:30"],
        "f": {"g": ".nan", "h": ""},
    }
    assert Author.objects.get().extra == kept | {"see": [{"note": "x"}, {}]}
    assert SelectedWork.objects.get().extra == kept
    assert Comment.objects.get().extra == {"on": {"site": "S"}, "context": {"when": "1.0"}, "karmic": "yes"}
    assert run(tmp_path) == "0 added, 0 changed, 3 unchanged.\n"


def test_scores_and_context_come_along(tmp_path: Path) -> None:
    on = "{title: A post, url: 'https://example.org/post'}"
    context = "{author: Ann, excerpt: 'Is it so?', permalink: 'https://example.org/c', score: 7, agreement: −2}"
    moments = {"edited": "2024-03-02", "retracted": "2024-03-03T12:00:00Z"}
    scores = {"karma": "12", "karma_votes": "8", "agreement": "-3", "agreement_votes": "5"}
    run(
        archive(
            tmp_path,
            c=comment(on=on, context=context, posted="2024-03-01T09:30:00+02:00", **moments, **scores),
        )
    )
    row = Comment.objects.get()
    assert (row.on_title, row.on_url) == ("A post", "https://example.org/post")
    assert (row.context_author, row.context_excerpt) == ("Ann", "Is it so?")
    assert (row.context_permalink, row.context_score, row.context_agreement) == ("https://example.org/c", 7, -2)
    assert (row.tally.karma, row.tally.karma_votes) == (12, 8)
    assert (row.tally.agreement, row.tally.agreement_votes) == (-3, 5)
    assert row.author.totals.karma == 12
    assert row.posted_at == datetime(2024, 3, 1, 7, 30, tzinfo=UTC)
    assert row.edited_at == datetime(2024, 3, 2, tzinfo=UTC)
    assert row.retracted_at == datetime(2024, 3, 3, 12, tzinfo=UTC)
    assert run(tmp_path).startswith(NOTHING_NEW)


def test_comments_of_other_authors_are_theirs(tmp_path: Path) -> None:
    files = {"authors/ann.md": "---\nname: Ann Other\nemail: ann@example.org\n---\n"}
    run(archive(tmp_path, files, mine=comment(), theirs=comment(author="ann")))
    ann = Author.objects.get(slug="ann")
    assert not ann.primary
    assert not ann.email_public
    assert Comment.objects.get(public_id="theirs").author == ann
    assert dict(AuthorTotals.objects.values_list("author__slug", "comments")) == {"ann": 1, "grace-hopper": 1}
    assert run(tmp_path).startswith(NOTHING_NEW)


def test_an_id_that_is_another_authors_here_is_refused(tmp_path: Path) -> None:
    make.comment(make.author(name="Ann"), public_id="taken")
    assert "comments/x.md, line 2: The id taken belongs to a comment by Ann here." in refusal(
        archive(tmp_path, x=comment(id="taken"))
    )


def test_a_work_that_is_another_authors_here_is_refused(tmp_path: Path) -> None:
    make.work(make.author(), slug="taken")
    assert "works/1-taken.md: A work of another author" in refusal(
        archive(tmp_path, {"works/1-taken.md": "---\ntitle: T\n---\n"})
    )


@pytest.mark.parametrize("under", ["", "my archive/"])
def test_a_zip_of_the_folder_gives_the_same(seed: Path, tmp_path: Path, under: str) -> None:
    with transaction.atomic():
        run(seed)
        expected = values()
        transaction.set_rollback(True)
    run(zipped(seed, tmp_path / "archive.zip", under=under))
    assert values() == expected
    assert run(seed) == "0 added, 0 changed, 14 unchanged.\n"


def test_a_second_archive_of_the_same_author_goes_below_the_undated_of_the_first(tmp_path: Path) -> None:
    run(archive(tmp_path / "one", a=comment(), b=comment()))
    run(archive(tmp_path / "two", c=comment(), d=comment()))
    assert newest_first() == ["a", "b", "c", "d"]


def test_only_author_md_is_needed(tmp_path: Path) -> None:
    assert run(archive(tmp_path)) == "1 added, 0 changed, 0 unchanged.\n"


def test_a_text_that_the_renderer_refuses_refuses_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(source: str, *, prefix: str, by_reader: bool = False) -> None:
        raise MarkupError("Lists are nested over 100 deep. Make them flatter.")

    archive(tmp_path, first=comment())
    with monkeypatch.context() as patch:
        patch.setattr("wiki.comments.models.render", render)
        assert "comments/first.md: Lists are nested over 100 deep." in refusal(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("wiki.works.models.render", render)
        archive(tmp_path, {"works/1-a.md": "---\ntitle: A\n---\n"})
        assert "works/1-a.md: Lists are nested over 100 deep." in refusal(tmp_path)
    monkeypatch.setattr("wiki.authors.models.render", render)
    assert "author.md: Lists are nested over 100 deep." in refusal(tmp_path)


def test_a_text_that_an_import_changes_keeps_its_earlier_version(seed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(seed, copy)
    run(copy)
    file = copy / "comments" / "0003.md"
    file.write_text(file.read_text() + "\nOne thing more.\n")
    before = Comment.objects.get(public_id="0003").body
    run(copy)
    comment = Comment.objects.get(public_id="0003")
    assert comment.version == 2
    assert [version.body for version in comment.versions.all()] == [before]


def test_a_comment_takes_votes_as_the_newest_import_says(tmp_path: Path) -> None:
    for retracted, taken in (({}, True), ({"retracted": "2024-03-03T12:00:00Z"}, False), ({}, True)):
        run(archive(tmp_path, c=comment(**retracted)))
        assert Comment.objects.get().tally.open is taken
