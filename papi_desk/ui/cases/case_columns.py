"""The columns that a list of cases can have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from papi_desk.services.case_lists import CaseLine
from papi_desk.ui.labels import CHANNEL_ICONS, Chip, channel_name, due_chip, moment_text, status_chip
from papi_desk.ui.rows import Column

SHOWN: Final = {"due", "code", "owner", "procedure", "state", "channel"}
"""The columns shown until an officer chooses others."""
WIDE: Final = "procedure"


class CaseColumns(QObject):
    """Makes the columns of a list of cases, each under the key it is remembered by."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def every(self) -> tuple[Column[CaseLine], ...]:
        """Return all columns, in their usual order."""
        channel = Column[CaseLine](
            "", icon=_channel, tip=lambda c: channel_name(c.channel), width=36, key="channel", name=self.tr("Channel")
        )
        state = Column[CaseLine]("", mark=_state, width=36, key="state", name=self.tr("Status"))
        return (
            self._due(),
            self._figures(self.tr("Code"), "code", lambda c: c.code, width=166, order="newest"),
            self._figures(self.tr("Official code"), "official", lambda c: c.official_code, width=190),
            self._words(self.tr("Owner"), "owner", lambda c: c.owner, width=160),
            Column(self.tr("Procedure"), lambda c: c.procedure, key=WIDE),
            self._words(self.tr("Field"), "field", lambda c: c.field, width=130),
            self._moment(self.tr("Received"), "received", lambda c: c.received_at, order="received"),
            self._moment(self.tr("Promised"), "promised", lambda c: c.due_at, order="due"),
            self._moment(self.tr("Finished"), "finished", lambda c: c.finished_at),
            self._words(self.tr("Received by"), "officer", lambda c: c.officer, width=150),
            state,
            channel,
        )

    def _due(self) -> Column[CaseLine]:
        return Column(
            self.tr("Due"), chip=self._chip, tip=lambda c: moment_text(c.due_at), width=152, key="due", order="due",
            resizable=True,
        )  # fmt: skip

    def _chip(self, case: CaseLine) -> Chip | None:
        if case.voided:
            return None
        return due_chip(case.status, case.due_at, case.finished_at, self._clock(), by_hour=case.by_hour)

    @staticmethod
    def _words(title: str, key: str, text: Callable[[CaseLine], str], *, width: int) -> Column[CaseLine]:
        return Column(title, text, key=key, width=width, resizable=True)

    @staticmethod
    def _figures(
        title: str, key: str, text: Callable[[CaseLine], str], *, width: int, order: str = ""
    ) -> Column[CaseLine]:
        return Column(title, text, key=key, width=width, order=order, figures=True, resizable=True)

    def _moment(
        self, title: str, key: str, moment: Callable[[CaseLine], datetime | None], *, order: str = ""
    ) -> Column[CaseLine]:
        return self._figures(title, key, lambda c: moment_text(moment(c)), width=158, order=order)


def _channel(case: CaseLine) -> str:
    return CHANNEL_ICONS.get(case.channel, "user")


def _state(case: CaseLine) -> Chip:
    return status_chip(case.status, voided=case.voided)
