"""One server with all its doors, in the test's own process, and the people at each."""

import dataclasses

import pytest
import requests
from sanic import Sanic

from bot import server
from bot.channels import settings
from bot.channels.door import Door
from bot.channels.phone import line as phone
from bot.channels.sms import line as sms
from bot.core import cases
from tests.phone import caller
from tests.served import GENEROUS, SECRET, free_port
from tests.sms import sender
from tests.telegram.conftest import _without_pdf

__all__ = ["_without_pdf"]
Sanic.test_mode = True  # several applications in one process


class Town:
    """The assistant and everything that leads to it; Telegram's line runs beside its server."""

    def __init__(self, assistant, running):
        limits = ("sessions_of_an_address", "messages_of_a_session", "messages_of_an_address")
        chosen = dataclasses.replace(settings.load(), **dict.fromkeys(limits, GENEROUS))
        self.assistant, self.running = assistant, running
        self._app, self._port = server.application(assistant, Door(chosen, SECRET)), free_port()
        running.run(self._open())

    async def _open(self):
        serving = self._app.create_server(
            host="127.0.0.1", port=self._port, return_asyncio_server=True, access_log=False
        )
        self._server = await serving
        await self._server.startup()

    def close(self):
        self._server.close()

    def get(self, path):
        return requests.get(f"http://127.0.0.1:{self._port}{path}", timeout=30)

    def post(self, path, **content):
        return requests.post(f"http://127.0.0.1:{self._port}{path}", timeout=30, **content)


@pytest.fixture(scope="session")
def town(assistant, running):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(phone.TOKEN, caller.TOKEN)
        patch.setenv(phone.ADDRESS, caller.ADDRESS)
        patch.setenv(sms.TOKEN, sender.TOKEN)
        patch.setenv(sms.ADDRESS, sender.ADDRESS)
        town = Town(assistant, running)
        yield town
        town.close()


@pytest.fixture
def _patient(monkeypatch):
    """As many codes as the story has answers."""

    class Tries:
        def lets(self, door):
            return True

    monkeypatch.setattr(cases, "_tries", Tries)
