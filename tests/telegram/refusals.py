"""How the Bot API says no."""

from http import HTTPStatus
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """An answer that is not ok: its HTTP code, description and parameters."""

    def __init__(self, detail: str = "", code: int = 400, **parameters: int) -> None:
        self.code = code
        self.description = ": ".join(filter(None, (HTTPStatus(code).phrase, detail)))
        self.parameters = parameters
        super().__init__(self.description)

    @property
    def answer(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})
