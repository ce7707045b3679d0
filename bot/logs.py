"""Logs that say what went wrong, and never what was said."""

import logging
import sys
import warnings
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def private_event(logger: object, method: str, told: MutableMapping[str, Any]) -> str:
    """What Rasa logs, reduced to the name of the event and of the exception."""
    kind = sys.exc_info()[0] if told.get("exc_info") else None
    return f"{told['event']} {kind.__name__}" if kind else str(told["event"])


class PrivateFormatter(logging.Formatter):
    """Reduces an exception to its kind and place: its message may quote a user."""

    def formatException(self, ei: ExcInfo) -> str:
        """The kind of the exception, and the file and line that raised it."""
        kind, _, trace = ei
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        return f"{kind.__name__ if kind else 'error'} at {place}"


def configure(level: int = logging.WARNING) -> None:
    """Sends logs of `level` and above to standard error; to be called before Rasa is loaded."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
    import sanic  # noqa: F401  it turns deprecation warnings on as it is loaded
    import structlog

    warnings.simplefilter("ignore")
    from rasa.utils.common import configure_logging_and_warnings

    configure_logging_and_warnings(log_level=level, filter_repeated_logs=False)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, private_event],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    warnings.simplefilter("ignore")
