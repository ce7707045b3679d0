"""Quiet logs for the tests that load Rasa; the others never pay for it."""

import pytest

RASA = ("dialogue", "actions", "doors", "engine")


def pytest_collection_finish(session: pytest.Session) -> None:
    if any(set(RASA) & set(item.path.parts) for item in session.items):
        from bot import logs

        logs.configure()
