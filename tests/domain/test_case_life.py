"""The life of a case under any sequence of steps: only drawn transitions, and nothing forgotten."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from papi_desk.domain.calendar import Calendar, read_days, read_desk_hours
from papi_desk.domain.cases import (
    ALLOWED,
    NEEDS_REASON,
    OPEN,
    Action,
    Ask,
    CaseState,
    Status,
    StepRules,
    can_take,
    first_closing_day,
    take,
)
from papi_desk.domain.deadlines import Conventions, Limit, Stage, Unit, due, paused_due
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.settings import resource

CALENDAR = Calendar(
    read_days(resource("data", "holidays.csv").read_text("utf-8")),
    read_desk_hours(tomllib.loads(resource("data", "desk_hours.toml").read_text("utf-8"))),
)
LIMITS = {
    "": Limit((Stage(Decimal(5), Unit.WORKING_DAYS),)),
    "verification": Limit((Stage(Decimal(25), Unit.DAYS),)),
    "quick": Limit((Stage(Decimal(4), Unit.HOURS),)),
    "none": Limit((Stage(Decimal(0), Unit.NONE),)),
}
CLOSED = frozenset({Status.DENIED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})
SETTLED = frozenset({Status.WITHDRAWN, Status.STOPPED, Status.FINISHED, Status.RETURNED})
RULES = StepRules()


class Clock(Record):
    """Count time as an office with these conventions does."""

    restarts_after_supplement: bool
    late_notice_keeps_promise: bool
    stops_while_paying: bool

    def promise(self, variant: str, start: datetime) -> tuple[datetime | None, bool] | None:
        if variant not in LIMITS:
            return None
        found = due(LIMITS[variant], start, CALENDAR, Conventions())
        return found.at, found.by_hour

    def resumed(self, due_at: datetime, stopped: datetime, resumed: datetime) -> datetime:
        return paused_due(due_at, stopped, resumed, CALENDAR)

    def notice_is_late(self, received: datetime, notice: datetime, days: int) -> bool:
        return CALENDAR.working_days_between(received.date(), notice.date()) > days


class CaseLife(RuleBasedStateMachine):
    """Officers who try every step at any time, allowed or not."""

    state: CaseState
    clock: Clock

    @initialize(
        online=st.booleans(),
        at=st.datetimes(datetime(2024, 1, 2), datetime(2024, 6, 1)),
        clock=st.builds(Clock, st.booleans(), st.booleans(), st.booleans()),
    )
    def receive(self, online: bool, at: datetime, clock: Clock) -> None:
        at = at.replace(second=0, microsecond=0)
        self.clock, self.overridden = clock, 0
        if online:
            self.state = CaseState(Status.REGISTERED, at, at)
            return
        due_at, by_hour = due(LIMITS[""], at, CALENDAR, Conventions()).at, False
        self.state = CaseState(Status.ACCEPTED, at, at, at, due_at, due_at, by_hour)

    @rule(
        data=st.data(),
        any_step=st.booleans(),
        hours=st.integers(-30, 24 * 20),
        reason=st.sampled_from(["", " ", "Theo quy định"]),
        approver=st.sampled_from(["", "Trần Thị Ví Dụ"]),
        new_due=st.none() | st.integers(-48, 24 * 40),
        variant=st.sampled_from(["", *LIMITS, "unknown"]),
    )
    def step(
        self,
        data: st.DataObject,
        any_step: bool,
        hours: int,
        reason: str,
        approver: str,
        new_due: int | None,
        variant: str,
    ) -> None:
        old = self.state
        drawn = [a for a in Action if any((a, old.status, end) in ALLOWED for end in Status) and a is not Action.VOID]
        action = data.draw(st.sampled_from(list(Action) if any_step else drawn))
        at = old.last_at + timedelta(hours=hours)
        ask = Ask(action, at, reason, approver, None if new_due is None else at + timedelta(hours=new_due), variant)
        refusal = can_take(old, action, at, RULES)
        try:
            outcome = take(old, ask, RULES, self.clock)
        except Refused:
            return
        self.state = outcome.state
        self._check_step(old, ask, refusal, outcome.breaches)

    def _check_step(self, old: CaseState, ask: Ask, refusal: Refused | None, breaches: tuple[str, ...]) -> None:
        new = self.state
        assert not old.voided
        assert (ask.action, old.status, new.status) in ALLOWED
        assert new.last_at == ask.at >= old.last_at
        assert ask.action not in NEEDS_REASON or ask.reason.strip()
        assert ("overridden" in breaches) == (refusal is not None)
        if refusal is not None:
            assert (refusal.field, bool(ask.approver), bool(ask.reason)) == ("approver", True, True)
            self.overridden += 1
        if ask.action is not Action.ACCEPT:
            assert new.opened_at == old.opened_at
        if old.finished_at is not None:
            assert (new.finished_at, new.refused) == (old.finished_at, old.refused)
        if ask.action is Action.CLOSE:
            opens = first_closing_day(old, RULES)
            assert opens is not None
            assert ask.at.date() >= opens
        if ask.action is Action.EXTEND:
            assert old.due_at is not None
            assert new.due_at is not None
            assert new.due_at > old.due_at
            assert new.original_due_at == old.original_due_at
        if old.status in CLOSED:
            assert new.status is old.status

    @precondition(lambda self: hasattr(self, "state"))
    @invariant()
    def a_case_has_its_finish_exactly_when_it_is_settled(self) -> None:
        assert (self.state.finished_at is not None) == (self.state.status in SETTLED)

    @precondition(lambda self: hasattr(self, "state"))
    @invariant()
    def only_a_settled_case_is_refused(self) -> None:
        assert not self.state.refused or self.state.status in {Status.FINISHED, Status.RETURNED}

    @precondition(lambda self: hasattr(self, "state"))
    @invariant()
    def more_than_the_decree_allows_needs_an_approver(self) -> None:
        state = self.state
        beyond = max(0, state.extensions - RULES.extensions)
        beyond += max(0, state.supplement_rounds - RULES.supplement_rounds)
        assert beyond <= self.overridden

    @precondition(lambda self: hasattr(self, "state"))
    @invariant()
    def the_clock_has_started_for_every_case_taken_in(self) -> None:
        state = self.state
        assert (state.clock_from is not None) == (state.status not in {Status.REGISTERED, Status.DENIED})
        assert state.due_at is None or state.due_at >= state.opened_at

    @precondition(lambda self: hasattr(self, "state"))
    @invariant()
    def a_case_waiting_for_the_citizen_knows_since_when(self) -> None:
        if self.state.status in {Status.SUPPLEMENT, Status.PAYING}:
            assert self.state.status in OPEN
            assert self.state.stopped_at is not None


CaseLife.TestCase.settings = settings(max_examples=250, stateful_step_count=20, deadline=None)
TestAnySequenceOfSteps = CaseLife.TestCase


def test_every_status_is_reached_and_every_open_one_has_a_way_out() -> None:
    reached = {end for _, _, end in ALLOWED} | {Status.REGISTERED}
    assert reached == set(Status)
    for status in (*OPEN, Status.REGISTERED, Status.FINISHED):
        assert {end for _, start, end in ALLOWED if start is status} - {status}


def test_a_closed_case_only_takes_corrections_and_late_money() -> None:
    ways = {action for action, start, _ in ALLOWED if start in CLOSED}
    assert ways == {Action.AMEND, Action.VOID, Action.PAID}
