"""French as it is said by phone: any sentence in words, cut into prompts that one listens to."""

from bot.core.speech.choices import choices
from bot.core.speech.pace import LONGEST, prompts, seconds
from bot.core.speech.saying import speak, unspoken

__all__ = ["LONGEST", "choices", "prompts", "seconds", "speak", "unspoken"]
