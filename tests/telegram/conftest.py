"""The assistant of the dialogue tables, and Telegram as its door."""

import pytest

from bot.channels.telegram.line import API, TOKEN
from tests.dialogue.conftest import _frozen, assistant, conversation, senders, state  # noqa: F401
from tests.telegram.bot_api import BotApi
from tests.telegram.conversation import TelegramConversation
from tests.telegram.running import Running


@pytest.fixture(scope="session")
def running(assistant):  # noqa: F811
    """A line to a Bot API of its own, where nothing goes wrong."""
    with pytest.MonkeyPatch.context() as patch, BotApi() as api:
        patch.setenv(API, api.address)
        patch.setenv(TOKEN, api.token)
        with Running(assistant, api) as running:
            yield running


@pytest.fixture(scope="session")
def begin(running, tmp_path_factory):
    """Begins conversations, each of somebody else."""

    def begin():
        return TelegramConversation(running, running.api.person(), tmp_path_factory.mktemp("got"))

    return begin
