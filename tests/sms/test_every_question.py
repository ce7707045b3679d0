"""The tables of every question, held by SMS."""

# ruff: noqa: F403
from tests.dialogue.test_every_question import *
