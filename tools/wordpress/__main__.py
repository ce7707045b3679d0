"""The window in a private WordPress, as the guide says: .venv/bin/python -m tools.wordpress

WordPress, PHP, MariaDB and Chromium are Debian's; a first line tells how to install what is
missing. Everything listens on this machine only, lives in a temporary folder, and ends with it.
"""

import argparse
import contextlib
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, sync_playwright

from bot.core.paths import ROOT
from tools.processes import LOOPBACK, ProcessFailed, free_port
from tools.wordpress import checks, guide, packages
from tools.wordpress.assistant import assistant
from tools.wordpress.checks import Bench, Check
from tools.wordpress.site import WordPress, database, wordpress
from tools.wordpress.watch import Watch

SCREENS: Final = ROOT / ".tools" / "wordpress"
THEME: Final = "twentytwentythree"
OPTIONS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
ENDED: Final = 128 + signal.SIGTERM


def main() -> int:
    """Checks everything; returns 1 when something does not hold."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))
    options = _options()
    options.screens.mkdir(parents=True, exist_ok=True)
    try:
        packages.check(options.theme)
        with tempfile.TemporaryDirectory(prefix="wordpress-") as folder:
            failed = _check(Path(folder), options.theme, options.screens)
    except (packages.PackagesMissing, guide.GuideUnclear, ProcessFailed) as problem:
        print(problem)
        return 1
    print(f"pictures in {options.screens}")
    return int(failed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.wordpress")
    parser.add_argument("--screens", type=Path, default=SCREENS, help="where the pictures go")
    parser.add_argument("--theme", default=THEME, help="a theme that Debian has")
    return parser.parse_args()


def _check(folder: Path, theme: str, screens: Path) -> int:
    """How many checks failed."""
    site, address = f"http://localhost:{free_port()}", f"http://{LOOPBACK}:{free_port()}"
    told = guide.read(assistant=address, site=site)
    began = time.perf_counter()
    with (
        database(folder) as door,
        wordpress(folder, door, site, theme, told) as served,
        assistant(folder, address, told),
        _bench(served, site, address, screens) as bench,
    ):
        _report("everything started", began)
        print(", ".join(f"{name} {version}" for name, version in served.versions.items()))
        with served.with_plugin(told):
            failed = _all(checks.WITH_PLUGIN, bench)
        failed += _all((*checks.WITHOUT_PLUGIN, *checks.IN_THE_END), bench)
        failed += _say_what_was_seen(bench.watch, served)
    return failed


@contextlib.contextmanager
def _bench(served: WordPress, site: str, address: str, screens: Path) -> Iterator[Bench]:
    with sync_playwright() as playwright:
        chromium = packages.program("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield Bench(browser, Watch(address), site, address, served.pages, screens)
        browser.close()


def _all(wanted: Sequence[Check], bench: Bench) -> int:
    return sum(not _holds(check, bench) for check in wanted)


def _holds(check: Check, bench: Bench) -> bool:
    began = time.perf_counter()
    try:
        check(bench)
    except (AssertionError, Error) as problem:
        _report(f"FAILED: {check.__doc__} {str(problem).splitlines()[0]}", began)
        return False
    _report(f"{check.__doc__}", began)
    return True


def _say_what_was_seen(watch: Watch, served: WordPress) -> bool:
    """Whether PHP has something against the extension; the rest is told, and not ours."""
    print(f"asked by the window: {watch.asked}")
    print(f"asked elsewhere, blocked: {_list(watch.blocked)}")
    print(f"in the console, not ours: {_list(watch.others)}")
    print(f"PHP against the extension: {served.complaints or 'nothing'}")
    return bool(served.complaints)


def _list(told: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(told)) or "nothing"


def _report(what: str, began: float) -> None:
    print(f"{time.perf_counter() - began:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
