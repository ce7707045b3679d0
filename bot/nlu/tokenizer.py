"""Words of a message after the one normaliser, for training and live text alike."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.core.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class NormalisingTokenizer(Tokenizer):
    """Splits normalised text on its spaces; nothing is lost to accents, capitals or apostrophes."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The defaults that Rasa's base class reads."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute; offsets count from the start of the normalised text."""
        words = normalise(message.get(attribute)).split() or [""]
        starts = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
        return [Token(word, start) for word, start in zip(words, starts, strict=True)]
