"""A reader's whole life on a site, with a word of theirs in every field that takes one, and where words are found."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import LoginLink, User
from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.media.pictures import stored
from tests.votes.casting import account, cast
from wiki.authors.models import Author, Link
from wiki.comments.answering import answer
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation.cases import open_case
from wiki.moderation.models import Decided, Decision, Flag, Person
from wiki.notices.delivering import deliver
from wiki.notices.models import Choice, Notice
from wiki.pages.models import Draft, Page
from wiki.votes.models import Voter

#: Who they are, and what they said where everyone read it.
NAME, WORDS = "zyxrosa", "qvwsaid"
#: What somebody else quoted of them, which is that person's.
QUOTED = "kjhquoted"


def lived() -> User:
    """Everything that somebody can leave on a site; ready to be erased."""
    owner = make.primary(user=make.owner(email="owner@example.org"))
    rosa = reader()
    user = make.account(rosa)
    page = make.page(owner, title="Wheels")
    replies(page, owner, rosa)
    signed_in(user)
    decided_about(user, rosa)
    works_and_pictures(rosa)
    theirs = make.comment(owner, body="Look at it.")
    cast(theirs, account(user), 1)
    Flag.objects.create(comment=theirs, voter=Voter.objects.get(user=user), complaint="other", note=f"By {NAME}")
    Draft.objects.keep(user, page.pk, base=1, window=NAME, fields={"body": f"Half of {NAME}"})
    Notice.objects.get_or_create(user=user, kind="comment", source=theirs.pk, defaults={"why": "answers you"})
    Choice.objects.create(user=user, answers="daily")
    return user


def reader() -> Author:
    """An account and a profile, edited once."""
    user = make.user(email=f"{NAME}@example.org", password=PASSWORD)
    link = Link(title=f"At {NAME}", url=f"https://{NAME}.example/")
    rosa = make.author(user=user, name=f"Rosa {NAME}", slug=NAME, pronouns=NAME, listed=False, bio=f"I am {NAME}")
    about = {"bio": f"I am still {NAME}, see [[Wheels]]", "email": f"{NAME}@public.example", "previously": [NAME]}
    rosa.edit(about, [link], actor=user, version=rosa.version)
    Author.objects.filter(pk=rosa.pk).update(extra={"key": NAME}, source_hash=NAME, orcid=NAME)
    return Author.objects.get(pk=rosa.pk)


def replies(page: Page, owner: Author, rosa: Author) -> None:
    """What they said, in every state; edited; answered, and quoted there."""
    user, other = make.account(rosa), make.account(owner)
    said = answer(page, rosa, f"I {WORDS} first, of [[Wheels]].", actor=user, form_key=NAME)
    said.edit(f"I {WORDS} it, on [[Wheels]].", actor=user, version=1)
    answer(said, owner, f"> {QUOTED}\n\nIndeed.", actor=other)
    answer(said, rosa, f"And {WORDS} more.", actor=user)
    for state in (State.PENDING, State.HIDDEN, State.SPAM):
        kept = answer(page, rosa, f"This {NAME} is {state}.", actor=user, state=state)
        Comment.objects.filter(pk=kept.pk).update(told=f"Because of {NAME}", extra={"key": NAME}, source_hash=NAME)
        open_case(kept, held=True, reasons=[{"rule": "words", "points": 5, "why": f"The word {NAME} is in it."}])
        Flag.objects.create(comment=kept, voter_id=account().keyed, complaint="other", note=f"It says {NAME}")
    answer(page, rosa, f"This {NAME} is deleted.", actor=user).remove(actor=user, reason=f"A slip of {NAME}")


def signed_in(user: User) -> None:
    """Every way in, a session and a wrong password."""
    EmailAddress.objects.create(user=user, email=f"second@{NAME}.example", verified=True)
    LoginLink.objects.issue(user)
    client = Client(HTTP_USER_AGENT=f"Browser of {NAME}")
    attempt(client, user.email, "wrong")
    attempt(client, user.email)
    Authenticator.objects.create(user=user, type="webauthn", data={"name": f"Key of {NAME}", "credential": {}})
    elsewhere = SocialAccount.objects.create(user=user, provider="github", uid=NAME, extra_data={"login": NAME})
    SocialToken.objects.create(account=elsewhere, token=f"token of {NAME}")


def decided_about(user: User, rosa: Author) -> None:
    """What moderators thought of them, what they did in the admin, and what waits to be mailed."""
    Person.objects.create(author=rosa, blocked_at=timezone.now(), told=f"Because of {NAME}")
    decision = Decision.objects.create(verb="hide", reason=f"{NAME} is rude", count=1)
    told = {"state": "hidden", "told": f"Because of {NAME}"}
    hidden = Comment.objects.filter(author=rosa, state=State.HIDDEN).first()
    assert hidden
    Decided.objects.create(decision=decision, kind="comments.comment", target_id=hidden.pk, after=told)
    for target in (rosa, user, hidden):
        Entry.objects.record("judged", target, actor=None, reason=f"What {NAME} did")
    Entry.objects.record("judged", Author.objects.primary() or rosa, actor=user, reason=f"As {NAME} says")
    kind = ContentType.objects.get_for_model(Comment).pk
    LogEntry.objects.create(user=user, content_type_id=kind, object_repr=NAME, action_flag=CHANGE, change_message=NAME)
    for args, traceback in (([user.pk], ""), ([0], f"Refused: {user.email}")):
        DBTaskResult.objects.create(
            args_kwargs={"args": args, "kwargs": {}},
            task_path=deliver.module_path,
            backend_name="default",
            run_after=timezone.now(),
            exception_class_path="",
            traceback=traceback,
        )


def works_and_pictures(rosa: Author) -> None:
    """What else of theirs may be here: a work that others talked about, one that nobody did, and a picture."""
    told = {"title": f"On {NAME}", "authors": NAME, "abstract": f"{NAME} and [[Wheels]]", "bibtex": f"@misc{{{NAME},}}"}
    talked_about = make.work(rosa, slug=f"{NAME}-one", **told)
    make.work(rosa, slug=f"{NAME}-two", **told)
    answer(talked_about, make.author(), "Well.", actor=make.user())
    rosa.show_photo(stored(make.account(rosa), alt=f"Face of {NAME}"), actor=make.account(rosa))


def said(*words: str) -> dict[str, set[str]]:
    """By column of the whole database, which of these words stand there, whatever their case."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    there = {word for word in words if word.encode() in text.lower()}
                    if there:
                        found.setdefault(f"{table}.{name}", set()).update(there)
    return found
