"""Trains the model, when what it is made of has changed."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from bot.core.paths import MODELS, ROOT

CODE = (
    "bot/nlu/reader.py",
    "bot/core/normalise.py",
    "bot/core/reading/classifier.py",
    "bot/core/reading/spelling.py",
    "data/reading/spelling.yml",
)
INPUTS = ("config.yml", "domain.yml", "data/nlu", "data/rules", *CODE)
DIGEST_LENGTH = 16
KEPT_MODELS = 2


def digest(names: tuple[str, ...] = INPUTS, root: Path = ROOT) -> str:
    """A digest of the files `names`, by default of everything the model is made of."""
    total = hashlib.sha256()
    for path in _files(names, root):
        total.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:DIGEST_LENGTH]


def _files(names: tuple[str, ...], root: Path) -> Iterator[Path]:
    for name in names:
        place = root / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.suffix in (".yml", ".py"))


def current_model(models: Path = MODELS) -> Path:
    """Where the model of today's data is, or would be."""
    return models / f"assistant-{digest()}.tar.gz"


def train(models: Path = MODELS) -> Path | None:
    """Trains and keeps the model of today's data.

    Returns:
        The new model, or None when training failed (Rasa has said why).
    """
    # Rasa's cache of trained parts does not know our code: another code, another cache.
    os.environ["RASA_CACHE_DIRECTORY"] = str(ROOT / ".rasa" / digest(CODE))
    from rasa.model_training import train as train_rasa

    result = train_rasa(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(models),
        fixed_model_name=current_model(models).name.removesuffix(".tar.gz"),
    )
    if not result.model:
        return None
    _forget_old(models)
    return Path(result.model)


def _forget_old(models: Path) -> None:
    found = sorted(models.glob("assistant-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in found[:-KEPT_MODELS]:
        old.unlink()
