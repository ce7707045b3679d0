"""The assistant called over SIP on loopback: what it says is heard, what is keyed reaches it."""

import asyncio
import contextlib
import itertools
import re
import shutil

import pytest

from bot.channels import settings
from bot.channels.door import Door
from bot.channels.phone import keys
from bot.channels.phone.call import Event
from bot.channels.phone.line import Line, Place, Refused
from bot.channels.phone.rendering import told
from bot.core.cases import Cases
from bot.core.speech import speak
from bot.engine.turns import standing
from tests.phone.caller import code_heard
from tests.phone.softphone import SAME, WITHIN, likeness, longest_silence, softphone
from tests.served import SECRET, free_port
from tools.line.bridge import Bridge
from tools.line.endpoint import CLOSED, ESTABLISHED, endpoint
from tools.line.voice import RATE, seconds, speech

MISSING = [name for name in ("baresip", "espeak-ng") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]
PACE = 340  # of the voice: only programs listen
PAUSE = 1.5  # seconds
OTHER = 0.7  # likeness up to which two sounds are not the same
BEGINNING = 2 * RATE  # samples heard of a prompt before a key cuts it short
LISTED, DOCTOLIB, NEVER, NOT_YET, DELETION = "11111"
WITH_CODE = "4"
CASE = {"platform": "Doctolib (France)", "contract_signed": "no", "has_written": "no"}


class Overheard(Line):
    """The real line, and what it is told and answers."""

    def __init__(self, *known):
        super().__init__(*known)
        self._exchanged, self.call = asyncio.Queue(), None

    async def answer(self, call_id, place, event, body):
        answer = await super().answer(call_id, place, event, body)
        self._exchanged.put_nowait((call_id, event, answer))
        return answer

    async def turn(self):
        """The next turn that it gives."""
        self.call, _, answer = await asyncio.wait_for(self._exchanged.get(), WITHIN)
        return answer.turn

    async def is_told_the_end(self):
        """Whether the next that it is told is that this call is over."""
        call, event, _ = await asyncio.wait_for(self._exchanged.get(), WITHIN)
        return (call, event) == (self.call, Event(over=True))

    async def facts(self):
        """What is known in the case of who calls."""
        return (await standing(self._assistant, keys.conversation(SECRET, self.call))).reply.facts


@pytest.fixture
async def line(assistant):
    return Overheard(assistant, Door(settings.load(), SECRET), Cases().code_for)


@pytest.fixture
async def phone(line, tmp_path):
    """Gives softphones, each calling the line."""
    port, numbers, own = free_port(), itertools.count(), tmp_path / "line"
    own.mkdir()

    @contextlib.asynccontextmanager
    async def calling():
        async with softphone(tmp_path / f"softphone-{next(numbers)}") as phone:
            phone.began = await phone.calls(port)
            yield phone

    async with endpoint(own, "assistant", port) as answering:
        serving = asyncio.create_task(Bridge(answering, line, PAUSE, PACE).serve())
        yield calling
        assert not serving.done()
        serving.cancel()


def sound(*prompts):
    return speech(prompts, PACE)


def beginning(turn):
    """How a turn begins to sound."""
    return sound(turn.prompts[0])[:BEGINNING]


def with_code(prompt, code):
    """`prompt`, saying `code` instead of its own."""
    said = ", ".join(speak(pair) for pair in re.findall("..", code))
    return re.sub(r" : [^.:]+\.", f" : {said}.", prompt)


async def test_a_story_is_keyed_up_to_its_code_which_opens_the_case(line, phone):
    async with phone() as first:
        greeting = await line.turn()
        await first.hears(beginning(greeting))
        for key in (LISTED, DOCTOLIB, NEVER, NOT_YET, DELETION):
            await first.presses(key)
            turn = await line.turn()
            await first.hears(beginning(turn))
        assert await line.facts() == CASE
        assert turn.prompts[0] == told("on_site")[0]
        assert turn.collect is None
        await first.is_hung_up(seconds(sound(*turn.prompts)))
        assert await line.is_told_the_end()
        said = turn.prompts[1]
        code = code_heard(said)
        assert with_code(said, code) == said

        assert all(likeness(first.recording, sound(prompt)) > SAME for prompt in turn.prompts)
        assert likeness(first.recording, sound(said)[::-1]) < OTHER
        assert likeness(first.recording, sound(with_code(said, code[::-1]))) < OTHER
        assert likeness(first.recording, beginning(greeting)) > SAME
        assert likeness(first.recording, sound(greeting.prompts[1])) < OTHER  # cut by a key

    async with phone() as second:
        await second.hears(beginning(await line.turn()))
        assert await line.facts() == {}
        await second.presses(WITH_CODE)
        await second.hears(beginning(await line.turn()))
        await second.presses(f"{code}#")
        await second.hears(sound((await line.turn()).prompts[0]))
        assert await line.facts() == CASE


async def test_silence_is_helped_and_the_next_caller_hears_nothing_of_this_one(line, phone):
    async with phone() as first:
        await first.hears(beginning(await line.turn()))
        await first.presses(WITH_CODE)
        asked = await line.turn()
        await first.hears(beginning(asked))
        helped = await line.turn()
        assert helped.prompts == (*told("silence"), *asked.prompts)
        await first.hears(sound(helped.prompts[0]))
        await first.presses("1")
        wrong = await line.turn()
        assert longest_silence(first.lately) > PAUSE / 2  # the key stopped the voice
        await first.hears(beginning(wrong))
        async with phone() as busy:
            assert busy.began == (CLOSED, "486 Max Calls")
        await first.hangs_up()
        assert await line.is_told_the_end()
        with pytest.raises(Refused):
            await line.answer(line.call, Place(), Event(), b"")

    async with phone() as second:
        assert second.began.kind == ESTABLISHED
        greeting = await line.turn()
        await second.hears(beginning(greeting))
        assert likeness(second.recording[:BEGINNING], beginning(greeting)) > SAME  # from the start
        for turn in (asked, helped, wrong):
            assert likeness(first.recording, beginning(turn)[:RATE]) > SAME
            assert likeness(second.recording, beginning(turn)[:RATE]) < OTHER
        assert await line.facts() == {}
