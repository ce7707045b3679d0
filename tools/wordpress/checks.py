"""What has to hold in WordPress, each as a visitor would find it."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import docx
import yaml
from playwright.sync_api import Browser, Download, expect

from tools.wordpress.visitor import PATIENCE, Visitor
from tools.wordpress.watch import Watch

STORY: Final[Mapping[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "story.yml").read_text(encoding="utf-8")
)
ELSEWHERE: Final = 4  # steps of the story told before one goes to another page


class NotHeld(AssertionError):
    """Something does not hold; the message says what."""


@dataclass(frozen=True)
class Bench:
    """What the checks work with.

    Attributes:
        site: the address of WordPress.
        assistant: the address of the assistant.
        pages: the addresses of WordPress's pages, by name.
        screens: the folder that pictures go to.
    """

    browser: Browser
    watch: Watch
    site: str
    assistant: str
    pages: Mapping[str, str]
    screens: Path

    @contextlib.contextmanager
    def visitor(self, address: str, scripts: bool = True) -> Iterator[Visitor]:
        """A new visitor in front of the page at `address`."""
        size: Any = {"width": 1280, "height": 900}
        context = self.browser.new_context(
            viewport=size, locale="fr-FR", java_script_enabled=scripts
        )
        self.watch.follow(context)
        try:
            page = context.new_page()
            self.watch.follow_requests(page)
            page.goto(address)
            yield Visitor(page)
        finally:
            context.close()


def story(bench: Bench) -> None:
    """A whole story on the front page, to the letter."""
    with bench.visitor(bench.site) as visitor:
        visitor.launcher.wait_for()
        visitor.picture(bench.screens, "1-front-page")
        visitor.open()
        _tell(visitor, STORY["story"])
        _check_letter(visitor.download())
        visitor.picture(bench.screens, "2-letter")


def pages(bench: Bench) -> None:
    """A story told on the front page, then on a post, then on a page."""
    with bench.visitor(bench.site) as visitor:
        visitor.open()
        _tell(visitor, STORY["story"][:ELSEWHERE])
        _go(visitor, bench.pages["post"])
        visitor.picture(bench.screens, "3-post")
        _tell(visitor, STORY["story"][ELSEWHERE:])
        _go(visitor, bench.pages["page"])
        _check_letter(visitor.download())
        visitor.picture(bench.screens, "4-page")


def focus(bench: Bench) -> None:
    """The window that is still open on the next page leaves the focus to that page."""
    with bench.visitor(bench.site) as visitor:
        visitor.open()
        _go(visitor, bench.pages["post"])
        _hold(visitor.focused == "BODY", f"the focus is on {visitor.focused}")


def link(bench: Bench) -> None:
    """The guide's link opens the window."""
    with bench.visitor(bench.pages["link"]) as visitor:
        visitor.launcher.wait_for()
        visitor.page.locator("main a[href='#assistant']").click()
        visitor.wait()


def without_scripts(bench: Bench) -> None:
    """A browser without scripts is led to the plain page."""
    with bench.visitor(bench.site, scripts=False) as visitor:
        visitor.follow(f"{bench.assistant}/assistant")
        expect(visitor.page.locator("form").first).to_be_visible(timeout=PATIENCE)
        visitor.picture(bench.screens, "5-without-scripts")


def block(bench: Bench) -> None:
    """The guide's lines in a block of a page, when there is no extension, show one window."""
    with bench.visitor(bench.pages["block"]) as visitor:
        visitor.open()
        _tell(visitor, STORY["story"][:ELSEWHERE])
        visitor.picture(bench.screens, "6-block")


def once(bench: Bench) -> None:
    """The extension and the block together show one window."""
    with bench.visitor(bench.pages["block"]) as visitor:
        visitor.launcher.first.wait_for()
        visitor.page.wait_for_load_state("networkidle")
        expect(visitor.launcher).to_have_count(1)


def no_plugin_no_window(bench: Bench) -> None:
    """Without the extension, the front page shows nothing: it is what shows the window."""
    with bench.visitor(bench.site) as visitor:
        expect(visitor.page.locator("assistant-window")).to_have_count(0)


def console(bench: Bench) -> None:
    """The console has nothing against the window, and all of it was loaded."""
    _hold(not bench.watch.errors, "\n".join(bench.watch.errors))


def hosts(bench: Bench) -> None:
    """The window's scripts asked the assistant, and nobody else."""
    asked = set(bench.watch.asked)
    _hold(asked == {urlsplit(bench.assistant).netloc}, f"asked: {bench.watch.asked}")


Check = Callable[[Bench], None]
WITH_PLUGIN: Final[tuple[Check, ...]] = (story, pages, focus, link, without_scripts, once)
WITHOUT_PLUGIN: Final[tuple[Check, ...]] = (no_plugin_no_window, block)
IN_THE_END: Final[tuple[Check, ...]] = (console, hosts)


def _tell(visitor: Visitor, steps: list[dict[str, str]]) -> None:
    for step in steps:
        ((act, words),) = step.items()
        {"say": visitor.say, "press": visitor.press}[act](words)


def _go(visitor: Visitor, address: str) -> None:
    """To another page: the window is still open, with the same conversation."""
    before = visitor.said
    mine = visitor.mine.count()
    visitor.follow(address)
    visitor.wait(mine)
    _hold(visitor.said == before, f"{visitor.said} instead of {before}")


def _check_letter(download: Download) -> None:
    _hold(download.suggested_filename.endswith(".docx"), download.suggested_filename)
    words = "\n".join(part.text for part in docx.Document(str(download.path())).paragraphs)
    _hold(STORY["name"] in words, f"no name in {download.suggested_filename}")


def _hold(holds: bool, problem: str) -> None:
    if not holds:
        raise NotHeld(problem)
