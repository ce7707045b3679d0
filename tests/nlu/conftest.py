"""The trained classifier, without the rest of Rasa."""

import tarfile

import pytest

from bot.core.reading.classifier import TextClassifier


@pytest.fixture(scope="session")
def classify(model, tmp_path_factory):
    """How the model of today's data classifies texts."""
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(model) as archive:
        kept = next(m for m in archive.getmembers() if m.name.endswith("classifier.npz"))
        kept.name = "classifier.npz"
        archive.extract(kept, folder)
    return TextClassifier.load(folder / "classifier.npz").score
