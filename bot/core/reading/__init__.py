"""The one reader: everything a message says is read here, and nowhere else."""

from bot.core.reading.message import Context, Reading
from bot.core.reading.reader import read

__all__ = ["Context", "Reading", "read"]
