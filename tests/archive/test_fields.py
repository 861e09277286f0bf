from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.archives import archive, comment, refusal, run
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


def refused_comment(folder: Path, key: str, value: str) -> str:
    return refusal(archive(folder, a=comment(id="a", **{key: value})))


def refused_author(folder: Path, lines: str) -> str:
    return refusal(archive(folder, {"author.md": f"---\nname: G\n{lines}\n---\n"}))


def refused_work(folder: Path, lines: str) -> str:
    return refusal(archive(folder, {"works/1-w.md": f"---\ntitle: W\n{lines}\n---\n"}))


ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    "data:text/html,x",
    "//example.org",
    "/path",
    "https://",
    "https:///x",
    "HTTPS://example.org/",
    "mailto:a@example.org",
    "https://exa mple.org/",
    '"https://example.org/\\n"',
    '" https://example.org/"',
    "https://[::1",
    "https://example.org/" + "x" * 2000,
    "[https://example.org/]",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_a_web_address_is_refused_wherever_one_stands(tmp_path: Path, address: str) -> None:
    says = "must be an address that begins with https:// or http://."
    assert f"comments/a.md, line 3: url of on {says}" in refused_comment(tmp_path / "1", "on", f"\n  url: {address}")
    assert f"comments/a.md, line 3: permalink of context {says}" in refused_comment(
        tmp_path / "2", "context", f"\n  permalink: {address}"
    )
    for name in ("url", "pdf", "code", "slides"):
        assert f"works/1-w.md, line 3: {name} {says}" in refused_work(tmp_path / "3", f"{name}: {address}")
    see = f"see:\n  - title: T\n    url: {address}"
    assert f"author.md, line 3: url of see {says}" in refused_author(tmp_path / "4", see)


@pytest.mark.parametrize(
    "value", ['"a\\u202eb"', "a\u202eb", '"a\\nb"', "[a]", "{a: b}", '"a\\u0085b"', '" "', '"a\\u2028b"']
)
def test_a_line_takes_one_line_of_text_that_can_be_shown(tmp_path: Path, value: str) -> None:
    assert "author.md, line 3: pronouns " in refused_author(tmp_path / "1", f"pronouns: {value}")
    assert "works/1-w.md, line 3: venue " in refused_work(tmp_path / "2", f"venue: {value}")
    assert "comments/a.md, line 3: title of on " in refused_comment(tmp_path / "3", "on", f"\n  title: {value}")
    assert "author.md, line 3: previously " in refused_author(
        tmp_path / "4", f"previously:\n  - {value}" if value != "[a]" else "previously: [[a]]"
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("pronouns: " + "x" * 61, "pronouns has 61 characters; at most 60 fit. Shorten it."),
        ("slug: Grace Hopper", "slug must be lower-case letters, digits and hyphens, such as ada-lovelace."),
        ("email: nobody", "email must be an address such as ada@example.org."),
        ("email_public: maybe", "email_public must be true or false."),
        ("listed: [true]", "listed must be true or false."),
        ("previously: {a: b}", "previously must be a list, such as [one, two]."),
        ("see: [[a]]", "see must be a list of lines that begin with `- title: `."),
        ("see: [{url: 'https://example.org/'}]", "title of see is missing."),
        ("see: [{title: a, own: perhaps}]", "own of see must be true or false."),
    ],
)
def test_a_refusal_of_an_author_says_what_to_write(tmp_path: Path, lines: str, says: str) -> None:
    assert f"author.md, line 3: {says}" in refused_author(tmp_path, lines)


def test_a_name_is_needed_and_has_a_limit(tmp_path: Path) -> None:
    assert "author.md: name is missing. Add a line `name: …`" in refusal(archive(tmp_path, {"author.md": "Hello.\n"}))
    long = refusal(archive(tmp_path, {"author.md": f"---\nname: {'x' * 201}\n---\n"}))
    assert "author.md, line 2: name has 201 characters; at most 200 fit. Shorten it." in long


def test_a_work_needs_a_title_and_a_name_to_make_an_address_of(tmp_path: Path) -> None:
    assert "works/1-w.md: title is missing." in refusal(archive(tmp_path / "1", {"works/1-w.md": "Hello."}))
    unnamed = refusal(archive(tmp_path / "2", {"works/01-!.md": "---\ntitle: W\n---\n"}))
    assert "works/01-!.md: The name of this file must be like 01-title-of-the-work.md." in unnamed


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    refused = refusal(archive(tmp_path, a=comment(id="x"), b=comment(id="x")))
    assert "comments/b.md, line 2: comments/a.md has the id x too. Give one of them another." in refused


def test_two_files_with_one_slug_are_refused(tmp_path: Path) -> None:
    works = {"works/1-w.md": "---\ntitle: A\n---\n", "works/2-w.md": "---\ntitle: B\n---\n"}
    assert "works/2-w.md: works/1-w.md has the slug w too." in refusal(archive(tmp_path / "1", works))
    twin = {"authors/a.md": "---\nname: A\nslug: grace-hopper\n---\n"}
    assert "authors/a.md, line 3: author.md has the slug grace-hopper too." in refusal(archive(tmp_path / "2", twin))


def test_a_comment_by_nobody_is_refused(tmp_path: Path) -> None:
    refused = refused_comment(tmp_path, "author", "nobody")
    assert (
        "comments/a.md, line 3: There is no author 'nobody' in the archive or here. Add authors/nobody.md." in refused
    )


@pytest.mark.parametrize("name", ["with space", "a.b", "x" * 41])
def test_an_id_that_cannot_stand_in_an_address_is_refused(tmp_path: Path, name: str) -> None:
    says = "id must be 1 to 40 letters, digits, hyphens or underscores."
    assert f"comments/a.md, line 2: {says}" in refusal(archive(tmp_path / "1", a=comment(id=name)))
    assert f"comments/{name}.md: {says}" in refusal(archive(tmp_path / "2", **{name: comment()}))


@pytest.mark.parametrize(
    "date",
    [
        "yesterday",
        "2024-02-30",
        "2024-13-01",
        "0001-01-01",
        "0999-12-31",
        "[2024-01-01]",
        "09:30",
        "9999-12-31T23:59:59-01:00",
        "0001-01-01T00:00:00+01:00",
        "-1",
        "2024-01-01T25:00:00Z",
        "1e9",
    ],
)
@pytest.mark.parametrize("key", ["posted", "edited"])
def test_what_is_no_date_is_refused(tmp_path: Path, key: str, date: str) -> None:
    refused = refused_comment(tmp_path, key, date)
    assert f"comments/a.md, line 3: {key} must be a date such as 2024-03-01 or 2024-03-01T09:30:00Z." in refused


@pytest.mark.parametrize(
    "date", ["1000-01-01", "9999-12-31", "2024-3-1", "2024-03-01 09:30", "2024-03-01T09:30:00.123456-12:00"]
)
def test_any_other_date_is_kept(tmp_path: Path, date: str) -> None:
    run(archive(tmp_path, a=comment(posted=date)))
    assert Comment.objects.get().posted_at
    assert run(tmp_path) == "0 added, 0 changed, 2 unchanged.\n"


@pytest.mark.parametrize(
    "number", ["many", "1.5", "1e3", "0x10", "--1", "[1]", "1073741825", "-1073741825", "9" * 400, "١"]
)
@pytest.mark.parametrize("key", ["karma", "karma_votes", "agreement", "agreement_votes"])
def test_what_is_no_number_is_refused(tmp_path: Path, key: str, number: str) -> None:
    assert f"comments/a.md, line 3: {key} must be " in refused_comment(tmp_path, key, number)


def test_a_count_of_votes_is_not_negative(tmp_path: Path) -> None:
    says = "comments/a.md, line 3: karma_votes must be from 0 to 1073741824."
    assert says in refused_comment(tmp_path, "karma_votes", "-1")


@pytest.mark.parametrize("place", [str(2**62 + 1), str(-(2**62) - 1), "9" * 20])
def test_a_place_beyond_all_places_is_refused(tmp_path: Path, place: str) -> None:
    assert "comments/a.md, line 3: place must be " in refused_comment(tmp_path, "place", place)


def test_a_comment_has_at_most_64_kilobytes(tmp_path: Path) -> None:
    archive(tmp_path / "just", a=comment("x" * 65536))
    run(tmp_path / "just")
    assert len(Comment.objects.get().body) == 65536
    refused = refusal(archive(tmp_path / "over", b=comment("ä" * 32768 + "x")))
    assert "comments/b.md: The text has 65537 bytes; at most 65536 fit. Shorten it." in refused


@pytest.mark.parametrize("body", ["", "\n\n", "  \n\t\n"])
def test_a_comment_without_words_is_refused(tmp_path: Path, body: str) -> None:
    assert "comments/a.md: The comment has no text below its front matter." in refusal(
        archive(tmp_path, a=comment(body))
    )


@pytest.mark.parametrize("value", ["[a]", '"' + "x" * 5001 + '"'])
def test_an_excerpt_is_plain_text_of_a_modest_length(tmp_path: Path, value: str) -> None:
    refused = refused_comment(tmp_path, "context", f"\n  excerpt: {value}")
    assert "comments/a.md, line 3: excerpt of context must be plain text of at most 5000 characters." in refused


@pytest.mark.parametrize("key", ["on", "context"])
def test_what_has_parts_is_refused_as_a_word(tmp_path: Path, key: str) -> None:
    assert f"comments/a.md, line 3: {key} must be lines of the form `name: value`" in refused_comment(
        tmp_path, key, "word"
    )
