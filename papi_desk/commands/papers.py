"""What the commands of the command line print: papers of cases, forms, sheets, notices, slips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from papi_desk.commands.answers import REFUSED, show, write
from papi_desk.commands.given import Given, now_of, read_date, read_whole, register_of
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.gallery import gallery_page, pictures
from papi_desk.documents.layout import Layout, check_sheets, layouts_pdf
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import StepRow
from papi_desk.services.book_pages import verify_pages
from papi_desk.services.forms import drop_form, every_form, form_text, list_forms, load_form
from papi_desk.services.papers import Printed, issue_paper
from papi_desk.services.sheets import notice_paper, procedure_sheet_paper, slip_papers


def slip(given: Given) -> Any:
    """Write a paper of a case as PDF; several cases make one paper with their list."""
    check_sheets(1 if given.copies is None else given.copies, given.sheet)
    code, *batch = [part.strip() for part in given.code.split(",") if part.strip()] or [""]
    printed = register_of(given).transact(
        issue_paper, code, given.form, lay_out=kept_layout, at=now_of(given), by=given.by,
        form_set=given.form_set or "", batch=tuple(batch),
    )  # fmt: skip
    copies = printed.copies if given.copies is None else given.copies
    return _written(given, [printed], copies=copies, sheet=given.sheet)


def sheet(given: Given) -> Any:
    """Write the public sheet of a procedure."""
    printed = register_of(given).transact(procedure_sheet_paper, given.code, lay_out=kept_layout, at=now_of(given))
    return _written(given, [printed])


def papers(given: Given) -> Any:
    """List the forms, show or change a form's wording, or print a notice or a slip that tells of no case."""
    return getattr(_Papers, given.what.replace("-", "_"))(given)


class _Papers:
    """The things that can be done with forms, by name."""

    @staticmethod
    def list(given: Given) -> Any:
        """List every form of every set."""
        return register_of(given).read(list_forms)

    @staticmethod
    def show(given: Given) -> Any:
        """Write the template of a form, to be changed and loaded again."""
        text = register_of(given).read(form_text, given.subject or "")
        if given.output:
            return {"file": write(given.output, text.encode(), private=False)}
        return {"form": given.subject, "template": text} if given.json else text

    @staticmethod
    def load(given: Given) -> Any:
        """Take over the office's own wording."""
        path = Path(given.subject or "")
        if not path.is_file():
            raise Refused("file-missing", "file", file=str(path))
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Refused("file-unreadable", "file", file=str(path), why=str(error)) from error
        return register_of(given).transact(load_form, text, at=now_of(given))

    @staticmethod
    def drop(given: Given) -> Any:
        """Go back to the packaged wording."""
        register_of(given).transact(drop_form, given.subject or "", at=now_of(given))
        return {"form": given.subject, "own": False}

    @staticmethod
    def gallery(given: Given) -> Any:
        """Write a picture of every form into a folder, and beside it the page that shows them."""
        folder, forms = Path(given.output or "bieu-mau"), register_of(given).read(every_form)
        folder.mkdir(parents=True, exist_ok=True)
        made = [write(str(folder / name), content, private=False) for name, content in pictures(forms)]
        page = write(str(folder.with_suffix(".md")), gallery_page(forms, folder.name).encode(), private=False)
        return {"page": page, "pictures": made}

    @staticmethod
    def verify(given: Given) -> Any:
        """Prove the closed pages of a year; exit code 1 when one was tampered with."""
        proved = register_of(given).read(verify_pages, read_whole(given.year, "year"))
        show(proved, as_json=given.json)
        return 0 if proved.ok else REFUSED

    @staticmethod
    def print(given: Given) -> Any:
        """Print a notice, the feedback address, a ticket or a blank slip of a given number."""
        form, database, now = given.subject or "", register_of(given), now_of(given)
        if form in ("ticket", "blank-slip"):
            numbers = tuple(given.number or ("1",))
            printed = database.transact(slip_papers, form, numbers, lay_out=kept_layout, at=now, counter=given.counter)
            return _written(given, printed)
        if form not in ("posting", "feedback-address"):
            raise Refused("form-unknown", "form", form=form, known="posting, feedback-address, ticket, blank-slip")
        words = _notice(given) if form == "posting" else {}
        return _written(given, [database.transact(notice_paper, form, words, lay_out=kept_layout, at=now)])


def _notice(given: Given) -> dict[str, Any]:
    """Read what a notice says from the command line."""
    plain = {name: getattr(given, name) for name in ("title", "text", "decision", "group", "responsible")}
    return {
        **plain, "number": (given.number or ("",))[0], "places": tuple(StepRow(place) for place in given.place),
        "posted_from": read_date(given.first, "from"), "posted_until": read_date(given.last, "to"),
    }  # fmt: skip


def _written(given: Given, printed: list[Printed], *, copies: int = 1, sheet: str = "single") -> Any:
    layouts = [Layout.from_bytes(one.layout) for one in printed]
    content = layouts_pdf(layouts, copies=copies, sheet=sheet, reprint=printed[0].reprint)
    name = write(given.output, content)
    first = printed[0]
    told = {"form": first.form, "set": first.form_set, "number": first.number, "reprint": first.reprint}
    return {"file": name, **told} if name else None
