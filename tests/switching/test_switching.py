"""Stories begun at one door and gone on with at another after each answer: nothing differs."""

import io
import itertools
import re
import zipfile

import pytest

from tests.dialogue.test_documents import AUTHOR, CASES
from tests.dialogue.test_steps import STORIES
from tests.switching.people import ByPhone, BySms, ByTelegram, ByWeb

DOORS = (ByPhone, ByWeb, BySms, ByTelegram)
LONGEST = 40  # questions and doors
DOCUMENTS = [(answers, choice) for _, answers, choice in CASES]
TOLD = [(answers, None) for _, answers in STORIES]
AGAIN = [({**answers, "platform": "maiia"}, None) for _, answers in STORIES[:10]]
FORTY = [*TOLD, *DOCUMENTS, *AGAIN]
MAKING = re.compile(r"docProps/core\.xml")
OWN = re.compile(rb"(DTSTAMP|UID|SEQUENCE|LAST-MODIFIED|CREATED)[:;][^\r\n]*")


async def stay(person):
    return person


async def tell(person, answers, choice, follow):
    """Tells a story; before each answer but the first, `follow` gives who goes on with it."""
    given = {**answers, "document": choice, "confirmed": "oui", **AUTHOR}
    await person.begins()
    for number in range(LONGEST):
        asked = (await person.stands()).asked
        answer = given.get(asked)
        if answer is None:
            return person
        if number:
            person = await follow(person)
        await person.answers(asked, answer)
        if asked == "confirmed":
            given["document"] = None
    raise AssertionError("it turns in circles")


def contents(files):
    """What is in files, but for when they were made and for whom."""
    return {name: _timeless(content) for name, content in files.items()}


def _timeless(content):
    if not content.startswith(b"PK"):
        return OWN.sub(b"", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not MAKING.search(name)]
        return [(name, _timeless(archive.read(name))) for name in names]


@pytest.mark.usefixtures("_patient")
@pytest.mark.parametrize(
    ("number", "answers", "choice"), [(n, *told) for n, told in enumerate(FORTY)]
)
async def test_a_story_is_the_same_however_often_one_changes_doors(town, number, answers, choice):
    doors = itertools.islice(itertools.cycle(DOORS), number % len(DOORS), None)

    async def change(person):
        following = next(doors)(town)
        await following.takes_up(await person.code())
        return following

    alone = await tell(ByWeb(town), answers, choice, stay)
    last = await tell(next(doors)(town), answers, choice, change)
    at_home = ByWeb(town)
    await at_home.takes_up(await last.code())

    expected, stands = await alone.stands(), await at_home.stands()
    assert (stands.facts, stands.step) == (expected.facts, expected.step)
    assert contents(at_home.files) == contents(alone.files)
    assert choice is None or any(name.endswith(".docx") for name in at_home.files)


def test_there_are_forty_such_stories():
    assert len(FORTY) >= 40
