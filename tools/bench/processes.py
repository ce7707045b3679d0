"""Processes of a project: run one, start and stop those that serve, and what they weigh."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bot import QUIET
from bot.channels import settings
from bot.core import clock
from tools.bench.projects import Project

TODAY: Final = "2026-11-24"
STOP_WITHIN: Final = 15  # seconds, then killed
LOG_SHOWN: Final = 2_000  # characters of a log shown when its process failed
KB_A_MB: Final = 1024


class ProcessFailed(RuntimeError):
    """A command of a side ended badly; the message holds the end of its log."""


class Server:
    """One side while it serves; stops with its `with` block, whatever ends it.

    Attributes:
        answered: how many turns its present processes have answered.
    """

    def __init__(self, project: Project) -> None:
        self.project, self.address, self.answered = project, "", 0
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts its processes on free ports of this machine, and does not wait for them."""
        ports = {"port": _free_port(), "actions": _free_port()}
        self.address, self.answered = f"http://127.0.0.1:{ports['port']}", 0
        for command in self.project.serving:
            process = _spawn(self.project, command.format(**ports), ports["actions"])
            self._processes.append(process)

    def stop(self) -> None:
        """Ends its processes by their own ids: all are asked first, then those left are killed."""
        for process in self._processes:
            process.terminate()
        while self._processes:
            process = self._processes[-1]
            try:
                process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._processes.pop()

    def check_alive(self) -> None:
        """Checks that it still runs.

        Raises:
            ProcessFailed: one of its processes has ended.
        """
        if any(process.poll() is not None for process in self._processes):
            raise ProcessFailed(f"{self.project.name} stopped: {self.log()}")

    def log(self) -> str:
        """The end of what its processes wrote, without what is only information."""
        return _end_of_log(self.project)

    def resident_mb(self) -> float:
        """Resident memory of all its processes together, in MB."""
        return sum(_resident_kb(process.pid) for process in self._processes) / KB_A_MB


def run(project: Project, command: str) -> float:
    """Runs `python -m command` in `project` to its end; returns the seconds it took.

    Raises:
        ProcessFailed: it ended with an error.
    """
    began = time.perf_counter()
    process = _spawn(project, command, actions_port=0)
    try:
        code = process.wait()
    finally:
        process.kill()
        process.wait()
    if code:
        raise ProcessFailed(f"{project.name}: {command} failed: {_end_of_log(project)}")
    return time.perf_counter() - began


def _spawn(project: Project, command: str, actions_port: int) -> subprocess.Popen[bytes]:
    state = project.folder / "var"
    state.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        **QUIET,
        clock.VARIABLE: TODAY,
        "ASSISTANT_STATE": str(state),
        settings.SECRET: secrets.token_urlsafe(settings.SHORTEST_SECRET),
        settings.VARIABLE: str(project.folder / "bot" / "web.yml"),
        "ASSISTANT_DATABASE": "",  # the file in that folder, never somebody's database
        "BENCH_ACTIONS_PORT": str(actions_port),
        "SANIC_HOST": "127.0.0.1",  # where `rasa run actions` listens
    }
    with _log(project).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            cwd=project.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _log(project: Project) -> Path:
    return project.folder / "processes.log"


def _end_of_log(project: Project) -> str:
    text = _log(project).read_text(encoding="utf-8", errors="replace")
    told = [line for line in text.splitlines() if " INFO " not in line]
    return "\n".join(told)[-LOG_SHOWN:]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _resident_kb(pid: int) -> int:
    """Of a process and its descendants, from /proc; those that have just ended weigh nothing."""
    weight = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        weight = sum(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            weight += sum(_resident_kb(int(child)) for child in children.read_text().split())
    return weight
