"""Stories told by a new door for each answer: nothing differs at the end."""

import io
import itertools
import re
import zipfile

import pytest

from bot.core import cases, pdf
from tests.dialogue.conversation import Conversation
from tests.dialogue.test_codes import code_of
from tests.dialogue.test_documents import AUTHOR, CASES
from tests.dialogue.test_steps import STORIES

OPENING = "je suis référencé sans mon accord"
CHANNELS = ("web", "telegram", "phone", "terminal")
LONGEST = 25  # answers
DOCUMENTS = [(answers, choice) for _, answers, choice in CASES]
TOLD = [(answers, None) for _, answers in STORIES]
AGAIN = [({**answers, "platform": "maiia"}, None) for _, answers in STORIES[:10]]
MAKING = re.compile(rb"docProps/core\.xml")
OWN = re.compile(rb"(DTSTAMP|UID|SEQUENCE|LAST-MODIFIED|CREATED)[:;][^\r\n]*")


@pytest.fixture
def _patient(monkeypatch):
    """As many codes as the story has answers, and no PDF, which is made of what is compared."""

    class Tries:
        def lets(self, door):
            return True

    monkeypatch.setattr(cases, "_tries", Tries)
    monkeypatch.setattr(pdf, "PROGRAM", "no-such-program")


@pytest.fixture
def doors(assistant, senders):
    """Conversations, each by a door of its own, over all channels in turn."""
    return (
        Conversation(assistant, next(senders), channel) for channel in itertools.cycle(CHANNELS)
    )


async def tell(conversation, answers, choice, step):
    """Tells a story; before each message, `step` gives the conversation it goes on in."""
    given, files = {**answers, "confirmed": "oui", **AUTHOR}, []
    await conversation.say("bonjour", OPENING)
    for _ in range(LONGEST):
        if conversation.asked == "document" and choice is None:
            break
        answer = choice if conversation.asked == "document" else given.get(conversation.asked)
        if answer is None:
            break
        conversation = await step(conversation)
        await conversation.say(answer)
        files += conversation.documents
        if conversation.asked == "document" and any(".docx" in f["name"] for f in files):
            break
    return conversation, files


def contents(file):
    """What is in a file, but for when and for whom it was made."""
    with open(file["path"], "rb") as opened:
        return file["name"], _timeless(opened.read())


def _timeless(content):
    if not content.startswith(b"PK"):
        return OWN.sub(b"", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not MAKING.search(name.encode())]
        return [(name, _timeless(archive.read(name))) for name in names]


@pytest.mark.usefixtures("_patient")
@pytest.mark.parametrize(("answers", "choice"), [*TOLD, *DOCUMENTS, *AGAIN])
async def test_a_story_is_the_same_however_often_one_changes_doors(begin, doors, answers, choice):
    async def stay(conversation):
        return conversation

    async def change(conversation):
        code, following = await code_of(conversation), next(doors)
        await following.say(f"reprendre {code}")
        return following

    alone, expected = await tell(begin(), answers, choice, stay)
    switched, files = await tell(next(doors), answers, choice, change)
    assert (switched.facts, switched.step) == (alone.facts, alone.step)
    assert list(map(contents, files)) == list(map(contents, expected))
    assert choice is None or any(file["name"].endswith(".docx") for file in files)


def test_there_are_forty_such_stories():
    assert len([*TOLD, *DOCUMENTS, *AGAIN]) >= 40
