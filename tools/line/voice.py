"""Prompts as sound: espeak-ng's French voice, at the rate of a telephone line."""

import io
import subprocess
import wave
from collections.abc import Iterable
from math import gcd
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

COMMAND: Final = ("espeak-ng", "-v", "fr", "--stdin", "--stdout")
PACE: Final = 135  # of espeak-ng; what bot.core.speech reckons with
RATE: Final = 8000  # samples a second
BREATH: Final = 0.4  # seconds between two prompts
WITHIN: Final = 60  # seconds

Samples = NDArray[np.int16]


def synthesised(prompt: str, pace: int = PACE) -> bytes:
    """The WAV of `prompt`, as espeak-ng gives it.

    Args:
        prompt: spoken French; it goes by a pipe, where no list of processes shows it.

    Raises:
        OSError: espeak-ng is not installed.
        subprocess.SubprocessError: it failed.
    """
    command = (*COMMAND, "-s", str(pace))
    ran = subprocess.run(
        command, input=prompt.encode(), stdout=subprocess.PIPE, check=True, timeout=WITHIN
    )
    return ran.stdout


def speech(prompts: Iterable[str], pace: int = PACE) -> Samples:
    """The samples of `prompts`, said one after the other; none for no prompt. Raises the same."""
    said = [_samples(synthesised(prompt, pace)) for prompt in prompts]
    breaths = [silence(BREATH)] * len(said)
    pieces = [piece for pair in zip(said, breaths, strict=True) for piece in pair]
    return np.concatenate(pieces) if pieces else silence(0)


def silence(lasting: float) -> Samples:
    """The samples of so many seconds of nothing."""
    return np.zeros(round(lasting * RATE), np.int16)


def seconds(samples: Samples) -> float:
    """How long `samples` last."""
    return len(samples) / RATE


def save(samples: Samples, path: Path) -> None:
    """Writes `samples` as a WAV, whole or not at all for whoever reads `path` meanwhile."""
    draft = path.with_suffix(".part")
    with wave.open(str(draft), "wb") as file:
        file.setparams((1, samples.itemsize, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    draft.replace(path)


def _samples(wav: bytes) -> Samples:
    with wave.open(io.BytesIO(wav)) as file:
        rate, frames = file.getframerate(), file.readframes(file.getnframes())
    common, limits = gcd(rate, RATE), np.iinfo(np.int16)
    given = np.frombuffer(frames, np.int16).astype(float)
    heard = resample_poly(given, RATE // common, rate // common)
    return heard.clip(limits.min, limits.max).astype(np.int16)
