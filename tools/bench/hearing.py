"""Reads the whole frozen set with the model of this project, in a process that does only that.

python -m tools.bench.hearing    writes heard.json
"""

import asyncio
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.core.reading import Reading
from bot.core.slots import REQUESTED
from tools.bench import frozen
from tools.bench.frozen import Item
from tools.bench.processes import run
from tools.bench.projects import Project

RESULT: Final = "heard.json"
MODULE: Final = "tools.bench.hearing"
BEST: Final = 3  # intents kept of each ranking
MS_A_SECOND: Final = 1000
BYTES_A_MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Heard:
    """What one pipeline made of the set, and what it cost.

    Attributes:
        readings: one an item.
        rankings: for each item, the likeliest intents of the raw classifier, from the best.
        times: how long each message took, in ms.
        load: seconds from the start of the process to the first message read.
        memory: MB resident once everything was read.
    """

    readings: list[Reading]
    rankings: list[list[str]]
    times: list[float]
    load: float
    memory: float


def hear(project: Project) -> Heard:
    """Has the trained `project` read the set in a fresh process.

    Raises:
        ProcessFailed: it ended with an error.
    """
    began = time.monotonic()
    run(project, MODULE)
    told = json.loads((project.folder / RESULT).read_text(encoding="utf-8"))
    readings = [Reading(**reading) for reading in told["readings"]]
    load = told["loaded_at"] - began  # the one clock of this machine
    return Heard(readings, told["rankings"], told["times"], load, told["memory"])


def _main() -> None:
    from bot import logs

    logs.configure()
    from bot.engine.assistant import load

    told = asyncio.run(_hear_all(load(), frozen.load()))
    Path(RESULT).write_text(json.dumps(told), encoding="utf-8")


async def _hear_all(assistant: Any, items: list[Item]) -> dict[str, Any]:
    await _parse(assistant, items[0])
    loaded_at = time.monotonic()
    parsed, times = [], []
    for item in items:
        began = time.perf_counter()
        parsed.append(await _parse(assistant, item))
        times.append((time.perf_counter() - began) * MS_A_SECOND)
    return {
        "loaded_at": loaded_at,
        "memory": _resident_mb(),
        "times": times,
        "readings": [_reading(one) for one in parsed],
        "rankings": _rankings(assistant, items, parsed),
    }


async def _parse(assistant: Any, item: Item) -> dict[str, Any]:
    """What the pipeline makes of `item` where the conversation stands."""
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.events import SlotSet
    from rasa.shared.core.trackers import DialogueStateTracker

    slots = {**item.case, REQUESTED: item.asked}
    events = [SlotSet(slot, value) for slot, value in slots.items()]
    tracker = DialogueStateTracker.from_events("", events, assistant.domain.slots)
    parsed: dict[str, Any] = await assistant.processor.parse_message(
        UserMessage(item.text), tracker
    )
    return parsed


def _reading(parsed: dict[str, Any]) -> Any:
    return next(each["value"] for each in parsed["entities"] if each["entity"] == "reading")


def _rankings(assistant: Any, items: list[Item], parsed: list[dict[str, Any]]) -> list[list[str]]:
    """What the classifier of the pipeline says of each text alone, before anything is read."""
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.reader import FactReader

    # Rasa shows no component of a loaded model.
    nodes = assistant.processor.graph_runner._instantiated_nodes.values()
    parts = [node._component for node in nodes]
    reader = next(part for part in parts if isinstance(part, FactReader))
    scores = [
        reader.classify(Message(data=one))([item.text])[0]
        for item, one in zip(items, parsed, strict=True)
    ]
    return [sorted(score, key=lambda name: -score[name])[:BEST] for score in scores]


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / BYTES_A_MB


if __name__ == "__main__":
    _main()
