"""TwiML as its documentation allows it, read strictly."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from bot.core.speech import LONGEST, seconds, unspoken

FRENCH = "fr-FR"
URL = r"https://\S+"
COUNT = r"[1-9]\d?"
VERBS = {
    "Response": {},
    "Say": {"language": FRENCH, "voice": r"\S+", "loop": COUNT},
    "Pause": {"length": COUNT},
    "Hangup": {},
    "Redirect": {"method": "POST|GET"},
    "Gather": {
        "action": URL,
        "actionOnEmptyResult": "true|false",
        "bargeIn": "true|false",
        "finishOnKey": r"[\d#*]?",
        "hints": ".*",
        "input": "dtmf|speech|dtmf speech",
        "language": FRENCH,
        "method": "POST|GET",
        "numDigits": COUNT,
        "speechTimeout": f"auto|{COUNT}",
        "timeout": COUNT,
    },
}
NEEDED = {
    "Say": {"language"},
    "Gather": {"action", "actionOnEmptyResult", "bargeIn", "input", "language", "method"},
}


@dataclass(frozen=True)
class Heard:
    """What a caller hears and may do.

    Attributes:
        prompts: what is said.
        action: where what they do is told; empty once the line is cut.
        keys: how many they may press.
        speech: whether they may speak.
    """

    prompts: tuple[str, ...]
    action: str = ""
    keys: int = 0
    speech: bool = False

    @property
    def text(self):
        return " ".join(self.prompts)

    @property
    def over(self):
        return not self.action


def read(xml):
    """What `xml` has a caller hear.

    Raises:
        AssertionError: it is not what the documentation allows, or not what one listens to.
    """
    root = ElementTree.fromstring(xml)
    assert root.tag == "Response"
    for element in root.iter():
        _check(element)
    prompts = tuple(_prompt(say) for say in root.iter("Say"))
    assert prompts, "nothing is said"
    if root[-1].tag == "Hangup":
        assert all(child.tag == "Say" for child in root[:-1])
        return Heard(prompts)
    gather, otherwise = root  # a silence never falls off the end
    assert (gather.tag, otherwise.tag) == ("Gather", "Redirect")
    assert otherwise.text == gather.get("action")
    assert all(child.tag == "Say" for child in gather)
    speech = "speech" in gather.get("input")
    return Heard(prompts, gather.get("action"), int(gather.get("numDigits")), speech)


def _check(element):
    allowed = VERBS[element.tag]
    assert NEEDED.get(element.tag, set()) <= element.attrib.keys()
    for name, value in element.attrib.items():
        assert re.fullmatch(allowed[name], value), (element.tag, name, value)


def _prompt(say):
    assert say.text
    assert say.text.strip() == say.text
    assert unspoken(say.text) == [], say.text
    assert seconds(say.text) < LONGEST, say.text
    return say.text
