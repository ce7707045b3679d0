"""What Debian has to bring, and the sentence that tells how to install it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

SOURCE: Final = Path("/usr/share/wordpress")
THEMES: Final = SOURCE / "wp-content" / "themes"
FOLDERS: Final = os.pathsep.join([*os.get_exec_path(), "/usr/sbin", "/sbin"])
HOW: Final = (
    "Not installed: {missing}; install with: sudo apt-get install --no-install-recommends {missing}"
    " (the web server that Debian may bring along is not used)."
)


class PackagesMissing(RuntimeError):
    """Something is not installed; the message says how to install it."""


def check(theme: str) -> None:
    """Checks that everything is there.

    Raises:
        PackagesMissing: something is not.
    """
    missing = [package for package, is_there in _probes(theme).items() if not is_there()]
    if missing:
        raise PackagesMissing(HOW.format(missing=" ".join(missing)))


def program(name: str) -> str:
    """The path of a program, also where only administrators look; its name when there is none."""
    return shutil.which(name, path=FOLDERS) or name


def _probes(theme: str) -> dict[str, Callable[[], bool]]:
    return {
        "wordpress": (SOURCE / "wp-settings.php").exists,
        f"wordpress-theme-{theme}": (THEMES / theme).exists,
        "php-cli": lambda: _has("php"),
        "php-mysql": _php_has_mysqli,
        # without the system's service, which is in mariadb-server
        "mariadb-server-core": lambda: _has("mariadbd", "mariadb-install-db"),
        "mariadb-client-core": lambda: _has("my_print_defaults"),
        "chromium": lambda: _has("chromium"),
    }


def _has(*programs: str) -> bool:
    return all(shutil.which(name, path=FOLDERS) for name in programs)


def _php_has_mysqli() -> bool:
    if not _has("php"):
        return False
    told = subprocess.run([program("php"), "-m"], capture_output=True, text=True, check=False)
    return "mysqli" in told.stdout.split()
