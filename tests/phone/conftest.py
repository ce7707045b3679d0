"""The assistant of the dialogue tables, and the phone as its door."""

import dataclasses
import itertools

import httpx
import pytest
from sanic import Sanic

from bot.channels import settings
from bot.channels.door import Door
from bot.channels.phone import keys, webhook
from bot.channels.phone.line import Line
from bot.channels.provider import Account
from bot.engine.turns import standing
from tests.phone.caller import ADDRESS, TOKEN, Caller
from tests.served import GENEROUS, SECRET

_numbers = itertools.count()
Sanic.test_mode = True  # several applications in one process


class Exchange:
    """The phone's routes in the test's own process; `restart` forgets what is in memory."""

    def __init__(self, assistant, case_code=None, **changes):
        generous = dict.fromkeys(("messages_of_a_session", "messages_of_an_address"), GENEROUS)
        chosen = dataclasses.replace(settings.load(), **{**generous, **changes})
        self.assistant, self.door = assistant, Door(chosen, SECRET)
        self.case_code = case_code

    async def restart(self):
        app = Sanic(f"exchange-{next(_numbers)}", configure_logging=False)
        app.blueprint(self.routes())
        await app._startup()
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1"
        )

    def routes(self):
        self.line = Line(self.assistant, self.door, self.case_code)
        return webhook.blueprint(self.line, Account(TOKEN, ADDRESS))

    async def post(self, path, body, headers):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self.client.post(path, content=body, headers={**form, **headers})
        return answer.status_code, answer.text

    def caller(self, **who):
        return Caller(self.post, **who)

    async def stands(self, caller):
        """Where the conversation of `caller` is."""
        found = await standing(self.assistant, self.sender(caller))
        return found.reply if found else None

    @staticmethod
    def sender(caller):
        return keys.conversation(SECRET, caller.call)


@pytest.fixture
async def exchange(assistant):
    exchange = Exchange(assistant)
    await exchange.restart()
    return exchange


@pytest.fixture
def caller(exchange):
    return exchange.caller()
