"""The sound of a call: two tones, made by ourselves because Qt's small package has no player."""

from __future__ import annotations

import io
import math
import shutil
import struct
import sys
import wave
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

RATE: Final = 22_050
PLAYERS: Final = ("pw-play", "paplay", "aplay", "afplay")
"""Programs that play a sound file, of Linux and macOS; the first that is there is used."""


def chime_wave() -> bytes:
    """Return a bell of two falling tones as a WAV file of a second."""
    frames = bytearray()
    for at in range(RATE):
        moment = at / RATE
        tone, since = (660.0, moment) if moment < 0.4 else (528.0, moment - 0.4)
        loud = 0.5 * math.exp(-4 * since) * min(1.0, since * 200)
        frames += struct.pack("<h", int(32_000 * loud * math.sin(2 * math.pi * tone * since)))
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(frames))
    return made.getvalue()


def ring(folder: Path) -> str:
    """Ring once without waiting; return what rang: «winsound», a program, or «beep» where there is nothing better."""
    path = folder / "chime.wav"
    if not path.exists():
        path.write_bytes(chime_wave())
    if sys.platform == "win32":
        sound = import_module("winsound")
        sound.PlaySound(str(path), sound.SND_FILENAME | sound.SND_ASYNC | sound.SND_NODEFAULT)
        return "winsound"
    player = next((found for name in PLAYERS if (found := shutil.which(name))), None)
    if player is not None and QProcess.startDetached(player, [str(path)])[0]:
        return Path(player).name
    QApplication.beep()
    return "beep"
