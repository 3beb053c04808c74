"""The papers of a notice: what is posted, and the minutes of posting it and of taking it down."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.disclosure import NOTICES
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import StepRow
from papi_desk.services.matter_books import disclosure_rules, matter_book
from papi_desk.services.matter_lists import MatterLine, matter_file
from papi_desk.services.papers import LayOut, Printed
from papi_desk.services.sheets import notice_paper, procedure_sheet_paper

NOTICE_PAPERS: Final = {
    "posting": "Bản niêm yết",
    "sheet": "Nội dung thủ tục",
    "posting-minutes": "Biên bản niêm yết",
    "taking-down-minutes": "Biên bản gỡ",
}
"""The last two are one form: with the day of taking down it is the minutes of that. «sheet» is what is posted of a
procedure, as it is in force when it is printed."""
_PLACED: Final = ("board", "culture-house", "community")


def papers_for(line: MatterLine) -> list[str]:
    """Return the papers that a notice has come to."""
    lacking = {"sheet": not line.content.get("procedure"), "taking-down-minutes": line.closed_on is None}
    return [name for name in NOTICE_PAPERS if not lacking.get(name)]


def paper_of_notice(session: Session, key: str, paper: str, *, lay_out: LayOut, at: datetime) -> Printed:
    """Lay out a paper of a notice; raises ``Refused`` for one that it has not come to yet."""
    if paper not in NOTICE_PAPERS:
        raise Refused("form-unknown", "form", form=paper, known=", ".join(NOTICE_PAPERS))
    line = matter_file(session, key, on=at.date()).line
    if line.book != NOTICES:
        raise Refused("matter-unknown", "key", key=key)
    if paper == "taking-down-minutes" and line.closed_on is None:
        step = matter_book(NOTICES).step("take-down").label
        raise Refused("paper-needs-step", "form", form=NOTICE_PAPERS[paper], steps=step)
    if paper == "sheet":
        if not line.content.get("procedure"):
            raise Refused("matter-field-missing", "procedure", label="Thủ tục")
        return procedure_sheet_paper(session, line.content["procedure"], lay_out=lay_out, at=at)
    form = "posting-minutes" if paper == "taking-down-minutes" else paper
    given = {**notice_words(line), "taken_down_on": line.closed_on if paper == "taking-down-minutes" else None}
    return notice_paper(session, form, given, lay_out=lay_out, at=at)


def notice_words(line: MatterLine) -> dict[str, Any]:
    """Fill a notice's papers."""
    content = line.content
    decided = date.fromisoformat(content["decision_date"]) if content.get("decision_date") else None
    decision = " ngày ".join(filter(None, (content.get("decision"), f"{decided:%d/%m/%Y}" if decided else "")))
    return {
        "number": line.key, "title": line.title, "group": disclosure_rules().groups[line.group].words,
        "decision": decision, "text": content.get("text") or "", "places": tuple(_places(content)),
        "posted_from": line.opened_on, "posted_until": line.due_on if line.opened_on else None,
        "responsible": line.responsible,
    }  # fmt: skip


def _places(content: dict[str, Any]) -> list[StepRow]:
    """Return where it is posted; other forms of disclosure stand in lines of their own."""
    forms = disclosure_rules().forms
    others = [name for name in content.get("forms") or () if name not in _PLACED]
    posted = [StepRow(place, "Niêm yết") for place in content.get("places") or ()]
    return [*posted, *(StepRow(forms[name], _when(content) if name == "loudspeaker" else "") for name in others)]


def _when(content: dict[str, Any]) -> str:
    days = (content.get("loudspeaker_from"), content.get("loudspeaker_until"))
    return " – ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in days if day)
