"""What is done next, in TwiML: Twilio's language, which other providers speak closely."""

from typing import Final

from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from bot.channels.phone.call import Collect, Turn

LANGUAGE: Final = "fr-FR"
KEYS, KEYS_AND_SPEECH = "dtmf", "dtmf speech"
PATIENCE: Final = 6  # seconds of silence, or between two keys
NOTHING: Final = str(VoiceResponse())  # to a call that is over


def render(turn: Turn, action: str) -> str:
    """The XML of `turn`; what the caller does, or a silence, is told to the address `action`."""
    response = VoiceResponse()
    if turn.collect is None:
        _say(response, turn)
        response.hangup()
        return str(response)
    gather = _gather(turn.collect, action)
    _say(gather, turn)
    response.append(gather)
    response.redirect(action, method="POST")  # where the provider does not tell a silence
    return str(response)


def _gather(collect: Collect, action: str) -> Gather:
    speaking = {"speech_timeout": "auto"} if collect.speech else {}
    return Gather(
        input=KEYS_AND_SPEECH if collect.speech else KEYS,
        action=action,
        method="POST",
        language=LANGUAGE,
        num_digits=collect.digits,
        finish_on_key="",
        timeout=PATIENCE,
        barge_in=True,
        action_on_empty_result=True,
        **speaking,
    )


def _say(place: VoiceResponse | Gather, turn: Turn) -> None:
    for prompt in turn.prompts:
        place.say(prompt, language=LANGUAGE)
