from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests import make
from wiki.authors.models import Link
from wiki.comments.models import Comment
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["on_url", "context_permalink"])
def test_the_database_refuses_a_script_for_an_address_in_a_comment(name: str) -> None:
    made = make.comment(make.author())
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=made.pk).update(**{name: "javascript:alert(1)"})


@pytest.mark.parametrize("name", ["url", "pdf", "code", "slides"])
def test_the_database_refuses_a_script_for_an_address_in_a_work(name: str) -> None:
    made = make.work(make.author())
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectedWork.objects.filter(pk=made.pk).update(**{name: "javascript:alert(1)"})


def test_the_database_refuses_a_script_for_an_address_in_a_link() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.author(links=[Link(title="See", url="javascript:alert(1)")])
