"""A trained model, as answering needs it."""

from copy import deepcopy
from pathlib import Path

from rasa.core import processor
from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.utils.io import read_json_file


class AnsweringStorage(LocalModelStorage):
    """A model whose training is forgotten.

    To describe it, Rasa imports every component that took part, and with its validator those of
    TensorFlow, whether or not the model has them.
    """

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        told = read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        return ModelMetadata.from_dict({**told, "train_schema": deepcopy(told["predict_schema"])})


def answer_only() -> None:
    """From now on this process loads models to answer with."""
    processor.LocalModelStorage = AnsweringStorage
