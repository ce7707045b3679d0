"""A private MariaDB and a private WordPress, in one folder, on the loopback interface."""

import contextlib
import getpass
import json
import shutil
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.processes import LOOPBACK, Serving, listens, run
from tools.wordpress.guide import Guide
from tools.wordpress.packages import SOURCE, program

HERE: Final = Path(__file__).parent
NOT_COPIED: Final = shutil.ignore_patterns("wp-config.php", ".htaccess")
BLOCK: Final = "<!-- wp:html -->\n{}\n<!-- /wp:html -->"
PARAGRAPH: Final = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->"


@dataclass(frozen=True)
class WordPress:
    """A WordPress that is served.

    Attributes:
        folder: its own copy of WordPress.
        pages: the addresses of its pages, by name.
        versions: of what it is made of.
    """

    folder: Path
    pages: Mapping[str, str]
    versions: Mapping[str, str]

    @property
    def complaints(self) -> str:
        """What PHP says against the extension."""
        log = self.folder.parent / "complaints.log"
        told = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return "\n".join(line for line in told if "mu-plugins" in line)

    @contextlib.contextmanager
    def with_plugin(self, guide: Guide) -> Iterator[None]:
        """The guide's extension, in its place until the block ends."""
        path = self.folder / guide.plugin_path
        path.parent.mkdir(exist_ok=True)
        path.write_text(guide.plugin, encoding="utf-8")
        try:
            yield
        finally:
            path.unlink()


@contextlib.contextmanager
def database(folder: Path) -> Iterator[Path]:
    """A MariaDB of its own, reached only by the socket that is given."""
    data, door, log = folder / "database", folder / "database.sock", folder / "database.log"
    made = ["--no-defaults", f"--datadir={data}", f"--user={getpass.getuser()}"]
    run(
        [
            program("mariadb-install-db"),
            *made,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ],
        log,
    )
    serving = [*made, "--skip-networking", f"--socket={door}", f"--pid-file={folder / 'pid'}"]
    with Serving([program("mariadbd"), *serving], log) as server:
        server.wait(lambda: _answers(door))
        yield door


@contextlib.contextmanager
def wordpress(
    folder: Path, door: Path, address: str, theme: str, guide: Guide
) -> Iterator[WordPress]:
    """A WordPress of its own, with one theme and the guide's block and link each in a page."""
    copy, log = folder / "wordpress", folder / "wordpress.log"
    shutil.copytree(SOURCE, copy, ignore=NOT_COPIED)
    shutil.copy(HERE / "wp-config.php", copy)
    environment = {
        "WORDPRESS_FOLDER": str(copy),
        "WORDPRESS_SOCKET": str(door),
        "WORDPRESS_ADDRESS": address,
        "WORDPRESS_LOG": str(folder / "complaints.log"),
        "WORDPRESS_WANTED": json.dumps({"theme": theme, "pages": _pages(guide)}),
    }
    php = [program("php"), "-d", "sendmail_path=true"]
    port = int(address.rpartition(":")[2])
    with Serving([*php, "-S", f"{LOOPBACK}:{port}", "-t", str(copy)], log, environment) as server:
        server.wait(lambda: listens(port))
        told = json.loads(run([*php, str(HERE / "install.php")], log, environment))
        yield WordPress(copy, told["pages"], told["versions"])


def _pages(guide: Guide) -> dict[str, str]:
    return {"block": BLOCK.format(guide.line.strip()), "link": PARAGRAPH.format(guide.link)}


def _answers(door: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(door)) == 0
