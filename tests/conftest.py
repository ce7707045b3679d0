"""For the tests that load Rasa: quiet logs and the trained model; the others never pay for it."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TODAY = "2026-11-24"
RASA = ("dialogue", "actions", "doors", "engine", "telegram", "phone", "sms", "switching")


def pytest_collection_finish(session: pytest.Session) -> None:
    if any(set(RASA) & set(item.path.parts) for item in session.items):
        from bot import logs

        logs.configure()


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of today's data, trained if it is not yet."""
    from bot.engine import training

    found = training.current_model()
    return found if found.exists() else training.train()


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what the assistant in this process keeps."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def assistant(state: Path, model: Path) -> Iterator[Any]:
    """One loaded assistant for all conversations, on a frozen day, in a folder of its own."""
    from bot.core import clock
    from bot.engine import assistant as engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(clock.VARIABLE, TODAY)
        patch.setenv("ASSISTANT_STATE", str(state))
        yield engine.load()


@pytest.fixture(scope="session")
def senders() -> Iterator[str]:
    """Names of conversations, each new."""
    return (f"sender-{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def running(assistant: Any) -> Iterator[Any]:
    """The one line to Telegram of this process, with a Bot API where nothing goes wrong."""
    from tests.telegram.bot_api import BotApi
    from tests.telegram.running import Running, point_to

    with pytest.MonkeyPatch.context() as patch, BotApi() as api:
        point_to(api, patch)
        with Running(assistant, api) as running:
            yield running
