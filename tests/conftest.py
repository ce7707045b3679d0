"""For the tests that load Rasa: quiet logs and the trained model; the others never pay for it."""

from pathlib import Path

import pytest

RASA = ("dialogue", "actions", "doors", "engine", "telegram")


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
