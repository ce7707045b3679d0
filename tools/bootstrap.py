"""Prepare uv, Python 3.10 and the pinned packages, whatever the machine starts with.

    python3 tools/bootstrap.py runtime             what `make run` needs, into .venv
    python3 tools/bootstrap.py dev                 the same, and what `make test` needs
    python3 tools/bootstrap.py lock [--upgrade]    writes both lock files again

This file runs on any Python from 3.6, with the standard library alone: it installs the rest.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"

UV_VERSION = "0.13.9"
OLDEST_UV = (0, 5)

# The lock a profile installs, then the locks it includes.
LOCKS = {
    "runtime": ("requirements.lock",),
    "dev": ("requirements-dev.lock", "requirements.lock"),
}

# A Python without these modules starts, then fails in the middle of a conversation.
PROBE = "import ctypes, sqlite3, ssl, sys; print(sys.executable, *sys.version_info[:2], sep='|')"

# uv does not read pip's configuration; these are the settings that say where packages come from.
INDEX = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
EXTRAS = {"extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}

NO_UV = (
    "uv could not be installed. Check the network, or install Python's own tools"
    " (on Debian and Ubuntu: apt install python3-venv python3-pip) and start again."
)
NO_PYTHON = (
    "Python 3.10 was not found, and could not be downloaded. Install it (pyenv install 3.10,"
    " or apt install python3.10 where the system has it) and start again."
)
NO_PACKAGES = (
    "The packages could not be installed; the lines above say why."
    " The usual causes: no network, less than 5 GB free, or a machine that is not Linux on x86-64."
)
NO_LOCK = "The lock files could not be written; the lines above say why."


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do, to the person at the terminal."""


def say(message: str) -> None:
    print(message, flush=True)


def run(command: List[str], failure: str, env: Optional[Dict[str, str]] = None) -> None:
    """Run a command in the project's folder, its output visible.

    Raises SetupError(failure) when it cannot start or ends badly.
    """
    if not succeeds(command, env):
        raise SetupError(failure)


def succeeds(command: List[str], env: Optional[Dict[str, str]] = None) -> bool:
    try:
        return subprocess.call(command, cwd=str(ROOT), env=env) == 0
    except OSError:
        return False


def output_of(command: List[str]) -> str:
    """What a command prints, or nothing at all when it fails, hangs or does not exist."""
    try:
        return subprocess.check_output(
            command, stderr=subprocess.DEVNULL, universal_newlines=True, timeout=30
        ).strip()
    except (OSError, subprocess.SubprocessError):
        return ""


# --- Python 3.10 --------------------------------------------------------------------------------


def find_python(uv: str, env: Dict[str, str]) -> str:
    """Python 3.10 from the PATH or pyenv, else downloaded by uv. Raises SetupError without any."""
    for candidate in python_candidates():
        real = python_310(candidate)
        if real:
            say("Python 3.10: {}".format(real))
            return real
    say("Python 3.10 is not on this machine: asking uv for it (about 30 MB).")
    run([uv, "python", "install", "3.10"], NO_PYTHON, env)
    return "3.10"


def python_candidates() -> Iterator[str]:
    yield sys.executable
    for folder in os.get_exec_path():
        yield os.path.join(folder, "python3.10")
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob("versions/3.10*/bin/python3.10")))


def python_310(candidate: str) -> str:
    """The real path behind a candidate, nothing unless it runs and is a whole Python 3.10.

    It has to be executed: a pyenv shim bears the right name and refuses to start.
    """
    executable, _, version = output_of([candidate, "-c", PROBE]).partition("|")
    return executable if version == "3|10" else ""


# --- uv -----------------------------------------------------------------------------------------


def find_uv() -> str:
    """uv from the PATH when recent enough, else our own. Raises SetupError without any."""
    for candidate in (shutil.which("uv"), uv_in_venv(), uv_in_folder()):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    return install_uv()


def uv_version(uv: str) -> Tuple[int, ...]:
    found = re.match(r"uv (\d+)\.(\d+)", output_of([uv, "--version"]))
    return tuple(map(int, found.groups())) if found else ()


def uv_in_venv() -> str:
    return str(TOOLS / "venv" / "bin" / "uv")


def uv_in_folder() -> str:
    return str(TOOLS / "uv" / "bin" / "uv")


def install_uv() -> str:
    """Install uv under .tools/; the second way serves a Debian without python3-venv."""
    say("Installing uv {} into .tools (about 20 MB, a few seconds).".format(UV_VERSION))
    venv = TOOLS / "venv"
    shutil.rmtree(str(venv), ignore_errors=True)
    if succeeds([sys.executable, "-m", "venv", str(venv)]):
        pip_install_uv(str(venv / "bin" / "python"))
        return uv_in_venv()
    say("No usable venv module here: trying with pip alone.")
    pip_install_uv(sys.executable, "--target", str(TOOLS / "uv"))
    return uv_in_folder()


def pip_install_uv(python: str, *options: str) -> None:
    """uv is a program, not a library: it runs beside Pythons older than those it declares."""
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    if not options:
        run([*pip, "--quiet", "--upgrade", "pip"], NO_UV)
    run([*pip, *options, "--ignore-requires-python", "uv==" + UV_VERSION], NO_UV)


def uv_environment(extras: bool = True) -> Dict[str, str]:
    """This process's environment, with pip's package sources said in uv's own variables.

    What the user already said to uv wins. Installing checks every file against the lock's hashes,
    so the extra sources may compete; writing the locks leaves them out.
    """
    names = {**INDEX, **EXTRAS} if extras else INDEX
    said = {names[key]: value.split() for key, value in pip_settings().items() if key in names}
    found = [link for link in said.pop("UV_FIND_LINKS", []) if "://" in link or Path(link).exists()]
    sources = {name: " ".join(values) for name, values in said.items()}
    sources.update({"UV_FIND_LINKS": ",".join(found)} if found else {})
    defaults = {"UV_HTTP_TIMEOUT": "300", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    return {**defaults, **sources, **os.environ}


def pip_settings() -> Dict[str, str]:
    """pip's configuration by option name: [global], then [install], then the PIP_* variables."""
    lines = output_of([sys.executable, "-m", "pip", "config", "list"]).splitlines()
    listed = dict(line.split("=", 1) for line in lines if "=" in line)
    settings = {}  # type: Dict[str, str]
    for section in ("global.", "install."):
        for key, value in listed.items():
            if key.startswith(section):
                settings[key[len(section) :]] = str(ast.literal_eval(value))
    variables = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    settings.update({name[4:].lower().replace("_", "-"): variables[name] for name in variables})
    return settings


# --- the environment ----------------------------------------------------------------------------


def install(profile: str) -> None:
    """Bring .venv to the state of the profile's lock; nothing to do when it is there already.

    Raises SetupError when uv, Python 3.10 or a package cannot be had.
    """
    digests = [digest(ROOT / name) for name in LOCKS[profile]]
    if digests[0] in installed():
        return
    started = time.time()
    uv, env = find_uv(), uv_environment()
    if not python_310(str(VENV_PYTHON)):
        create_venv(uv, env)
    sync(uv, LOCKS[profile][0], env)
    STAMP.write_text("\n".join(digests) + "\n")
    say("Packages ready in {:.0f} s.".format(time.time() - started))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def installed() -> List[str]:
    """The digests of the locks .venv holds; none when it is missing or its Python has gone."""
    if STAMP.is_file() and python_310(str(VENV_PYTHON)):
        return STAMP.read_text().split()
    return []


def create_venv(uv: str, env: Dict[str, str]) -> None:
    python = find_python(uv, env)
    shutil.rmtree(str(VENV), ignore_errors=True)
    run([uv, "venv", "--quiet", "--python", python, str(VENV)], NO_PYTHON, env)


def sync(uv: str, lock: str, env: Dict[str, str]) -> None:
    """Install exactly the lock, hashes checked; its setuptools builds the few source packages."""
    say("Installing {} (the first time: about 1 GB, 1 to 5 minutes).".format(lock))
    if STAMP.exists():
        STAMP.unlink()
    command = [uv, "pip", "sync", "--require-hashes", "--python", str(VENV_PYTHON)]
    run([*command, "--build-constraints", "requirements.lock", lock], NO_PACKAGES, env)


def lock(options: List[str]) -> None:
    """Write both lock files; versions stay as they are unless the options say --upgrade."""
    uv, env = find_uv(), uv_environment(extras=False)
    command = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url"]
    command += ["--python", find_python(uv, env), "--python-version", "3.10"]
    command += ["--custom-compile-command", "make lock", *options]
    compile_runtime = ["requirements.in", "-o", "requirements.lock"]
    compile_dev = ["requirements-dev.in", "-c", "requirements.lock", "-o", "requirements-dev.lock"]
    for arguments in (compile_runtime, compile_dev):
        say("Writing {}.".format(arguments[-1]))
        run([*command, *arguments], NO_LOCK, env)


def main(arguments: List[str]) -> int:
    task = arguments[0] if arguments else "runtime"
    try:
        if task == "lock":
            lock(arguments[1:])
        elif task in LOCKS:
            install(task)
        else:
            raise SetupError("Unknown task {}: say runtime, dev or lock.".format(task))
    except (SetupError, OSError) as error:
        print("\nSet-up stopped. {}".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up interrupted; start again, it goes on from there.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
