"""A case with its people, papers, history, result and contacts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Computed, Connection, ForeignKey, Index, Integer, UniqueConstraint, event, inspect, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from papi_desk.db.models.base import BIG_ID, CaseBase
from papi_desk.db.models.procedures import Procedure
from papi_desk.db.models.spans import SpanClass
from papi_desk.db.models.words import ADD_WORD, DROP_WORDS, words_of
from papi_desk.domain.cases import CaseState, Status
from papi_desk.domain.names import initials


class Case(CaseBase):
    """A citizen's dossier at the desk, from reception to the result handed back."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("series", "number"),
        Index("ix_cases_due_at_status", "due_at", "status"),
        Column("open_span", Integer, Computed(SpanClass("received_at", "finished_at"))),
        Column("record_span", Integer, Computed(SpanClass("recorded_at", "last_recorded_at"))),
        Index("ix_cases_open_span", "open_span", "received_at"),
        Index("ix_cases_record_span", "record_span", "recorded_at"),
        Index("ix_cases_listed", "id", "status", "procedure_id", "officer_id", "channel", "received_at", "voided_at"),
        Index("ix_cases_status_finished_at", "status", "finished_at"),
    )

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    series: Mapped[str]
    number: Mapped[int]
    official_code: Mapped[str | None] = mapped_column(unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    receiving_unit: Mapped[str] = mapped_column(default="")
    competent_unit: Mapped[str] = mapped_column(default="")
    channel: Mapped[str]
    status: Mapped[int]
    submitted_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None] = mapped_column(index=True)
    clock_from: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    original_due_at: Mapped[datetime | None]
    by_hour: Mapped[bool] = mapped_column(default=False)
    due_reason: Mapped[str] = mapped_column(default="")
    trace: Mapped[list[Any]] = mapped_column(default=list)
    variant: Mapped[str] = mapped_column(default="")
    supplement_rounds: Mapped[int] = mapped_column(default=0)
    stopped_at: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    refused: Mapped[bool] = mapped_column(default=False)
    returned_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    event_date: Mapped[date | None]
    sets: Mapped[int] = mapped_column(default=1)
    result_place: Mapped[str] = mapped_column(default="")
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    last_at: Mapped[datetime]
    last_recorded_at: Mapped[datetime] = mapped_column(index=True)
    joined_id: Mapped[int | None] = mapped_column(index=True)
    """Which of ``joined_registers`` it came with; none for a case of this register's own."""
    revision: Mapped[int] = mapped_column()

    procedure: Mapped[Procedure] = relationship(lazy="raise")
    parties: Mapped[list["Party"]] = relationship(lazy="raise", order_by="Party.id", back_populates="case")
    documents: Mapped[list["CaseDocument"]] = relationship(
        lazy="raise", order_by="CaseDocument.position", back_populates="case"
    )
    events: Mapped[list["CaseEvent"]] = relationship(lazy="raise", order_by="CaseEvent.id", back_populates="case")

    __mapper_args__ = {  # noqa: RUF012
        "version_id_col": revision,
        "exclude_properties": ["open_span", "record_span"],
    }

    @property
    def state(self) -> CaseState:
        """Return what the rules need to know of the case."""
        return CaseState(
            status=Status(self.status),
            opened_at=self.received_at or self.submitted_at or self.recorded_at,
            last_at=self.last_at,
            clock_from=self.clock_from,
            due_at=self.due_at,
            original_due_at=self.original_due_at,
            by_hour=self.by_hour,
            variant=self.variant,
            supplement_rounds=self.supplement_rounds,
            stopped_at=self.stopped_at,
            extensions=self.extensions,
            finished_at=self.finished_at,
            refused=self.refused,
            voided=self.voided_at is not None,
        )

    def move_to(self, state: CaseState) -> None:
        """Take over the state that the rules have allowed; the only way a case's life moves on."""
        if self.status == Status.REGISTERED and state.status is Status.ACCEPTED:
            self.received_at = state.opened_at
        if self.status != Status.RETURNED and state.status is Status.RETURNED:
            self.returned_at = state.last_at
        if state.voided and self.voided_at is None:
            self.voided_at = state.last_at
        self.status = int(state.status)
        for name in (
            "last_at",
            "clock_from",
            "due_at",
            "original_due_at",
            "by_hour",
            "variant",
            "supplement_rounds",
            "stopped_at",
            "extensions",
            "finished_at",
            "refused",
        ):
            setattr(self, name, getattr(state, name))

    def put_back(self, state: CaseState) -> None:
        """Take over the state from before the last step, which is taken back."""
        self.move_to(state)
        if not state.voided:
            self.voided_at = None


class Party(CaseBase):
    """A person or organisation on a case: its owner, or who handed it in for them."""

    __tablename__ = "parties"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    role: Mapped[str]
    kind: Mapped[str] = mapped_column(default="person")
    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(index=True)
    initials: Mapped[str] = mapped_column(default="", server_default=text("''"))
    id_number: Mapped[str] = mapped_column(default="", index=True)
    tax_code: Mapped[str] = mapped_column(default="", index=True)
    birth_date: Mapped[date | None]
    sex: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="", index=True)
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    relation: Mapped[str] = mapped_column(default="")
    authorisation: Mapped[str] = mapped_column(default="")
    case: Mapped[Case] = relationship(lazy="raise", back_populates="parties")


def _words(party: Party) -> set[str]:
    return words_of(party.name, party.id_number or "", party.tax_code or "", party.phone or "")


@event.listens_for(Party, "before_insert")
@event.listens_for(Party, "before_update")
def _shorten(_mapper: Mapper[Party], _connection: Connection, party: Party) -> None:
    party.initials = initials(party.name)


@event.listens_for(Party, "after_insert")
def _list_words(_mapper: Mapper[Party], connection: Connection, party: Party) -> None:
    if words := sorted(_words(party)):
        connection.execute(ADD_WORD, [{"word": word, "case_id": party.case_id} for word in words])


@event.listens_for(Party, "after_update")
def _list_other_words(_mapper: Mapper[Party], connection: Connection, party: Party) -> None:
    """List the case under what its people are called now; others on the case keep their words."""
    columns = ("name", "id_number", "tax_code", "phone")
    old = [inspect(party).attrs[name].history.deleted for name in columns]
    if not any(old):
        return
    was = [(gone or [getattr(party, name)])[0] or "" for gone, name in zip(old, columns, strict=True)]
    connection.execute(DROP_WORDS, {"case_id": party.case_id, "words": sorted(words_of(*was))})
    people = connection.execute(
        text("SELECT name, id_number, tax_code, phone FROM parties WHERE case_id = :case_id"),
        {"case_id": party.case_id},
    )
    words = {word for person in people for word in words_of(*(value or "" for value in person))}
    if words:
        connection.execute(ADD_WORD, [{"word": word, "case_id": party.case_id} for word in sorted(words)])


class CaseDocument(CaseBase):
    """A paper handed in with a case, counted by kind of copy."""

    __tablename__ = "case_documents"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    originals: Mapped[int] = mapped_column(default=0)
    certified: Mapped[int] = mapped_column(default=0)
    photos: Mapped[int] = mapped_column(default=0)
    digitised: Mapped[bool] = mapped_column(default=False)
    reused_from: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The earlier case whose digitised paper serves again; empty when it was handed in."""
    case: Mapped[Case] = relationship(lazy="raise", back_populates="documents")


class CaseEvent(CaseBase):
    """One step in the life of a case: when it happened, when it was written down, by whom, and why."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    action: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approver: Mapped[str] = mapped_column(default="")
    from_status: Mapped[int | None]
    to_status: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    old_due: Mapped[datetime | None]
    new_due: Mapped[datetime | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    case: Mapped[Case] = relationship(lazy="raise", back_populates="events")


class Result(CaseBase):
    """The result of a case: granted or refused, its number, and who took it."""

    __tablename__ = "results"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    taken_by: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None]
    digitised: Mapped[bool] = mapped_column(default=False)


class Contact(CaseBase):
    """The citizen was told something: when, how, and what."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    means: Mapped[str]
    content: Mapped[str]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
