"""A message of the assistant where there are no buttons: lines, the choices numbered."""

from bot.engine.turns import Said


def choices(message: Said) -> list[str]:
    """The choices of `message`, one a line; their number answers, as their words do."""
    return [f"{number}. {choice['title']}" for number, choice in enumerate(message.choices, 1)]
