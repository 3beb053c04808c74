"""The main job done on sample data in a folder of its own, never the user's register."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import write
from papi_desk.commands.given import now_of, open_register
from papi_desk.commands.tables import rendered
from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import month_period
from papi_desk.services.cases import register_case, take_step
from papi_desk.services.office import set_office
from papi_desk.services.papers import issue_paper
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.sample import sample_cases


def demo(given: argparse.Namespace) -> Any:
    """Do the main job on sample data in a folder of its own: a slip and a month's statistics."""
    folder = Path(given.output) if given.output else Path(tempfile.mkdtemp(prefix="papi-desk-demo-"))
    if given.cases < 1 or given.cases > 100_000:
        raise Refused("bad-number", "cases", text=str(given.cases))
    if (folder / "papi-desk.db").exists():
        raise Refused("demo-folder-in-use", "output", folder=str(folder))
    now = now_of(given)
    month = (now.replace(day=1)).date()
    month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    database = open_register(folder, None, now)
    profile = {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "place": "Xã Mẫu"}
    database.transact(set_office, profile, at=now)
    code = ""
    for sample in sample_cases(given.cases, month=month, seed=given.seed, until=now):
        done = database.transact(register_case, sample.new, at=sample.at, recorded_at=now)
        code = code or done.code
        for action, at in sample.steps:
            database.transact(take_step, done.code, action, at=at, recorded_at=now)
    files = _demo_papers(database, folder, code, month, now)
    if given.json:
        return {"folder": str(folder), "cases": given.cases, "files": files}
    return "\n".join([f"Đã làm thử với {given.cases} hồ sơ mẫu trong {folder}:", *(f"  {name}" for name in files)])


def _demo_papers(database: Database, folder: Path, code: str, month: date, now: datetime) -> list[str]:
    receipt = Layout.from_bytes(database.transact(issue_paper, code, lay_out=kept_layout, at=now).layout)
    table = database.read(report, "ii06a", Asked(month_period(month.year, month.month), now))
    made = {
        f"giay-hen-{code}.pdf": layout_pdf(receipt, copies=2),
        f"giay-hen-{code}-a4.pdf": layout_pdf(receipt, copies=2, sheet="a4"),
        f"thong-ke-{month:%Y-%m}.pdf": rendered("pdf", table),
        f"thong-ke-{month:%Y-%m}.xlsx": rendered("xlsx", table),
    }
    return [str(write(str(folder / name), content, private=False)) for name, content in made.items()]
