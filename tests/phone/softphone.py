"""Somebody with a softphone: another SIP endpoint, its keypad, a recording of what it hears."""

import asyncio
import contextlib

import numpy as np
from scipy.signal import correlate

from tools.line.endpoint import CLOSED, ESTABLISHED, endpoint
from tools.line.voice import RATE, seconds, silence

RECORDING = "module sndfile.so\nsnd_path {folder}\n"
HEADER = 44  # bytes of a WAV
SAME = 0.95  # likeness from which on one sound is another
WITHIN = 30.0  # seconds, on a machine that does other things too
AUDIBLE = 500  # of 32,768; silence is 8, coded in A-law
LOOK = 0.1  # seconds; a file tells nobody that it grows


class Softphone:
    """An endpoint to make one call with, recorded in `folder`."""

    def __init__(self, endpoint, folder):
        self._endpoint, self._folder, self._answered = endpoint, folder, 0

    async def calls(self, port):
        """Calls the assistant; returns how that went: established, or closed and why."""
        await self._endpoint.command("dial", f"sip:assistant@127.0.0.1:{port}")
        return await asyncio.wait_for(self._endpoint.wait(ESTABLISHED, CLOSED), WITHIN)

    async def presses(self, keys):
        """Presses `keys`; what is heard before no longer counts for `hears`."""
        self._answered = len(self.recording)
        await self._endpoint.command("sndcode", keys)

    async def hears(self, sound):
        """Waits until `sound` is heard."""
        await asyncio.wait_for(self._hears(sound), WITHIN + seconds(sound))

    async def _hears(self, sound):
        while likeness(self.lately, sound) < SAME:
            await asyncio.sleep(LOOK)

    async def hangs_up(self):
        await self._endpoint.command("hangup")
        await self.is_hung_up()

    async def is_hung_up(self, speaking=0.0):
        """Waits until the call ends, at most `speaking` seconds later than usual."""
        await asyncio.wait_for(self._endpoint.wait(CLOSED), WITHIN + speaking)

    @property
    def lately(self):
        """The samples heard since the last key."""
        return self.recording[self._answered :]

    @property
    def recording(self):
        """The samples heard so far."""
        for path in self._folder.glob("dump-*-dec.wav"):
            return np.frombuffer(path.read_bytes()[HEADER:], "<i2")
        return silence(0)


@contextlib.asynccontextmanager
async def softphone(folder):
    """A softphone, until the block ends."""
    folder.mkdir()
    async with endpoint(folder, "caller", more=RECORDING.format(folder=folder)) as calling:
        yield Softphone(calling, folder)


def likeness(recording, sound):
    """The highest normalised correlation of `sound` with any piece of `recording`, at most 1."""
    if len(recording) < len(sound):
        return 0.0
    heard, said = recording.astype(float), sound.astype(float)
    products = correlate(heard, said, "valid", method="fft")
    energy = np.cumsum(np.concatenate(([0.0], heard**2)))
    energies = (energy[len(said) :] - energy[: -len(said)]).clip(1.0)
    return float((products / np.sqrt(energies * (said**2).sum())).max())


def longest_silence(recording):
    """The longest time that nothing is heard, in seconds."""
    audible = np.flatnonzero(np.abs(recording) > AUDIBLE)
    return float(np.diff(audible, prepend=0, append=len(recording)).max()) / RATE
