"""The pages of the site: templates filled with the council's profile, and their style."""

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER: Final = Path(__file__).parent
_PAGES: Final = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
)


def render(name: str, **fields: Any) -> str:
    """The page `name`, its fields filled in and escaped."""
    return _PAGES.get_template(name).render(**fields)
