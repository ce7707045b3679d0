"""The command line: where people, tests and benchmarks meet the product."""

import argparse
import sys

from bot import commands

HELP = {
    "serve": "serve the assistant over HTTP",
    "secret": "make the secret that signs the sessions of visitors",
    "train": "train the model when the data changed",
    "telegram": "answer on Telegram, without the web server",
    "talk": "talk with the assistant in the terminal",
    "read": "understand messages, without dialogue (JSON lines)",
    "date": "read a French date",
    "deadline": "compute a legal time limit",
    "letter": "write one document from a JSON file of facts",
    "check": "check configuration, templates, law and addressees",
    "preview": "render every template on sample cases",
    "erase": "erase one person's traces",
    "purge": "erase what is past its time",
}


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    root = argparse.ArgumentParser(prog="python -m bot")
    subparsers = root.add_subparsers(dest="command", required=True)
    command = {name: subparsers.add_parser(name, help=text) for name, text in HELP.items()}
    command["serve"].add_argument("--port", type=int, default=8080)
    command["serve"].add_argument("--host", default="127.0.0.1")
    way = command["telegram"].add_mutually_exclusive_group()
    way.add_argument("--register", metavar="SITE", help="have Telegram call the server at SITE")
    way.add_argument("--unregister", action="store_true", help="have it call no more")
    command["talk"].add_argument("--jsonl", action="store_true")
    command["talk"].add_argument("--sender", default="terminal")
    command["read"].add_argument("--jsonl", action="store_true", required=True)
    command["date"].add_argument("text", nargs="?", default="")
    command["date"].add_argument("--today")
    command["date"].add_argument("--jsonl", action="store_true")
    start = command["deadline"].add_mutually_exclusive_group(required=True)
    start.add_argument("--received")
    start.add_argument("--written")
    command["deadline"].add_argument("--extended", action="store_true")
    command["letter"].add_argument("name")
    command["letter"].add_argument("case")
    command["letter"].add_argument("out")
    command["preview"].add_argument("folder", nargs="?", default="")
    command["erase"].add_argument("sender")
    return root


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return commands.run(options)


if __name__ == "__main__":
    sys.exit(main())
