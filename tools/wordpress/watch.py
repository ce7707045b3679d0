"""What a browser complains of, and whom it asks, while a page shows the window."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route

ELSEWHERE: Final = re.compile(r"^(https?|wss?)://(?!(localhost|127\.0\.0\.1)[:/])")
LEFT: Final = "net::ERR_ABORTED"  # the page was left, or what was asked is a download
WRONG: Final = ("error", "warning")


@dataclass
class Watch:
    """Blocks whatever is not on this machine, and notes who asks what.

    Attributes:
        assistant: the address of the assistant.
        errors: what the console says against the window, and what of it could not be loaded.
        others: what the console says against the rest of the page.
        asked: the hosts that the assistant's scripts asked, and how often.
        blocked: the addresses outside this machine that anything in the page asked.
    """

    assistant: str
    errors: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    blocked: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Notes what happens in every page of `context`."""
        context.on("console", self._said)
        context.on("weberror", lambda problem: self.errors.append(str(problem.error)))
        context.on("requestfailed", self._failed)
        context.route(ELSEWHERE, self._block)

    def follow_requests(self, page: Page) -> None:
        """Notes which script asks what, as only Chromium's own protocol tells."""
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.send("Network.enable")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in WRONG:
            told = f"{message.type}: {message.text} ({message.location['url']})"
            ours = self.assistant in told
            (self.errors if ours else self.others).append(told)

    def _failed(self, request: Request) -> None:
        """The console does not tell all: Chromium keeps quiet about what it blocks by itself."""
        ours = request.url.startswith(self.assistant)
        if ours and request.failure != LEFT:
            self.errors.append(f"{request.url}: {request.failure}")

    def _block(self, route: Route) -> None:
        self.blocked.append(route.request.url)
        route.abort()

    def _sent(self, event: Mapping[str, Any]) -> None:
        if self.assistant in json.dumps(event["initiator"]):
            host = urlsplit(event["request"]["url"]).netloc
            self.asked[host] = self.asked.get(host, 0) + 1
