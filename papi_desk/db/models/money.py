"""What a case is charged, and what was paid."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class Charge(Base):
    """One line of what a case owes; ``amount`` None where the rate is not known."""

    __tablename__ = "charges"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    quantity: Mapped[int]
    unit_price: Mapped[int | None] = mapped_column(BIG_ID)
    amount: Mapped[int | None] = mapped_column(BIG_ID)
    basis: Mapped[str]
    exemption: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")


class Payment(Base):
    """Money taken: how much, how, by whom, and the number of the real receipt."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    amount: Mapped[int] = mapped_column(BIG_ID)
    method: Mapped[str]
    receipt_number: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
