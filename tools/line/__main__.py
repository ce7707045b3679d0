"""Calls the assistant from a softphone of this machine: .venv/bin/python -m tools.line"""

import argparse
import asyncio
import contextlib
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tools.line import endpoint, voice

NAME: Final = "assistant"
PORT: Final = 5060  # of SIP
NEEDED: Final = {endpoint.PROGRAM: "baresip-core", voice.COMMAND[0]: "espeak-ng"}


def main() -> int:
    """Answers until it is stopped; returns the exit code."""
    options = _options()
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        print(f"Debian packages to install: {' '.join(missing)}")
        return 1
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        return _answer(options.port)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.line")
    parser.add_argument("--port", type=int, default=PORT, help="the next one is taken too")
    return parser.parse_args()


def _answer(port: int) -> int:
    from bot import logs

    logs.configure()
    from bot.channels import settings
    from bot.channels.door import Door
    from bot.channels.phone.line import Line
    from bot.core.cases import Cases
    from bot.engine import assistant

    try:
        door = Door(settings.load(), settings.secret())
        line = Line(assistant.load(), door, lambda caller: Cases().code_for(caller))
        asyncio.run(_serve(line, port))
    except settings.SecretMissing:
        print("No secret: run « python -m bot secret » first.")
    except assistant.ModelMissing:
        print("No trained model: run « python -m bot train » first.")
    except endpoint.Ended:
        print(f"baresip ended; are the ports {port} and {port + 1} free?")
    return 1


async def _serve(line: Any, port: int) -> None:
    from tools.line.bridge import Bridge

    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with tempfile.TemporaryDirectory(prefix="line-") as folder:
        async with endpoint.endpoint(Path(folder), NAME, port) as answering:
            print(f"Call sip:{NAME}@127.0.0.1:{port} (Ctrl-C stops it).", flush=True)
            await Bridge(answering, line).serve()


if __name__ == "__main__":
    sys.exit(main())
