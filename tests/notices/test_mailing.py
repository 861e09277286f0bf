"""What a mail says, and what stands at its top."""

from __future__ import annotations

import json
import re
import unicodedata
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.moderation.staff import browser
from tests.notices.telling import html_of, person, say, work
from tests.outside import module
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.markup.rendering import render
from wiki.notices.mail_headers import one_line
from wiki.notices.mail_html import for_mail

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.mail import EmailMultiAlternatives

    from wiki.comments.answering import Target

    Outbox = list[EmailMultiAlternatives]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_mail")]


def sent(mailoutbox: Outbox) -> EmailMultiAlternatives:
    """The only mail that has been sent since this was asked last."""
    work()
    [message] = mailoutbox
    mailoutbox.clear()
    return message


def headers(message: EmailMultiAlternatives) -> Message:
    """What stands at its top once it is on its way."""
    return message_from_bytes(message.message().as_bytes(), policy=default)


def test_it_works(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    reply = say(make.page(ada, title="Engines"), eve, "Really?\n\nSee [this](https://example.com/).")
    message = sent(mailoutbox)
    url = f"https://example.org/comments/{reply.public_id}/"
    assert message.subject == "Eve wrote on Engines"
    assert message.from_email == "Commonplace <site@example.org>"
    text = str(message.body)
    assert "Eve wrote on Engines:\n\nReally?\n\nSee [this](https://example.com/).\n" in text
    assert url in text
    assert "it is about something of yours on https://example.org." in text
    assert "https://example.org/account/notifications/" in text
    html = html_of(message)
    assert "<p>Really?</p>" in html
    assert f'href="{url}"' in html
    assert html.count("<h1") == 1


def test_the_top_of_a_mail_says_how_to_have_no_more_of_them(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve)
    message = sent(mailoutbox)
    top = headers(message)
    stop = re.fullmatch(r"<(https://example\.org/unsubscribe/[\w:-]+/)>", top["List-Unsubscribe"].strip())
    assert stop
    assert top["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert top["Auto-Submitted"] == "auto-generated"
    assert stop[1] in str(message.body)
    assert stop[1] in html_of(message)
    assert "ada" not in stop[1]


def test_the_mails_of_a_thread_stand_together_and_each_has_one_name(
    ada: Author, eve: Author, mailoutbox: Outbox
) -> None:
    first = make.comment(ada)
    replies = [say(first, eve)]
    tops = [headers(sent(mailoutbox))]
    replies.append(say(replies[0], eve))
    tops.append(headers(sent(mailoutbox)))
    say(make.comment(ada), eve)
    tops.append(headers(sent(mailoutbox)))
    assert len({top["Message-ID"] for top in tops}) == 3
    assert all(re.fullmatch(r"<[0-9a-f]{32}@example\.org>", top["Message-ID"]) for top in tops)
    assert tops[0]["References"] == tops[0]["In-Reply-To"] == tops[1]["References"] != tops[2]["References"]


def test_what_it_was_said_on_is_told_for_an_answer_to_what_was_said_elsewhere(
    ada: Author, eve: Author, mailoutbox: Outbox
) -> None:
    first = make.comment(ada, on_title="A talk", on_url="https://example.com/")
    say(say(first, eve), person("Bob"))
    work()
    assert {message.subject for message in mailoutbox} >= {"Bob answered you on A talk"}


def test_a_long_answer_is_cut_and_the_mail_leads_to_the_rest(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve, "word " * 10_000)
    message = sent(mailoutbox)
    assert str(message.body).count("word") == html_of(message).count("word") == 4_000
    assert "…" in str(message.body)


def test_what_is_wider_than_the_text_is_told_by_its_words_alone(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    say(make.comment(ada), eve, "**b**\n\n" * 2_000)
    assert len(html_of(sent(mailoutbox))) < 100_000


def test_no_draft_is_told_of_in_a_mail_to_whoever_may_read_it(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    make.page(ada, title="Secret", state="draft", body="Unsayable.\n")
    say(make.comment(ada), eve, "![[Secret]] and [[Secret]]")
    message = sent(mailoutbox)
    assert "Unsayable" not in html_of(message) + str(message.body)


def test_who_could_be_taken_for_the_author_is_said_to_be_none_wherever_the_name_stands(
    ada: Author, mailoutbox: Outbox
) -> None:
    other = person("\u0410d\u0430")
    Author.objects.filter(pk=other.pk).update(double=True)
    other.refresh_from_db()
    page = make.page(ada, title="Engines")
    say(page, other, "Send me your password.")
    message = sent(mailoutbox)
    assert message.subject == "\u0410d\u0430 (not the author) wrote on Engines"
    for told in (str(message.body), html_of(message)):
        assert "\u0410d\u0430 (not the author)" in re.sub("<[^>]*>", "", told)
    assert ada.user
    listed = browser(ada.user).get("/account/notices/").content.decode()
    assert "<bdi>\u0410d\u0430 (not the author)</bdi>" in listed


def test_a_digest_is_in_the_order_of_its_threads(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    page, comment = make.page(ada, title="Engines"), make.comment(ada)
    targets: tuple[Target, ...] = (page, comment, page, comment)
    for number, target in enumerate(targets):
        say(target, eve, f"Answer {number}.")
    message = sent(mailoutbox)
    for told in (str(message.body), html_of(message)):
        assert told.count("\nEngines\n" if told.startswith("4") else "<h2><bdi>Engines</bdi></h2>") == 1
        assert re.findall(r"Answer \d", told) == ["Answer 0", "Answer 2", "Answer 1", "Answer 3"]
    assert message.subject == "4 new replies on example.org"


def test_a_name_that_is_written_from_the_right_turns_nothing_else(ada: Author, mailoutbox: Outbox) -> None:
    say(make.page(ada, title="Engines"), person("עמי נתר"))
    assert "<bdi>עמי נתר</bdi> wrote on <bdi>Engines</bdi>" in html_of(sent(mailoutbox))


def test_a_digest_tells_of_fifty_and_leads_to_the_rest(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    page = make.page(ada)
    for number in range(53):
        say(page, eve, f"Answer number {number}.")
    message = sent(mailoutbox)
    assert message.subject == "53 new replies on example.org"
    assert str(message.body).count("Answer number") == html_of(message).count("Answer number") == 50
    assert "And 3 more: https://example.org/account/notices/" in str(message.body)
    work()
    assert mailoutbox == []


def test_a_digest_leaves_out_what_is_gone(ada: Author, eve: Author, mailoutbox: Outbox) -> None:
    gone, left = say(make.comment(ada), eve, "Gone."), say(make.comment(ada), eve, "Left.")
    Comment.objects.filter(pk=gone.pk).update(state="hidden")  # and nobody told the notice
    message = sent(mailoutbox)
    assert "Left." in str(message.body)
    assert "Gone." not in str(message.body)
    assert left.public_id in html_of(message)


HOSTILE = (
    "Eve\r\nBcc: all@example.com",
    "Eve\nSubject: Other",
    "Eve\u2028Bcc: all@example.com",
    "Eve\x85Bcc: all@example.com",
    "Eve\x0bBcc: all@example.com\x0c\x1b[31m",
    "\u202eevE\u2066",
    "E\u200bv\ufeffe",
    "Eve\x00",
    "=?utf-8?q?Eve=0D=0ABcc=3A_all=40example.com?=",
    "E" * 5_000,
    "e\u0301" * 3_000,
    '<b>Eve</b> & "co"',
    "👩‍👩‍👧‍👦 नमस्ते עברית",
    "\ud800",
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_and_no_title_makes_a_header(
    ada: Author, eve: Author, mailoutbox: Outbox, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wiki.lib.kinds import News
    from wiki.notices import lookup

    news = News(name, name, "/comments/abc/", "/comments/abc/", "Words.", "<p>Words.</p>")
    monkeypatch.setattr(
        lookup, "news_of", lambda notices, *_, **__: dict.fromkeys([(one.kind, one.source) for one in notices], news)
    )
    say(make.comment(ada), eve)
    message = sent(mailoutbox)
    top = headers(message)
    assert top["To"] == "ada@example.org"
    assert top["Bcc"] is None
    assert len(top.get_all("Subject", [])) == 1
    for line in (str(message.subject), str(top["Subject"]).strip()):
        assert len(line) <= 150
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", line)
    assert "<b>Eve" not in html_of(message)


def naughty(corpora: Path) -> list[str]:
    strings: list[str] = json.loads((corpora / "naughty_strings.json").read_text())["strings"]
    return strings


def test_no_naughty_string_is_more_than_a_line(corpora: Path) -> None:
    for string in naughty(corpora):
        line = one_line(string)
        assert len(line) <= 150
        assert not {"Cc", "Zl", "Zp", "Cs"} & {unicodedata.category(sign) for sign in line}, string


def test_no_attack_gets_into_the_html_of_a_mail(corpora: Path) -> None:
    attacks = json.loads((corpora / "xss.json").read_text(encoding="utf-8"))
    active = module(corpora / "unsafe.py").active
    for attack in attacks:
        rendered = render(attack["input"], prefix="c-abc-").html
        assert not active(for_mail(rendered, "/comments/abc/")), attack["id"]
        left = active(for_mail(attack["input"], "/comments/abc/"))
        assert not left, attack["id"]


def test_a_mail_shows_no_picture_and_says_what_it_was() -> None:
    html = for_mail('<figure class="picture"><img src="/media/a.png" alt="A &amp; B" loading="lazy"></figure>', "/a/")
    assert "<img" not in html
    assert "[A &amp; B]" in html


def test_a_mail_shows_a_formula_as_it_was_typed() -> None:
    assert for_mail('<p><math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math></p>', "/a/") == "<p>x^2</p>"


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("/wiki/engines/", "https://example.org/wiki/engines/"),
        ("#c-abc-fn-1", "https://example.org/comments/abc/#c-abc-fn-1"),
        ("https://example.com/x", "https://example.com/x"),
    ],
)
def test_every_link_leads_there_from_anywhere(href: str, leads_to: str) -> None:
    assert f'href="{leads_to}"' in for_mail(f'<a href="{href}">x</a>', "/comments/abc/")


def test_no_link_leads_elsewhere_by_a_trick() -> None:
    for href in ("javascript:alert(1)", "//example.com/x", "data:text/html,x"):
        html = for_mail(f'<a href="{href}">x</a>', "/comments/abc/")
        assert "javascript:" not in html
        assert "data:" not in html


def test_boxes_of_tasks_are_signs() -> None:
    box = '<input type="checkbox" disabled=""'
    html = for_mail(f'<ul><li class="task">{box} checked=""> a</li><li class="task">{box}> b</li></ul>', "/a/")
    assert "☑ a" in html
    assert "☐ b" in html
