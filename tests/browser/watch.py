"""What a page does behind its reader's back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Watch:
    """Errors, dialogs and requests of all pages of a context from now on."""

    own: str
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> Watch:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("page", self.begin)
        context.on("request", self.take_request)
        return self

    def begin(self, page: Page) -> None:
        page.on("console", self.take_message)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self.take_dialog)

    def take_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def take_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def take_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith(self.own + "/"):
            self.strangers.append(request.url)

    def nothing(self) -> bool:
        """Whether nothing happened that should not."""
        return not (self.errors or self.dialogs or self.strangers)
