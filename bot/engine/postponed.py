"""Modules that are imported when something of them is used, and not before."""

import importlib
import sys
from types import ModuleType
from typing import Any


def postpone(name: str) -> None:
    """Puts off the import of the module `name` until something of it is used.

    `importlib.util.LazyLoader` would not do: on Python 3.10 "import a.b" itself uses the module.
    """
    package, _, own = name.rpartition(".")
    later = ModuleType(name)

    def use(attribute: str) -> Any:
        if sys.modules.get(name) is later:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    later.__getattr__ = use  # type: ignore[method-assign]
    sys.modules[name] = later
    setattr(importlib.import_module(package), own, later)
