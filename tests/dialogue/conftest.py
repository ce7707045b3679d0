"""One loaded assistant for all conversations, on a frozen day, in a folder of its own."""

import itertools

import pytest

from bot.core import clock
from bot.engine import assistant as engine
from tests.dialogue.conversation import Conversation

TODAY = "2026-11-24"


@pytest.fixture(scope="session")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session", autouse=True)
def _frozen(state):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(clock.VARIABLE, TODAY)
        patch.setenv("ASSISTANT_STATE", str(state))
        yield


@pytest.fixture(scope="session")
def assistant(_frozen, model):
    return engine.load()


@pytest.fixture(scope="session")
def senders():
    return (f"sender-{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def begin(assistant, senders):
    """Begins conversations, each of somebody else."""
    return lambda: Conversation(assistant, next(senders))


@pytest.fixture
def conversation(begin):
    return begin()
