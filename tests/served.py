"""A real server for tests, and one visitor of its web interface."""

import json
import os
import socket
import subprocess
import sys
import time
import uuid

import requests
import yaml

from bot.core.paths import ROOT

STARTED_WITHIN = 180  # seconds
SECRET = "a secret that only these tests know, of course"
GENEROUS = "100000/minute"


def free_port():
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Process:
    """« python -m bot » with `arguments`, in a process of its own."""

    def __init__(self, log, environment, *arguments):
        self.log, self.environment, self.arguments = log, environment, arguments
        self.start()

    def start(self):
        """Starts it, with the same environment as before."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", *self.arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self):
        """Ends it at once, as a power cut does."""
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self):
        """Ends it as an operator does."""
        self.process.terminate()
        self.process.wait(timeout=30)


class Server(Process):
    """A real server on a free loopback port, with a folder and a log of its own.

    `settings` are those of `bot/web.yml` that differ; by default visitors are not throttled.
    """

    def __init__(self, folder, environment=(), **settings):
        self.state = folder / "state"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        settled = {
            **os.environ,
            "ASSISTANT_STATE": str(self.state),
            "ASSISTANT_TODAY": "2026-11-24",
            "ASSISTANT_SECRET": SECRET,
            "ASSISTANT_WEB": str(_settings(folder, settings)),
            **dict(environment),
        }
        super().__init__(folder / "server.log", settled, "serve", "--port", str(self.port))

    def start(self):
        """Starts it, on the same port and folder as before; returns what `/health` says."""
        super().start()
        return self.wait()

    def wait(self):
        """Waits until it answers; returns what `/health` says."""
        limit = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < limit:
            try:
                return self.get("/health")
            except requests.ConnectionError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.5)
        raise AssertionError("the server did not start")

    def get(self, path, **options):
        return requests.get(self.address + path, timeout=30, **options)

    def post(self, path, **options):
        return requests.post(self.address + path, timeout=60, **options)

    def say(self, text, sender="someone"):
        """What the plain REST channel answers to `text`."""
        answer = self.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
        assert answer.status_code == 200
        return answer.json()


def _settings(folder, changes):
    settings = yaml.safe_load((ROOT / "bot" / "web.yml").read_text(encoding="utf-8"))
    generous = dict.fromkeys(
        ("sessions_of_an_address", "messages_of_an_address", "messages_of_a_session"), GENEROUS
    )
    path = folder / "web.yml"
    path.write_text(yaml.safe_dump({**settings, **generous, **changes}), encoding="utf-8")
    return path


class Visitor:
    """Somebody who talks through the window's interface."""

    def __init__(self, server):
        self.server = server
        self.token = server.post("/widget/session").json()["token"]
        self.messages, self.end = [], {}

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, **content):
        """Sends a message; returns the lines of the answer."""
        told = {"id": uuid.uuid4().hex, **content}
        answer = self.server.post("/widget/messages", json=told, headers=self.headers)
        lines = [json.loads(line) for line in answer.text.splitlines()]
        self.messages = [line["message"] for line in lines if "message" in line]
        self.end = next((line["end"] for line in lines if "end" in line), {})
        return lines

    def say(self, *texts):
        """Types `texts`, one after the other; returns what is said in the end."""
        for text in texts:
            self.send(text=text)
        return self.said

    def press(self, title):
        """Presses the choice whose title begins with `title`."""
        choices = [choice for message in self.messages for choice in message.get("choices", ())]
        (chosen,) = (choice for choice in choices if choice["title"].startswith(title))
        return self.send(choice=chosen["id"])

    @property
    def said(self):
        return [message["text"] for message in self.messages if "text" in message]
