"""Where things live, relative to the project's root."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "domain.yml"
TEMPLATES = ROOT / "templates"
READING = ROOT / "data" / "reading"
SPEECH = ROOT / "data" / "speech"
COUNCIL = ROOT / "bot" / "council.yml"
LAW = ROOT / "bot" / "law.yml"
PLATFORMS = ROOT / "bot" / "platforms.csv"
MODELS = ROOT / "models"


def state_dir() -> Path:
    """The folder of everything that is kept: conversations and documents.

    `ASSISTANT_STATE` moves it; the default is `var/` in the project.
    """
    return Path(os.environ.get("ASSISTANT_STATE", ROOT / "var"))
