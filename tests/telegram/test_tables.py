"""Every conversation table of the project, held on Telegram."""

# ruff: noqa: F403, F821
import asyncio

import pytest
from hypothesis import settings

from tests.dialogue.test_any_order import ORDERS, SEARCH, TOLD, play, standing, tell_all
from tests.dialogue.test_codes import *
from tests.dialogue.test_conversation import *
from tests.dialogue.test_documents import *
from tests.dialogue.test_every_question import *
from tests.dialogue.test_reminders import *
from tests.dialogue.test_steps import *

__all__ = ["standing"]

# Where the file lies on the server is not told on Telegram.
del test_stored_document_has_an_unguessable_name_and_an_expiry
# Reminders are offered on Telegram.
del test_elsewhere_nothing_is_offered, test_elsewhere_the_calendar_file_is_given_instead


@pytest.fixture
def telegram(conversation):
    """A conversation of which the offer of reminders is looked at too."""
    conversation.unseen = ()
    return conversation


@settings(SEARCH, max_examples=8)
@ORDERS
def test_no_order_of_messages_loses_or_changes_another_fact(standing, start, moves):
    asyncio.run(play(standing, start, moves))


@settings(SEARCH, max_examples=2)
@TOLD
def test_facts_told_in_any_order_make_the_same_case(standing, order):
    tell_all(standing, order)
