"""The queue at the door: numbers taken in order, called to a counter, shown on the display."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.queue import QueueTicket
from papi_desk.db.numbers import next_number
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.services.papers import LayOut, Printed
from papi_desk.services.reference import reference
from papi_desk.services.sheets import slip_papers


class Call(Record):
    """A number called to a counter."""

    number: int
    counter: str
    called_at: datetime


def take_ticket(session: Session, *, lay_out: LayOut, at: datetime) -> Printed:
    """Take the next number of the day and lay its ticket out, with how many wait before it."""
    waiting = waiting_now(session, at=at)
    number = next_number(session, f"queue/{at:%Y-%m-%d}")
    session.add(QueueTicket(day=at.date(), number=number, taken_at=at, counter=""))
    [printed] = slip_papers(session, "ticket", [str(number)], lay_out=lay_out, at=at, waiting=str(waiting))
    return printed


def call_next(session: Session, counter: str, *, at: datetime, by: int | str | None = None) -> Call:
    """Call the lowest number that waits to a counter; raises ``Refused`` when nobody waits."""
    waiting = select(QueueTicket).where(QueueTicket.day == at.date(), QueueTicket.called_at.is_(None))
    ticket = session.scalars(waiting.order_by(QueueTicket.number).limit(1).with_for_update(skip_locked=True)).first()
    if ticket is None:
        raise Refused("queue-empty", "counter")
    ticket.called_at, ticket.counter = at, counter
    ticket.officer_id = reference(session).officer(by, at.date()).id
    session.flush()
    return Call(ticket.number, counter, at)


def call_again(session: Session, counter: str, *, at: datetime) -> Call:
    """Call the last number of a counter again; raises ``Refused`` when it called none today."""
    mine = select(QueueTicket).where(QueueTicket.day == at.date(), QueueTicket.counter == counter)
    ticket = session.scalars(mine.order_by(QueueTicket.called_at.desc(), QueueTicket.id.desc())).first()
    if ticket is None:
        raise Refused("queue-empty", "counter")
    ticket.called_at = at
    return Call(ticket.number, counter, at)


def last_call(session: Session, *, since: datetime) -> Call | None:
    """Return the last number called at or after a moment."""
    called = select(QueueTicket).where(QueueTicket.called_at >= since)
    ticket = session.scalars(called.order_by(QueueTicket.called_at.desc(), QueueTicket.id.desc()).limit(1)).first()
    return Call(ticket.number, ticket.counter, ticket.called_at) if ticket and ticket.called_at else None


def waiting_now(session: Session, *, at: datetime) -> int:
    """Return how many numbers of today wait."""
    query = select(func.count()).where(QueueTicket.day == at.date(), QueueTicket.called_at.is_(None))
    return session.scalar(query) or 0
