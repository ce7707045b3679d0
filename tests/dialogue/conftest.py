"""Conversations in process, each of somebody else."""

import pytest

from tests.dialogue.conversation import Conversation


@pytest.fixture(scope="session")
def begin(assistant, senders):
    """Begins conversations, each of somebody else."""
    return lambda: Conversation(assistant, next(senders))


@pytest.fixture
def conversation(begin):
    return begin()
