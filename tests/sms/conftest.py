"""The assistant of the dialogue tables, and SMS as its door."""

import asyncio
from pathlib import Path

import pytest

from bot.channels.provider import Account
from bot.channels.sms import keys, webhook
from bot.channels.sms.line import Line
from bot.core import pdf
from bot.core.cases import Cases
from tests.phone.conftest import Exchange
from tests.served import SECRET
from tests.sms.conversation import SmsConversation
from tests.sms.sender import ADDRESS, TOKEN, Sender

HERE = Path(__file__).parent


class SmsExchange(Exchange):
    """The route of SMS in the test's own process; `restart` forgets what is in memory."""

    def routes(self):
        self.line = Line(self.assistant, self.door, ADDRESS, self.case_code)
        return webhook.blueprint(self.line, Account(TOKEN, ADDRESS))

    def person(self, **who):
        return Sender(self.post, **who)

    @staticmethod
    def sender(person):
        return keys.conversation(SECRET, person.number)


def exchange_of(assistant, **changes):
    return SmsExchange(assistant, lambda sender: Cases().code_for(sender), **changes)


def pytest_collection_modifyitems(items):
    """What is pressed elsewhere is typed by SMS: its number is in the table already."""
    items[:] = [item for item in items if not _presses(item)]


def _presses(item):
    chosen = getattr(item, "callspec", None)
    return item.path.parent == HERE and chosen and chosen.params.get("said") == "button"


@pytest.fixture(scope="package", autouse=True)
def _without_pdf():
    """What is made here is Word only: making the PDF is the same for every door."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "PROGRAM", "no-such-program")
        yield


@pytest.fixture(scope="session")
def lasting(assistant):
    """An exchange for all the conversations of the tables."""
    exchange = exchange_of(assistant)
    asyncio.run(exchange.restart())
    return exchange


@pytest.fixture(scope="session")
def begin(lasting):
    """Begins conversations, each of somebody else."""
    return lambda: SmsConversation(lasting, lasting.person())


@pytest.fixture
def conversation(begin):
    return begin()


@pytest.fixture
async def exchange(assistant):
    exchange = exchange_of(assistant)
    await exchange.restart()
    return exchange


@pytest.fixture
def person(exchange):
    return exchange.person()
