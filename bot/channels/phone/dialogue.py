"""The assistant's turns in a call: what was heard, what it is worth, and what is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.channels.phone import keypad
from bot.channels.phone.call import Event, Turn
from bot.channels.phone.rendering import (
    CHANNEL,
    CODE,
    WITH_CODE,
    Question,
    asking_code,
    listening,
    response,
    split,
    told,
    without_speech,
)
from bot.channels.visitors import typed
from bot.channels.wording import words
from bot.core import case, case_codes, labels
from bot.core.case import NO, YES
from bot.core.normalise import normalise
from bot.core.reading.answers import agreed, named, pressed
from bot.core.reading.controls import read_control, undecorated
from bot.core.reading.reader import BUTTON
from bot.engine.assistant import Assistant
from bot.engine.turns import GREETING, Reply, Voice, standing, take_turn
from bot.engine.understanding import understand

SURE: Final = 0.6  # the recogniser's confidence from which words are relied on
PATIENCE: Final = 3  # misses in a row that are helped; the next one ends the call
UNDOING: Final = ("erase", "restart", "back", "stop", "goodbye")  # said back when not sure
AGREEMENT: Final = (YES, NO)  # what one and two say of what was heard


@dataclass(frozen=True)
class Call:
    """Where a call is.

    Attributes:
        question: what was asked last.
        said: everything that was said last.
        unsure: what was heard and waits to be confirmed, as the dialogue will hear it.
        checking: how that was said back.
        misses: silences and what was not understood, in a row.
    """

    question: Question = field(default_factory=Question)
    said: tuple[str, ...] = ()
    unsure: str = ""
    checking: tuple[str, ...] = ()
    misses: int = 0

    @property
    def asking(self) -> Question:
        """What waits for an answer now."""
        if not self.unsure:
            return self.question
        return Question(self.checking, None, dict(zip(AGREEMENT, AGREEMENT, strict=True)))


Step = tuple[Call, Turn]


class Dialogue:
    """Talks with the assistant for the calls.

    Args:
        case_code: gives the code with which the case of a conversation is resumed elsewhere.
    """

    def __init__(
        self, assistant: Assistant, case_code: Callable[[str], str | None] | None = None
    ) -> None:
        self._assistant = assistant
        self._case_code = case_code or (lambda _: None)

    async def begin(self, sender: str, name: str) -> Step:
        """The first words; `name` tells this turn from any other."""
        reply = await self._take(sender, name, GREETING)
        before, question = split(reply)
        welcome = (*before, *told("third_party"), *told("keys"))
        return _stepped(Call(question), question.after(*welcome))

    async def again(self, sender: str) -> Step | None:
        """The question where the conversation stands; None when there is no such conversation."""
        stands = await standing(self._assistant, sender)
        if stands is None:
            return None
        _, question = split(stands.reply)
        question = question if question.prompts else listening()
        return _stepped(Call(question), question.after())

    async def hear(self, sender: str, name: str, call: Call, event: Event) -> Step:
        """What follows `event`; `name` tells this turn from any other."""
        if event.digits:
            asking = call.asking
            text = keypad.read(event.digits, tuple(asking.choices), asking.entry)
            if text is None:
                return self._miss(sender, call, "not_understood")
            return await self._answer(sender, name, call, text, 1.0)
        text = typed(event.speech.strip())
        if not text:
            return self._miss(sender, call, "silence")
        if call.unsure:
            text = _agreement(text) or text
        return await self._answer(sender, name, call, text, event.confidence)

    async def _answer(self, sender: str, name: str, call: Call, text: str, sure: float) -> Step:
        if "repeat" in (read_control(text), text.removeprefix("control=")):
            return _stepped(replace(call, misses=0), Turn(call.said, call.asking.collect))
        if call.unsure and text == YES:
            return await self._tell(sender, name, call, call.unsure)
        if call.unsure and text == NO:
            return self._refused(sender, call)
        if text == WITH_CODE:
            question = asking_code()
            return _stepped(Call(question), question.after())
        if BUTTON.fullmatch(text):
            return await self._tell(sender, name, call, text)
        return await self._weigh(sender, name, call, text, sure)

    async def _weigh(self, sender: str, name: str, call: Call, text: str, sure: float) -> Step:
        """Relies on `text`, has it confirmed, or says that it was not understood."""
        if case_codes.read(text):
            return await self._tell(sender, name, call, text)
        read = await self._read(sender, call.question, text)
        dated = any(fact in case.DATES and _is_day(read["facts"][fact]) for fact in read["facts"])
        undoing = read["control"] in UNDOING
        if dated or (sure < SURE and (read["facts"] or undoing)):
            return _checked(call, text, read["facts"])
        if not read["facts"] and _is_lost(read, sure):
            return await self._lost(sender, name, call, text, bool(read["doubts"]))
        return await self._tell(sender, name, call, text)

    async def _read(self, sender: str, question: Question, text: str) -> Mapping[str, Any]:
        """What `text` says, without telling it to the dialogue."""
        if not question.asked:
            text = pressed(text, question.choices) or text
        stands = await standing(self._assistant, sender)
        known = stands.reply.facts if stands else {}
        asked = None if question.asked == CODE else question.asked
        request = {"text": text, "asked": asked, "known": known}
        return await understand(self._assistant, request)

    async def _lost(self, sender: str, name: str, call: Call, text: str, doubted: bool) -> Step:
        """What was not understood: the dialogue says why when it can, else one is helped."""
        if not doubted or call.misses >= PATIENCE:
            return self._miss(sender, call, "not_understood")
        after, turn = await self._tell(sender, name, call, text)
        return replace(after, misses=call.misses + 1), turn

    async def _tell(self, sender: str, name: str, call: Call, text: str) -> Step:
        """Tells `text` to the dialogue, and what that answers."""
        reply = await self._take(sender, name, text)
        before, question = split(reply)
        if reply.asked in case.IDENTITY:
            return self._leave(sender, (*before, *told("on_site")), told("by_post"))
        if any(message.document for message in reply.messages):
            before += self._code(sender)
        if read_control(text) == "goodbye" or text == keypad.END:
            return Call(), Turn(before or told("goodbye"))
        if not question.prompts:
            question = _left(call.question, reply)
        return _stepped(Call(question), question.after(*before))

    async def _take(self, sender: str, name: str, text: str) -> Reply:
        return await take_turn(self._assistant, text, sender, CHANNEL, name, Voice(CHANNEL))

    def _miss(self, sender: str, call: Call, why: str) -> Step:
        """Helps in another way each time, then says who else can help and hangs up."""
        call = replace(call, misses=call.misses + 1)
        asking = call.asking
        if call.misses == 1:
            turn = asking.after(*told(why))
        elif call.misses == 2:
            turn = asking.after(*_help(call))
        elif call.misses <= PATIENCE:
            turn = without_speech(asking, _kind(asking))
        else:
            return self._leave(sender, told("give_up"))
        return _stepped(call, turn)

    def _refused(self, sender: str, call: Call) -> Step:
        """Forgets what was heard and asks again, as long as that may still help."""
        call = Call(call.question, misses=call.misses + 1)
        if call.misses > PATIENCE:
            return self._leave(sender, told("give_up"))
        return _stepped(call, call.question.after(*told("refused")))

    def _leave(
        self, sender: str, prompts: tuple[str, ...], after_code: tuple[str, ...] = ()
    ) -> Step:
        return Call(), Turn((*prompts, *self._code(sender), *after_code, *told("goodbye")))

    def _code(self, sender: str) -> tuple[str, ...]:
        code = self._case_code(sender)
        return told("code", code=case_codes.written(code)) if code else ()


def _stepped(call: Call, turn: Turn) -> Step:
    return replace(call, said=turn.prompts), turn


def _checked(call: Call, text: str, facts: Mapping[str, str]) -> Step:
    """Says back what was heard."""
    checking = told("heard", what=_what(facts, text, call.question.asked))
    call = replace(call, unsure=text, checking=checking)
    return _stepped(call, call.asking.after())


def _what(facts: Mapping[str, str], text: str, asked: str | None) -> str:
    """The facts as they are said back: alone when it answers the question, else each named."""
    news = {name: held for name, held in facts.items() if name in case.HELD}
    if "has_written" in news and asked != "has_written" and len(news) > 1:
        del news["has_written"]
    if not news:
        return next((labels.value(name, held) for name, held in facts.items()), text)
    if asked in news and len(news) == 1:
        return labels.value(asked, news[asked])
    return ", ".join(labels.pair(name, held) for name, held in news.items())


def _is_day(held: str) -> bool:
    return held != case.UNKNOWN


def _is_lost(read: Mapping[str, Any], sure: float) -> bool:
    """Whether nothing was understood; words that were hardly heard are no small talk."""
    if read["control"] or read["topic"]:
        return False
    return read["intent"] == "nlu_fallback" or sure < SURE


def _agreement(text: str) -> str | None:
    """Whether `text` is a yes or a no to what was said back, as `AGREEMENT`."""
    plain, known = undecorated(normalise(text)), words(CHANNEL)
    listed = (answer for answer in AGREEMENT if plain in known["agreement"][answer])
    titles = {YES: "oui", NO: "non"}
    return next(listed, None) or named(text, titles) or agreed(text, titles)


def _left(question: Question, reply: Reply) -> Question:
    """What to ask when a reply asks nothing: the choices that still stand, if any."""
    stands = not question.asked and question.choices and not reply.step
    return question if stands else listening()


def _help(call: Call) -> tuple[str, ...]:
    if call.unsure:
        return told("heard_help")
    if call.question.asked == CODE:
        return told("code_help")
    return response(f"utter_help_{call.question.asked}" if call.question.asked else "utter_help")


def _kind(question: Question) -> str:
    if question.asked == CODE:
        return CODE
    if question.entry:
        return "day"
    return "choices" if question.choices else "other"
