"""Which intents a text may be: a linear model over its words and pieces of words.

Words alone and by two, and pieces of two to five letters, weighted by how rare they are; then one
logistic regression for each intent. Compared with others by `make bench`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.core.reading.message import Scores
from bot.core.reading.spelling import plain_words

Numbers = npt.NDArray[Any]
WEIGHT = np.float32  # of the rows as of the weights: unlike ones are copied whole for each text
STRENGTH = 20.0  # inverse of the regularisation, chosen on development text
FAMILIAR = 0.5  # share of its pieces that a text must have in common with the examples
KINDS: dict[str, dict[str, Any]] = {
    "words": {"token_pattern": r"\S+", "ngram_range": (1, 2)},
    "pieces": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2},
}


@dataclass(frozen=True)
class TextClassifier:
    """A trained model.

    Attributes:
        features: from text to the sparse rows of each of `KINDS`.
        intents: the name of each column of `weights`.
        weights: features × intents.
        biases: one an intent.
    """

    features: tuple[TfidfVectorizer, ...]
    intents: tuple[str, ...]
    weights: Numbers
    biases: Numbers

    @classmethod
    def train(cls, texts: Sequence[str], intents: Sequence[str]) -> "TextClassifier":
        """The model that learns `intents[i]` from `texts[i]`.

        Raises:
            ValueError: fewer than two different intents.
        """
        plain = [plain_words(text) for text in texts]
        features = tuple(_vectorizer(kind).fit(plain) for kind in KINDS)
        model = LogisticRegression(C=STRENGTH, solver="liblinear")
        model.fit(_rows(features, plain), intents)
        weights = np.ascontiguousarray(model.coef_.T, dtype=WEIGHT)
        return cls(features, tuple(model.classes_), weights, model.intercept_)

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """For each text, the probability of each intent; they add up to one.

        A text mostly made of letters that no example puts together has no probable intent.
        """
        if not texts:
            return []
        plain = [plain_words(text) for text in texts]
        shares = softmax(_rows(self.features, plain) @ self.weights + self.biases, axis=1).tolist()
        return [
            dict(zip(self.intents, row, strict=True)) if self._knows(text) else {}
            for text, row in zip(plain, shares, strict=True)
        ]

    def _knows(self, plain: str) -> bool:
        pieces = self.features[-1]
        found = pieces.build_analyzer()(plain)
        known = sum(piece in pieces.vocabulary_ for piece in found)
        return known > FAMILIAR * len(found)

    def save(self, path: Path) -> None:
        """Writes the model to `path`, a .npz file of plain arrays."""
        terms = {
            kind: "\n".join(vectorizer.get_feature_names_out())
            for kind, vectorizer in zip(KINDS, self.features, strict=True)
        }
        rarity = {
            f"{kind}_rarity": vectorizer.idf_
            for kind, vectorizer in zip(KINDS, self.features, strict=True)
        }
        own = {"intents": "\n".join(self.intents), "weights": self.weights, "biases": self.biases}
        np.savez(path, **own, **terms, **rarity)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> "TextClassifier":
        """The model written to `path` by `save`.

        Raises:
            OSError: it cannot be read.
        """
        with np.load(path, allow_pickle=False) as kept:
            features = tuple(
                _vectorizer(kind, str(kept[kind]).split("\n"), kept[f"{kind}_rarity"])
                for kind in KINDS
            )
            intents = tuple(str(kept["intents"]).split("\n"))
            return cls(features, intents, kept["weights"], kept["biases"])


def _vectorizer(
    kind: str, terms: list[str] | None = None, rarity: Numbers | None = None
) -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(**KINDS[kind], vocabulary=terms, sublinear_tf=True, dtype=WEIGHT)
    if rarity is not None:
        vectorizer.idf_ = rarity
    return vectorizer


def _rows(features: tuple[TfidfVectorizer, ...], plain: list[str]) -> Any:
    rows = [vectorizer.transform(plain) for vectorizer in features]
    return hstack(rows, format="csr", dtype=WEIGHT)
