"""Work that takes a while: how far it has come, and whether somebody asked it to stop.

The worker's thread has its ``Work``; whatever it calls tells ``step`` between two steps, and is stopped there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, Thread
from typing import Final

_AGAIN: Final = 0.2
"""Seconds after which an interruption that came too early is tried again."""


class Stopped(Exception):
    """Leave the work half done because it was asked to stop: what it wrote is to be rolled back."""


class Work:
    """What is known of work under way, from whatever thread."""

    def __init__(self) -> None:
        self.done = 0
        self.whole = 0
        """How many steps there are; 0 where nobody knows."""
        self.stopped = False
        self._lock = Lock()
        self._interrupt: Callable[[], object] | None = None
        self._over = Event()

    def stop(self) -> None:
        """Ask the work to stop at its next step, and interrupt what it waits for; returns at once."""
        self.stopped = True
        Thread(target=self._cut_short, daemon=True).start()

    @contextmanager
    def interruptible(self, interrupt: Callable[[], object]) -> Iterator[None]:
        """Let what happens in between be interrupted by a call from another thread; raises ``Stopped`` at once."""
        with self._lock:
            self._interrupt = interrupt
            self._over.clear()
        try:
            if self.stopped:
                raise Stopped
            yield
        finally:
            with self._lock:
                self._interrupt = None
                self._over.set()

    def _cut_short(self) -> None:
        """Interrupt what is waited for, again until it is over: it may not have begun on the server."""
        while True:
            with self._lock:
                if self._interrupt is None:
                    return
                self._interrupt()
            self._over.wait(_AGAIN)


_current: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def under_way(work: Work) -> Iterator[None]:
    """Let everything called in here belong to this work."""
    token = _current.set(work)
    try:
        yield
    finally:
        _current.reset(token)


def current_work() -> Work | None:
    """Return the work that this thread is at."""
    return _current.get()


def is_stopped() -> bool:
    """Tell whether the work at hand was asked to stop."""
    work = _current.get()
    return work is not None and work.stopped


def step(done: int = 0, whole: int = 0) -> None:
    """Tell that a step begins, the ``done``-th of ``whole`` where they are counted; raises ``Stopped``."""
    work = _current.get()
    if work is None:
        return
    if work.stopped:
        raise Stopped
    if whole:
        work.done, work.whole = done, whole
