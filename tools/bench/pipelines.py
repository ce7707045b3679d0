"""The pipelines compared, each a project of its own, trained once for the same inputs."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import yaml

from bot.core.paths import ROOT
from tools.bench import projects, starting
from tools.bench.projects import CONFIGS, Project

SHIPPED: Final = "shipped"
COPIED: Final = ("tools", "tests/nlu")  # what reads the frozen set in a project
APART: Final = "understanding"  # its models are kept apart from those of the turns bench
ALL: Final = "all"
NOTE: Final = "training-seconds"  # kept beside a trained model


@dataclass(frozen=True)
class Training:
    """What a training took.

    Attributes:
        seconds: None when the run that trained did not note it.
        is_earlier: whether it is that of an earlier run with the same inputs.
    """

    seconds: float | None
    is_earlier: bool


def _alternative(name: str, place: Path, examples: int | None) -> Project:
    """Rasa's default project, with the pipeline of `configs/NAME.yml`."""
    project = projects.default(place, examples)
    path = project.folder / "config.yml"
    config = {**projects.read(path), "pipeline": projects.read(CONFIGS / f"{name}.yml")["pipeline"]}
    path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return project


PIPELINES: Final[dict[str, Callable[[Path, int | None], Project]]] = {
    SHIPPED: projects.shipped,
    "default": projects.default,
    "spacy": partial(_alternative, "spacy"),
    "counts": partial(_alternative, "counts"),
}


def project(name: str, place: Path, examples: int | None) -> Project:
    """The project of the pipeline `name`, copied into `place` with what reads the set.

    Args:
        examples: how many of each intent are kept to train on; all when None.
    """
    made = replace(PIPELINES[name](place, examples), name=f"{APART}-{examples or ALL}-{name}")
    for folder in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, made.folder / folder, ignore=ignored)
    return made


def train(project: Project, again: bool) -> Training:
    """Trains `project` in a process of its own, unless a model of the same inputs is kept.

    Raises:
        ProcessFailed: the training ended with an error.
    """
    note = project.kept / NOTE
    if not again and project.restore():
        seconds = float(note.read_text(encoding="ascii")) if note.exists() else None
        return Training(seconds, is_earlier=True)
    taken = starting.train(project)
    note.write_text(str(taken), encoding="ascii")
    return Training(taken, is_earlier=False)
