"""A visitor of the WordPress site, who talks in the window."""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Download, Locator, Page, expect

PATIENCE: Final = 30_000  # ms


class Visitor:
    """Somebody in front of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)

    def open(self) -> None:
        """Presses the button of the window, and waits for the greeting."""
        self.launcher.click()
        self.wait()

    def say(self, text: str) -> None:
        """Types `text`, and waits for the answer."""
        before = self.mine.count()
        self.window.locator("textarea").fill(text)
        self.window.locator("button[type=submit]").click()
        self.wait(before + 1)

    def press(self, title: str) -> None:
        """Presses the choice that has `title`, and waits for the answer."""
        before = self.mine.count()
        self.window.get_by_role("button", name=title).click()
        self.wait(before + 1)

    def wait(self, messages: int = 0) -> None:
        """Waits until the assistant has answered this many of our messages."""
        expect(self.mine).to_have_count(messages, timeout=PATIENCE)
        expect(self.window.locator(".status")).to_have_text("", timeout=PATIENCE)
        expect(self.log.locator(".bot").last).to_be_visible(timeout=PATIENCE)

    def download(self) -> Download:
        """Downloads the first document that is offered."""
        with self.page.expect_download(timeout=PATIENCE) as downloading:
            self.log.locator("a.card").first.click()
        return downloading.value

    def follow(self, address: str) -> None:
        """Clicks the page's own link to `address`, and waits for the page."""
        self.page.locator(f"a[href='{address}']").first.click()
        self.page.wait_for_url(re.compile(re.escape(address)))

    def picture(self, folder: Path, name: str) -> None:
        """Leaves a picture of the page in `folder`."""
        self.page.screenshot(path=folder / f"{name}.png")

    @property
    def launcher(self) -> Locator:
        """The button that opens the window."""
        return self.page.locator("assistant-window .launcher")

    @property
    def window(self) -> Locator:
        """The window, through its shadow root."""
        return self.page.locator("assistant-window dialog.window")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.window.get_by_role("log")

    @property
    def mine(self) -> Locator:
        """What we said."""
        return self.log.locator(".me")

    @property
    def said(self) -> list[str]:
        """What was said on both sides."""
        return self.log.locator(".me, .bot").all_inner_texts()

    @property
    def focused(self) -> str:
        """The name of the element of the page that has the focus; BODY when none has it."""
        return str(self.page.evaluate("document.activeElement.tagName"))
