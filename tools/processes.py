"""Programs: those that run to their end, and those that serve until a `with` block ends."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

LOOPBACK: Final = "127.0.0.1"
START_WITHIN: Final = 180  # seconds
STOP_WITHIN: Final = 30  # seconds, then killed
RETRY: Final = 0.1  # seconds
LOG_SHOWN: Final = 2_000  # characters of a log shown when its process failed


class ProcessFailed(RuntimeError):
    """A program ended badly or does not answer; the message holds the end of its log."""


class Serving:
    """A program that serves; asked to end, by its own id, when its `with` block does."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self._log = log
        with log.open("ab") as told:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )

    def __enter__(self) -> "Serving":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait(self, answers: Callable[[], bool]) -> None:
        """Waits until it `answers`.

        Raises:
            ProcessFailed: it has ended, or does not answer in time.
        """
        limit = time.monotonic() + START_WITHIN
        while not answers():
            if self._process.poll() is not None or time.monotonic() > limit:
                raise ProcessFailed(_end_of(self._log))
            time.sleep(RETRY)


def run(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> str:
    """Runs `command` to its end; returns what it prints.

    Raises:
        ProcessFailed: it ended with an error.
    """
    with log.open("ab") as told:
        done = subprocess.run(
            command,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            check=False,
        )
        told.write(done.stdout.encode())
    if done.returncode:
        raise ProcessFailed(_end_of(log))
    return done.stdout


def listens(port: int) -> bool:
    """Whether something listens on this port of the loopback interface."""
    with socket.socket() as door:
        return door.connect_ex((LOOPBACK, port)) == 0


def free_port() -> int:
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


def _end_of(log: Path) -> str:
    return f"{log.name}:\n{log.read_text(encoding='utf-8', errors='replace')[-LOG_SHOWN:]}"
