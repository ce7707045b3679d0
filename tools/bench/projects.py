"""The two projects compared: a copy of the repository, and the same set up as Rasa sets it up."""

import math
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.core.paths import ROOT
from bot.engine import training

CONFIGS: Final = Path(__file__).parent / "configs"
CACHE: Final = ROOT / ".tools" / "bench"
COPIED: Final = ("actions", "bot", "data", "templates")
COPIED_FILES: Final = ("config.yml", "credentials.yml", "domain.yml", "endpoints.yml")
TRAINED: Final = ("models", ".rasa")  # what training leaves in a project
KEPT: Final = 2  # trained projects kept for each side


@dataclass(frozen=True)
class Project:
    """One side, as a folder that its commands run in.

    Attributes:
        training: arguments of `python -m` that train it.
        serving: arguments of `python -m`, a process each; `{port}` and `{actions}` are ports.
    """

    name: str
    folder: Path
    training: str
    serving: tuple[str, ...]

    @property
    def kept(self) -> Path:
        """Where its trained model outlives the run; another input, another place."""
        digest = training.digest((*training.INPUTS, "bot/nlu"), self.folder)
        return CACHE / f"{self.name}-{digest}"

    def is_trained(self) -> bool:
        """Whether it holds a model."""
        return any((self.folder / "models").glob("*.tar.gz"))

    def forget(self) -> None:
        """Removes what it was trained to."""
        for name in TRAINED:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def keep(self) -> None:
        """Keeps what was trained for a later run."""
        CACHE.mkdir(parents=True, exist_ok=True)
        half_written = CACHE / f".{self.kept.name}-{os.getpid()}"
        for name in TRAINED:
            shutil.copytree(self.folder / name, half_written / name)
        shutil.rmtree(self.kept, ignore_errors=True)
        half_written.replace(self.kept)
        found = sorted(CACHE.glob(f"{self.name}-*"), key=lambda path: path.stat().st_mtime)
        for old in found[:-KEPT]:
            shutil.rmtree(old)

    def restore(self) -> bool:
        """Brings back what an earlier run trained from the same inputs; says whether it could."""
        if not self.kept.exists():
            return False
        self.forget()
        for name in TRAINED:
            shutil.copytree(self.kept / name, self.folder / name)
        return True


def shipped(place: Path, examples: int | None = None) -> Project:
    """The assistant as it stands, copied into `place` so that nothing moves during the run.

    Args:
        examples: how many of each intent are kept to train on; all when None.
    """
    folder = _copied(place / "shipped", examples)
    return Project("shipped", folder, "bot train", ("bot serve --port {port}",))


def default(place: Path, examples: int | None = None) -> Project:
    """The same domain, rules, examples and actions in Rasa's default set-up."""
    folder = _copied(place / "default", examples)
    ours = read(folder / "config.yml")
    config = {**read(CONFIGS / "default.yml"), "policies": ours["policies"]}
    config["assistant_id"] = ours["assistant_id"]
    (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    shutil.copyfile(CONFIGS / "endpoints.yml", folder / "endpoints.yml")
    serving = (
        "rasa run actions --port {actions}",
        "rasa run --interface 127.0.0.1 --port {port}",
    )
    return Project("default", folder, "rasa train", serving)


def _copied(folder: Path, examples: int | None) -> Path:
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in COPIED_FILES:
        shutil.copyfile(ROOT / name, folder / name)
    if examples:
        for file in (folder / "data" / "nlu").glob("*.yml"):
            _thin(file, examples)
    return folder


def _thin(file: Path, examples: int) -> None:
    """Keeps at most that many examples of each intent, spread over those there are."""
    data = read(file)
    for intent in data["nlu"]:
        lines = str(intent["examples"]).splitlines()
        step = max(1, math.ceil(len(lines) / examples))
        intent["examples"] = "\n".join(lines[::step]) + "\n"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """The mapping that the YAML file `path` holds."""
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))
