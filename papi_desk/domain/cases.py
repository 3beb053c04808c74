"""The life of a case: ten national statuses, the steps between them, and what each step demands.

::

    register (online, VNeID) → 1 ── accept ──→ 2 ←── register (direct, post)
                               └─── deny ────→ 3 ■
    2 ── process ──→ 4          2, 4 ── verify ──→ 4   (another named limit, counted from the clock's start)
    2, 4 ── supplement ──→ 5 ── resubmit ──→ 4         (the clock restarts; first reception stays)
                           5 ── close ─────→ 8 ■       (from the 16th day after the notice)
    2, 4 ── pay ──→ 6 ── paid ──→ 4                    (paid elsewhere only records money)
    2, 4, 6 ── extend ──→ same status                  (once, the day before the promise at the latest)
    2, 4, 6, 9 ── apologise ──→ same status            (the promise was missed; it stays, a new day is named beside it)
    2, 4, 5, 6 ── withdraw ──→ 7 ■      ── stop ──→ 8 ■
    2, 4 ── finish ──→ 9 ── return ──→ 10 ■            2, 4 ── refuse ──→ 9 (result «từ chối»)
    any ── amend ──→ same    any ── void ──→ same, out of every figure ■

Status names are those of the national code list. Steps: NĐ 118/2025/NĐ-CP Điều 17–22.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final, Protocol

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace


class Status(IntEnum):
    """Status of a case, by its code in the national list."""

    REGISTERED = 1
    ACCEPTED = 2
    DENIED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYING = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10


STATUS_NAMES: Final[Mapping[Status, str]] = {
    Status.REGISTERED: "Mới đăng ký",
    Status.ACCEPTED: "Được tiếp nhận",
    Status.DENIED: "Không được tiếp nhận",
    Status.PROCESSING: "Đang xử lý",
    Status.SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
    Status.PAYING: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Status.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.FINISHED: "Đã xử lý xong",
    Status.RETURNED: "Đã trả kết quả",
}

OPEN: Final = frozenset({Status.ACCEPTED, Status.PROCESSING, Status.SUPPLEMENT, Status.PAYING})
"""Statuses in which the office still owes the citizen a result."""

RUNNING: Final = frozenset({Status.ACCEPTED, Status.PROCESSING})
"""Statuses in which the promised time is running against the office."""

CHANNELS: Final[Mapping[str, str]] = {
    "direct": "Trực tiếp",
    "post": "Dịch vụ bưu chính",
    "online": "Trực tuyến",
    "vneid": "Ứng dụng VNeID",
}
ONLINE_CHANNELS: Final = frozenset({"online", "vneid"})


class Action(StrEnum):
    """A step an officer can take on a case."""

    ACCEPT = "accept"
    DENY = "deny"
    PROCESS = "process"
    VERIFY = "verify"
    SUPPLEMENT = "supplement"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    EXTEND = "extend"
    APOLOGISE = "apologise"
    PAY = "pay"
    PAID = "paid"
    WITHDRAW = "withdraw"
    STOP = "stop"
    CLOSE = "close"
    FINISH = "finish"
    RETURN = "return"
    AMEND = "amend"
    VOID = "void"


ACTION_NAMES: Final[Mapping[Action, str]] = {
    Action.ACCEPT: "Tiếp nhận chính thức",
    Action.DENY: "Không tiếp nhận",
    Action.PROCESS: "Chuyển xử lý",
    Action.VERIFY: "Chuyển thời hạn (xác minh…)",
    Action.SUPPLEMENT: "Yêu cầu bổ sung",
    Action.RESUBMIT: "Nhận bổ sung",
    Action.REFUSE: "Từ chối giải quyết",
    Action.EXTEND: "Xin lỗi và gia hạn",
    Action.APOLOGISE: "Xin lỗi vì quá hạn, hẹn lại",
    Action.PAY: "Yêu cầu nghĩa vụ tài chính",
    Action.PAID: "Thu tiền",
    Action.WITHDRAW: "Công dân rút hồ sơ",
    Action.STOP: "Dừng giải quyết",
    Action.CLOSE: "Đóng hồ sơ (không bổ sung)",
    Action.FINISH: "Xử lý xong",
    Action.RETURN: "Trả kết quả",
    Action.AMEND: "Đính chính",
    Action.VOID: "Hủy số (lập nhầm)",
}

_ANY = tuple(Status)
_STEPS: Final[Mapping[Action, Mapping[Status, Status]]] = {
    Action.ACCEPT: {Status.REGISTERED: Status.ACCEPTED},
    Action.DENY: {Status.REGISTERED: Status.DENIED},
    Action.PROCESS: {Status.ACCEPTED: Status.PROCESSING},
    Action.VERIFY: dict.fromkeys(RUNNING, Status.PROCESSING),
    Action.SUPPLEMENT: dict.fromkeys(RUNNING, Status.SUPPLEMENT),
    Action.RESUBMIT: {Status.SUPPLEMENT: Status.PROCESSING},
    Action.CLOSE: {Status.SUPPLEMENT: Status.STOPPED},
    Action.PAY: dict.fromkeys(RUNNING, Status.PAYING),
    Action.PAID: {
        Status.PAYING: Status.PROCESSING,
        Status.ACCEPTED: Status.ACCEPTED,
        Status.PROCESSING: Status.PROCESSING,
        Status.FINISHED: Status.FINISHED,
        Status.RETURNED: Status.RETURNED,
    },
    Action.EXTEND: {s: s for s in (*RUNNING, Status.PAYING)},
    Action.APOLOGISE: {s: s for s in (*RUNNING, Status.PAYING, Status.FINISHED)},
    Action.WITHDRAW: dict.fromkeys(OPEN, Status.WITHDRAWN),
    Action.STOP: dict.fromkeys(OPEN, Status.STOPPED),
    Action.FINISH: dict.fromkeys(RUNNING, Status.FINISHED),
    Action.REFUSE: dict.fromkeys(RUNNING, Status.FINISHED),
    Action.RETURN: {Status.FINISHED: Status.RETURNED},
    Action.AMEND: {s: s for s in _ANY},
    Action.VOID: {s: s for s in _ANY},
}
ALLOWED: Final = frozenset((a, start, end) for a, pairs in _STEPS.items() for start, end in pairs.items())
"""Every allowed step as (action, from, to); nothing else is a transition."""

NEEDS_REASON: Final = frozenset(
    {
        Action.DENY,
        Action.SUPPLEMENT,
        Action.REFUSE,
        Action.EXTEND,
        Action.APOLOGISE,
        Action.STOP,
        Action.AMEND,
        Action.VOID,
    }
)
_ENDS: Final = frozenset({Action.WITHDRAW, Action.STOP, Action.CLOSE, Action.FINISH, Action.REFUSE})


class StepRules(Record):
    """The numbers that the one-stop decree sets for the life of a case, with their basis (data, not code)."""

    supplement_notice_days: int = 3
    supplement_rounds: int = 2
    close_after_days: int = 15
    extensions: int = 1
    extension_notice_days: int = 1
    basis: str = ""


class CaseState(Record):
    """What the rules need to know of a case; moments are office wall time."""

    status: Status
    opened_at: datetime
    """When it was received, or (status 1) submitted."""
    last_at: datetime
    clock_from: datetime | None = None
    """Where the running limit is counted from: reception, acceptance or the last resubmission."""
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    by_hour: bool = False
    variant: str = ""
    supplement_rounds: int = 0
    stopped_at: datetime | None = None
    """When the clock last stopped: the supplement notice or the payment request."""
    extensions: int = 0
    finished_at: datetime | None = None
    refused: bool = False
    voided: bool = False


class Ask(Record):
    """What the officer asks for: the step, when it happened, and the details it needs."""

    action: Action
    at: datetime
    reason: str = ""
    approver: str = ""
    new_due: datetime | None = None
    variant: str = ""


class Clock(Protocol):
    """How the case's own rule version counts time (bound to the calendar and the office's conventions)."""

    def promise(self, variant: str, start: datetime) -> tuple[datetime | None, bool] | None:
        """Return (due, by_hour) counted from ``start``; due None without a limit, None when not known."""

    def resumed(self, due_at: datetime, stopped: datetime, resumed: datetime) -> datetime:
        """Return the due moment moved by the time the clock stood still."""

    def notice_is_late(self, received: datetime, notice: datetime, days: int) -> bool:
        """Tell whether more than ``days`` working days passed before the notice."""

    @property
    def restarts_after_supplement(self) -> bool:
        """Tell whether the limit starts from zero after a supplement (A2)."""

    @property
    def late_notice_keeps_promise(self) -> bool:
        """Tell whether a late supplement notice leaves the first promise standing (A2b)."""

    @property
    def stops_while_paying(self) -> bool:
        """Tell whether the clock stands still while the citizen pays."""


class Outcome(Record):
    """A step taken: the new state and the breaches of the rules that it shows."""

    state: CaseState
    breaches: tuple[str, ...] = ()


def why_not(state: CaseState, action: Action) -> Refused | None:
    """Tell why a step cannot be taken from this status whatever its details, or None when it can."""
    if state.voided:
        return Refused("case-voided")
    if state.status not in _STEPS[action]:
        return Refused("step-not-allowed", action=ACTION_NAMES[action], status=STATUS_NAMES[state.status])
    return None


def can_close(state: CaseState, at: datetime, rules: StepRules) -> Refused | None:
    """Tell why a case waiting for papers cannot be closed yet: only after the days given have all passed."""
    opens = first_closing_day(state, rules)
    if opens is not None and at.date() < opens:
        return Refused("close-too-early", on=opens, days=rules.close_after_days)
    return None


def first_closing_day(state: CaseState, rules: StepRules) -> date | None:
    """Return the day on which the program proposes closing a case whose papers were not brought."""
    if state.status is not Status.SUPPLEMENT or state.stopped_at is None:
        return None
    return state.stopped_at.date() + timedelta(days=rules.close_after_days + 1)


def can_extend(state: CaseState, at: datetime, rules: StepRules) -> Refused | None:
    """Tell why the promise cannot be moved: no promise, moved before, or asked too late."""
    if state.due_at is None:
        return Refused("no-due-to-extend")
    if state.extensions >= rules.extensions:
        return Refused("already-extended", "approver", times=rules.extensions)
    last_day = state.due_at.date() - timedelta(days=rules.extension_notice_days)
    if at.date() > last_day:
        return Refused("extension-too-late", "approver", last_day=last_day)
    return None


def can_apologise(state: CaseState, at: datetime) -> Refused | None:
    """Tell why there is nothing to apologise for: the promise has not been missed (yet)."""
    if state.due_at is None:
        return Refused("no-due-to-extend")
    if not is_late(state.finished_at or at, state.due_at, by_hour=state.by_hour):
        return Refused("not-missed", due_at=state.due_at)
    return None


def can_supplement(state: CaseState, rules: StepRules) -> Refused | None:
    """Tell why more papers cannot be asked for: the rounds the decree allows are used up."""
    if state.supplement_rounds >= rules.supplement_rounds:
        return Refused("supplement-rounds-used", "approver", rounds=rules.supplement_rounds)
    return None


def can_take(state: CaseState, action: Action, at: datetime, rules: StepRules) -> Refused | None:
    """Tell why a step cannot be taken now (an approver's override may still allow some), or None."""
    refusal = why_not(state, action)
    if refusal is None and action is Action.SUPPLEMENT:
        refusal = can_supplement(state, rules)
    elif refusal is None and action is Action.CLOSE:
        refusal = can_close(state, at, rules)
    elif refusal is None and action is Action.EXTEND:
        refusal = can_extend(state, at, rules)
    elif refusal is None and action is Action.APOLOGISE:
        refusal = can_apologise(state, at)
    return refusal


def take(state: CaseState, ask: Ask, rules: StepRules, clock: Clock) -> Outcome:
    """Take a step and return the new state; raise ``Refused`` when the rules do not allow it.

    An approver's name with a reason overrides the limits on extensions and supplement rounds.
    """
    refusal = can_take(state, ask.action, ask.at, rules)
    if refusal is not None and not (refusal.field == "approver" and ask.approver and ask.reason):
        raise refusal
    if ask.action in NEEDS_REASON and not ask.reason.strip():
        raise Refused("reason-needed", "reason", action=ACTION_NAMES[ask.action])
    if ask.at < state.last_at:
        raise Refused("step-before-last", "at", last=state.last_at)
    moved = replace(state, status=_STEPS[ask.action][state.status], last_at=ask.at)
    breaches = ("overridden",) if refusal is not None else ()
    return _particulars(state, moved, ask, rules, clock, breaches)


def _particulars(
    old: CaseState, moved: CaseState, ask: Ask, rules: StepRules, clock: Clock, breaches: tuple[str, ...]
) -> Outcome:
    """Change what the step itself changes besides the status."""
    action = ask.action
    if action is Action.ACCEPT:
        moved = _promised(replace(moved, opened_at=ask.at), ask, clock, ask.at)
    elif action is Action.VERIFY:
        moved = _verified(moved, ask, clock)
    elif action is Action.SUPPLEMENT:
        moved = replace(moved, stopped_at=ask.at, supplement_rounds=old.supplement_rounds + 1)
        start = old.clock_from or old.opened_at
        if clock.notice_is_late(start, ask.at, rules.supplement_notice_days):
            breaches = (*breaches, "supplement-late")
    elif action is Action.RESUBMIT:
        moved = _resumed(moved, ask, rules, clock)
    elif action is Action.PAY:
        moved = replace(moved, stopped_at=ask.at)
    elif action is Action.PAID:
        moved = _paid(old, moved, ask, clock)
    elif action is Action.EXTEND:
        moved = _extended(moved, ask)
    elif action is Action.APOLOGISE:
        if ask.new_due is None or ask.new_due <= ask.at:
            raise Refused("new-due-needed", "new_due")
        breaches = (*breaches, "promise-missed")
    elif action is Action.AMEND and ask.new_due is not None:
        if old.finished_at is not None:
            raise Refused("due-after-finish", "new_due")
        if ask.new_due < old.opened_at:
            raise Refused("due-before-receipt", "new_due")
        moved = replace(moved, due_at=ask.new_due)
    elif action is Action.VOID:
        moved = replace(moved, voided=True)
    if action in _ENDS:
        moved = replace(moved, finished_at=ask.at, refused=action is Action.REFUSE)
        if action is Action.REFUSE and is_late(ask.at, moved.due_at, by_hour=moved.by_hour):
            breaches = (*breaches, "refused-late")
    return Outcome(moved, breaches)


def _promised(state: CaseState, ask: Ask, clock: Clock, start: datetime) -> CaseState:
    """Start the clock at ``start`` and promise a date; an unknown limit needs the officer's date."""
    answer = clock.promise(state.variant, start)
    if answer is None and ask.new_due is None:
        raise Refused("new-due-needed", "new_due")
    due_at, by_hour = answer if answer is not None else (ask.new_due, False)
    if ask.new_due is not None:
        if not ask.reason.strip():
            raise Refused("due-reason-needed", "reason")
        due_at = ask.new_due
    if due_at is not None and due_at < start:
        raise Refused("due-before-receipt", "new_due")
    return replace(state, clock_from=start, due_at=due_at, original_due_at=due_at, by_hour=by_hour)


def _verified(state: CaseState, ask: Ask, clock: Clock) -> CaseState:
    """Switch to a named variant of the limit, counted from where the clock started."""
    if not ask.variant:
        raise Refused("variant-needed", "variant")
    if ask.variant == state.variant:
        raise Refused("variant-in-force", "variant", variant=ask.variant)
    start = state.clock_from or state.opened_at
    return _promised(replace(state, variant=ask.variant), ask, clock, start)


def _resumed(state: CaseState, ask: Ask, rules: StepRules, clock: Clock) -> CaseState:
    """Set the promise anew after the papers came back: from zero, or moved by the pause (A2, A2b)."""
    stopped, start = state.stopped_at, state.clock_from or state.opened_at
    if stopped is not None and state.due_at is not None:
        if clock.late_notice_keeps_promise and clock.notice_is_late(start, stopped, rules.supplement_notice_days):
            return state
        if not clock.restarts_after_supplement:
            return _moved_by_pause(state, clock, stopped, ask.at)
    return _promised(state, ask, clock, ask.at)


def _paid(old: CaseState, state: CaseState, ask: Ask, clock: Clock) -> CaseState:
    """Move the promise by the time of paying where the office counts so."""
    if old.status is not Status.PAYING or old.due_at is None or old.stopped_at is None:
        return state
    if not clock.stops_while_paying:
        return state
    return _moved_by_pause(state, clock, old.stopped_at, ask.at)


def _moved_by_pause(state: CaseState, clock: Clock, stopped: datetime, resumed: datetime) -> CaseState:
    """Move the promise, and the original one beside it, by the time the clock stood still."""
    moved = (due and clock.resumed(due, stopped, resumed) for due in (state.due_at, state.original_due_at))
    due_at, original = moved
    return replace(state, due_at=due_at, original_due_at=original)


def _extended(state: CaseState, ask: Ask) -> CaseState:
    """Move the promise once, to a later moment, keeping the original beside it."""
    if ask.new_due is None:
        raise Refused("new-due-needed", "new_due")
    if state.due_at is not None and ask.new_due <= state.due_at:
        raise Refused("new-due-not-later", "new_due", due_at=state.due_at)
    return replace(state, due_at=ask.new_due, extensions=state.extensions + 1)


def is_late(moment: datetime, due_at: datetime | None, *, by_hour: bool) -> bool:
    """Tell whether ``moment`` is past the promise: hour limits compare times, all others dates."""
    if due_at is None:
        return False
    return moment > due_at if by_hour else moment.date() > due_at.date()


def is_overdue_on_screen(status: Status, due_at: datetime | None, now: datetime) -> bool:
    """Tell whether screens call a case overdue: its printed hour has passed and its clock is running."""
    return status in RUNNING and due_at is not None and now > due_at
