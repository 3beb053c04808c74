"""Run what the desk does off the GUI thread and bring the answer back to it."""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Event, local
from time import monotonic
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from papi_desk.domain.errors import Refused, Unavailable, where_it_failed
from papi_desk.domain.work import Stopped, Work, under_way

P = ParamSpec("P")
T = TypeVar("T")
SWEEP_EVERY_MS: Final = 1000
_log = logging.getLogger(__name__)


class Transact(Protocol):
    """Run a use case in a session of its own and commit (``db.Database.transact``)."""

    def __call__(self, use_case: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the use case returns."""


class Pending(Generic[T]):
    """An answer that will come: ``tasks.run(…).then(show).failed(complain)``; on the GUI thread only."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._then: Callable[[T], None] | None = None
        self._failed: Callable[[Refused], None] | None = None
        self._hindered: Callable[[Unavailable], None] | None = None
        self._always: Callable[[], None] | None = None
        self.dropped = Event()
        self.work = Work()
        """These two are all that the worker knows of it: a worker must never be the last to hold a widget."""
        self.asked: tuple[object, ...] = ()
        """The use case that writes, and what it is about: asked for again, it takes the place of one that waits."""
        self.words = ""
        self.begun = monotonic()

    def named(self, words: str) -> Pending[T]:
        """Say what is being done, for the window to show when it takes long."""
        self.words = words
        return self

    def stop(self) -> None:
        """Stop the work under way: its transaction is rolled back, and it ends in the refusal «stopped»."""
        self.work.stop()

    def then(self, show: Callable[[T], None]) -> Pending[T]:
        """Call ``show`` with the answer."""
        self._then = show
        return self

    def failed(self, complain: Callable[[Refused], None]) -> Pending[T]:
        """Call ``complain`` when the office's rules say no."""
        self._failed = complain
        return self

    def hindered(self, tell: Callable[[Unavailable], None]) -> Pending[T]:
        """Call ``tell`` when the machine stands in the way, in place of the window's banner."""
        self._hindered = tell
        return self

    def always(self, after: Callable[[], None]) -> Pending[T]:
        """Call ``after`` whatever came of it."""
        self._always = after
        return self

    def drop(self) -> None:
        """Want the answer no longer; work not begun is not done."""
        self.dropped.set()

    def is_of(self, owner: QObject, asked: tuple[object, ...]) -> bool:
        """Tell whether this is the same, asked for by the same."""
        return self._owner is owner and self.asked == asked

    @property
    def wanted(self) -> bool:
        """Tell whether somebody still waits for the answer."""
        return not self.dropped.is_set() and isValid(self._owner)

    def answer(self, value: T) -> None:
        """Hand over the answer."""
        self._finish()
        if self._then is not None:
            self._then(value)

    def refuse(self, error: Refused) -> bool:
        """Hand over a refusal; tell whether somebody took it."""
        self._finish()
        if self._failed is None:
            return False
        self._failed(error)
        return True

    def hinder(self, error: Unavailable) -> bool:
        """Hand over the machine's trouble; tell whether somebody took it."""
        self._finish()
        if self._hindered is None:
            return False
        self._hindered(error)
        return True

    def give_up(self) -> None:
        """Tell that no answer will come."""
        self._finish()

    def _finish(self) -> None:
        if self._always is not None:
            self._always()


class Sweeper(QObject):
    """Free what the screens left behind on the GUI thread only, while workers run beside it.

    Python's collector runs on whatever thread allocates. On a worker it would free the Python side of widgets
    and layouts at the very moment Qt destroys them, which brings the program down.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._every = QTimer(self, interval=SWEEP_EVERY_MS)
        self._every.timeout.connect(self.sweep)
        self._every.start()

    def sweep(self) -> None:
        """Collect the generations that have grown past Python's own thresholds."""
        pairs = zip(gc.get_count(), gc.get_threshold(), strict=True)
        grown = [age for age, (objects, most) in enumerate(pairs) if objects > most]
        if grown:
            gc.collect(grown[-1])

    def stop(self) -> None:
        """Leave collecting to Python again: the workers are gone."""
        self._every.stop()
        gc.enable()


class Tasks(QObject):
    """The desk's workers: one for what is written, one for what is read or drawn, one that waits for printers."""

    changed = Signal(frozenset)
    """Names of the tables that a committed use case touched."""
    refused = Signal(object)
    """A refusal that no form took."""
    unavailable = Signal(object, object)
    """The machine's trouble, and what to call to try again."""
    crashed = Signal(str, str)
    """Reference number and traceback of a bug."""
    busy_changed = Signal(bool)
    reached = Signal(bool)
    """The server is lost, or there again; may come from any thread."""
    _delivered = Signal(object)

    def __init__(self, transact: Transact, read: Transact | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transact = transact
        self._read = read or transact
        self._writer = ThreadPoolExecutor(1, "desk-writer")
        self._reader = ThreadPoolExecutor(1, "desk-reader")
        self._printer = ThreadPoolExecutor(1, "desk-printer")
        self._closed = False
        self._job = local()
        """Of each worker: what its job has changed so far."""
        self._under_way: dict[int, Pending[Any]] = {}
        self._hindered: list[Pending[Any]] = []
        self._numbers = count(1)
        self._delivered.connect(self._hand_over)
        self._sweeper = Sweeper(self)

    def run(
        self,
        owner: QObject,
        use_case: Callable[Concatenate[Any, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Pending[T]:
        """Run a use case that writes, after those asked before it.

        One that the machine hindered, and that waits to be tried again, is given up when the same is asked for anew.
        """
        asked = (use_case, *args[:1])
        for waits in [one for one in self._hindered if one.is_of(owner, asked)]:
            waits.drop()
            self._hindered.remove(waits)
        pending = self._start(self._writer, owner, lambda: self._transact(use_case, *args, **kwargs))
        pending.asked = asked
        return pending

    def read(
        self,
        owner: QObject,
        use_case: Callable[Concatenate[Any, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Pending[T]:
        """Run a use case that only reads; never waits for one that writes."""
        return self._start(self._reader, owner, lambda: self._read(use_case, *args, **kwargs))

    def work(self, owner: QObject, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Do work that needs no register: set a paper in type, write a file."""
        return self._start(self._reader, owner, lambda: function(*args, **kwargs))

    def spool(self, owner: QObject, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Pending[T]:
        """Do work that waits for a printer, which may be slow; in the order asked."""
        return self._start(self._printer, owner, lambda: function(*args, **kwargs))

    def do(self, use_case: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case here and now; only for work that is off the GUI thread already."""
        return self._transact(use_case, *args, **kwargs)

    def announce(self, tables: frozenset[str]) -> None:
        """Tell open lists that these tables changed; may be called from a worker.

        What a job of ours changed is told after its answer: the form is done before lists are read again for it.
        """
        waiting: list[frozenset[str]] | None = getattr(self._job, "changed", None)
        if waiting is None:
            self.changed.emit(tables)
        else:
            waiting.append(tables)

    def reach(self, there: bool) -> None:
        """Tell the window that the server is lost or there again; may be called from a worker."""
        if isValid(self):
            self.reached.emit(there)

    @property
    def longest(self) -> Pending[Any] | None:
        """Return what is under way and was asked for first."""
        return next(iter(self._under_way.values()), None)

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._under_way

    def close(self) -> None:
        """Finish what is being written and let the workers go; nothing is begun after that."""
        self._closed = True
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._printer.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._sweeper.stop()

    def _start(self, worker: ThreadPoolExecutor, owner: QObject, job: Callable[[], T]) -> Pending[T]:
        pending: Pending[T] = Pending(owner)
        if self._closed:
            pending.drop()
        else:
            self._submit(worker, pending, job)
        return pending

    def _submit(self, worker: ThreadPoolExecutor, pending: Pending[T], job: Callable[[], T]) -> None:
        number = next(self._numbers)
        pending.begun = monotonic()
        self._under_way[number] = pending
        self.busy_changed.emit(True)
        worker.submit(self._do, number, pending.dropped, pending.work, job, worker)

    def _do(self, number: int, dropped: Event, work: Work, job: Callable[[], T], worker: ThreadPoolExecutor) -> None:
        """Do the job on the worker's thread and post what came of it to the GUI thread."""
        if dropped.is_set():
            self._post(partial(self._take, number))
            return
        self._job.changed = waiting = list[frozenset[str]]()
        try:
            with under_way(work):
                value = job()
        except Stopped:
            came: Callable[[], object] = partial(self._refuse, number, Refused("stopped"))
        except Refused as refusal:
            came = partial(self._refuse, number, refusal)
        except Unavailable as trouble:
            came = partial(self._report, number, trouble, job, worker)
        except Exception as bug:
            came = partial(self._crash, number, where_it_failed(bug))
        else:
            came = partial(self._answer, number, value)
        self._job.changed = None
        self._post(came, waiting)

    def _post(self, came: Callable[[], object], changed: Sequence[frozenset[str]] = ()) -> None:
        if isValid(self):
            self._delivered.emit(partial(self._deliver, came, changed))

    def _hand_over(self, delivery: Callable[[], object]) -> None:
        delivery()

    def _deliver(self, came: Callable[[], object], changed: Sequence[frozenset[str]]) -> None:
        """Hand over what came of a job, then tell what it changed, with nothing in between."""
        try:
            came()
        finally:
            for tables in changed:
                self.changed.emit(tables)

    def _take(self, number: int) -> Pending[Any]:
        """Return what was under way and count it as done."""
        pending = self._under_way.pop(number)
        if not self._under_way:
            self.busy_changed.emit(False)
        return pending

    def _answer(self, number: int, value: object) -> None:
        pending = self._take(number)
        if pending.wanted:
            pending.answer(value)

    def _refuse(self, number: int, error: Refused) -> None:
        pending = self._take(number)
        if pending.wanted and not pending.refuse(error):
            self.refused.emit(error)

    def _report(self, number: int, error: Unavailable, job: Callable[[], object], worker: ThreadPoolExecutor) -> None:
        pending = self._take(number)
        if pending.wanted and not pending.hinder(error):
            self._hindered.append(pending)
            self.unavailable.emit(error, partial(self._again, worker, pending, job))

    def _again(self, worker: ThreadPoolExecutor, pending: Pending[Any], job: Callable[[], object]) -> None:
        if pending in self._hindered:
            self._hindered.remove(pending)
            self._submit(worker, pending, job)

    def _crash(self, number: int, text: str) -> None:
        pending = self._take(number)
        if pending.wanted:
            pending.give_up()
        self.report(text)

    def report(self, text: str) -> None:
        """Log a bug under a number and have it told; ``text`` says where it lies and nothing of the data."""
        reference = secrets.token_hex(4).upper()
        _log.error("bug %s\n%s", reference, text)
        self.crashed.emit(reference, text)
