"""What somebody is told of, and the mails that tell it, as people see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import NewFolder, Served, cookies_of_owner, served
from tests.browser.test_access import LOOKS, LOW
from tests.browser.test_screenshots import FOLDER, top

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_playwright import CreateContextCallback

SAY = '''
import json
from accounts.models import User
from django.utils import timezone
from tests import make
from tests.notices.telling import say
from wiki.notices.lookup import look_up
from wiki.notices.mailing import mail
from wiki.notices.models import Notice
from wiki.notices.unsubscribing import token
owner = User.objects.owner()
ada = make.author(name="Ada", user=owner, primary=True)
names = ("Grace Hopper", "Emmy Noether", "A very long name " * 8, "עמי נתר", "x" * 120)
page = make.page(ada, title="The analytical engine")
for number, name in enumerate(names):
    eve = make.author(name=name, listed=False, user=make.user(email=f"eve{number}@example.org"))
    say(make.comment(ada) if number % 2 else page, eve, """# A heading

Is *this* so, and $x^2$? See [[The analytical engine]] and <https://example.com/>.

> It weaves algebraic patterns.

1. one
2. two

- [x] done

| a | b |
|---|---|
| 1 | 2 |

```python
print("a long line of code that goes on and on until it does not fit into a mail any more, or does it?")
```
""")
notices = list(Notice.objects.filter(user=owner).order_by("pk"))
Notice.objects.filter(pk__in=[notice.pk for notice in notices[:2]]).update(read_at=timezone.now())
mails = [mail(owner, keys)[0] for keys in ([notices[0].pk], [notice.pk for notice in notices])]
print(json.dumps({"token": token(owner), "mails": [message.alternatives[0][0] for message in mails]}))
'''


@pytest.fixture(scope="module")
def spoken(new_folder: NewFolder) -> Iterator[tuple[Served, dict[str, Any]]]:
    """A site whose owner was answered, with the mails that tell of it."""
    with served(new_folder("spoken"), "--blank", EMAIL_URL="smtp://localhost:9") as site:
        yield site, json.loads(site.told(SAY))


@pytest.fixture(scope="module")
def owner(browser: Browser, spoken: tuple[Served, dict[str, Any]]) -> Any:
    return cookies_of_owner(browser, spoken[0])


def picture(page: Page, name: str, look: str) -> None:
    """Keep what it looks like, for people to see."""
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}-{look.replace(', ', '-')}.png", full_page=True, clip=top(page))


def fits(page: Page) -> bool:
    """Whether nothing stands out at the side."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_read_and_use_the_pages(
    new_context: CreateContextCallback,
    spoken: tuple[Served, dict[str, Any]],
    owner: Any,
    examine: Callable[[Page], list[str]],
    look: str,
) -> None:
    site, told = spoken
    signed_in = new_context(base_url=site.address, storage_state=owner, **LOOKS[look]).new_page()
    stranger = new_context(base_url=site.address, **LOOKS[look]).new_page()
    found: list[Any] = []
    for name, page, path in (
        ("notices", signed_in, "/account/notices/"),
        ("notice-choice", signed_in, "/account/notifications/"),
        ("unsubscribe", stranger, f"/unsubscribe/{told['token']}/"),
    ):
        page.goto(path)
        picture(page, name, look)
        found += [*examine(page), *page.evaluate(LOW), *([] if fits(page) else [f"{path} is too wide"])]
    assert not found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("which", [0, 1], ids=["one", "several"])
def test_everybody_can_read_the_mails(
    new_context: CreateContextCallback,
    spoken: tuple[Served, dict[str, Any]],
    examine: Callable[[Page], list[str]],
    look: str,
    which: int,
) -> None:
    page = new_context(**LOOKS[look]).new_page()
    page.set_content(spoken[1]["mails"][which])
    picture(page, f"mail-{which}", look)
    assert not [*examine(page), *([] if fits(page) else ["too wide"])]


def test_it_is_read_and_counted_without_javascript(
    new_context: CreateContextCallback, spoken: tuple[Served, dict[str, Any]], owner: Any
) -> None:
    page = new_context(base_url=spoken[0].address, storage_state=owner, java_script_enabled=False).new_page()
    page.goto("/account/notices/")
    assert page.get_by_role("link", name="Notices 3 new").is_visible()
    page.locator("main .unread button").first.click()
    page.wait_for_url(lambda url: "/comments/" in url)
    assert page.get_by_role("link", name="Notices 2 new").is_visible()
    page.goto("/account/notices/")
    page.get_by_role("button", name="Mark all as read").click()
    assert page.locator("main .unread").count() == 0
    assert page.get_by_role("link", name="Notices", exact=True).is_visible()


def test_one_button_ends_the_mails(new_context: CreateContextCallback, spoken: tuple[Served, dict[str, Any]]) -> None:
    site, told = spoken
    context = new_context(base_url=site.address)
    page = context.new_page()
    page.goto(f"/unsubscribe/{told['token']}/")
    page.get_by_role("button", name="No more of these mails").click()
    assert page.get_by_role("heading", name="No more mails").is_visible()
    assert context.cookies() == []
