"""The assistant of the dialogue tables, and Telegram as its door."""

import pytest

from bot.core import pdf
from bot.engine.turns import standing
from tests.served import SECRET
from tests.telegram.bot_api import BotApi
from tests.telegram.conversation import TelegramConversation
from tests.telegram.running import Running, point_to


@pytest.fixture(scope="package", autouse=True)
def _without_pdf():
    """What is made here is Word only; the stories with a real process have the PDF too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "PROGRAM", "no-such-program")
        yield


@pytest.fixture
def conversation(begin):
    return begin()


@pytest.fixture
def api(monkeypatch, tmp_path):
    """A Bot API of the test's own, whatever goes wrong there, and an empty mailbox."""
    monkeypatch.setenv("ASSISTANT_STATE", str(tmp_path / "state"))
    with BotApi() as api:
        point_to(api, monkeypatch)
        yield api


@pytest.fixture
def own(assistant, api, tmp_path):
    """A line to that Bot API."""
    with Running(assistant, api, secret=f"{SECRET} {tmp_path}") as running:
        yield running


@pytest.fixture
def person(own):
    return own.api.person()


@pytest.fixture
def say(own, person):
    """Says things one after the other; returns what is answered to the last."""

    def say(*texts):
        for text in texts:
            person.says(text)
            own.settle()
        return "\n".join(sent.text for sent in person.news)

    return say


@pytest.fixture
def press(own, person):
    """Presses buttons one after the other; returns what is answered to the last."""

    def press(*titles, **how):
        for title in titles:
            person.presses(title, **how)
            own.settle()
        return "\n".join(sent.text for sent in person.news)

    return press


@pytest.fixture
def facts(own, person):
    """Tells what the assistant holds of the case."""

    def facts():
        stands = own.run(standing(own.assistant, own.sender(person)))
        return stands.reply.facts if stands else None

    return facts


@pytest.fixture(scope="session")
def begin(running, tmp_path_factory):
    """Begins conversations, each of somebody else."""

    def begin():
        return TelegramConversation(running, running.api.person(), tmp_path_factory.mktemp("got"))

    return begin
