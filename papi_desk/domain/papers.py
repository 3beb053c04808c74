"""What each paper says: the frozen words and figures that ``documents`` sets in type.

A paper is filled once by a service, kept with the case as JSON, and prints again identically years later.
All texts are already in their printed form (Vietnamese, dd/MM/yyyy), except the moments, which the
paper spells out by the form's own layout («09 giờ 15 phút, ngày 04 tháng 3 năm 2024»).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from papi_desk.domain.records import Record


class OfficeHead(Record):
    """The issuing office as the header block names it on the day of the paper."""

    superior: str
    """Line 1, «ỦY BAN NHÂN DÂN XÃ …»."""
    unit: str
    """Line 2, «TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG»."""
    place: str
    """Place name before the date, «Tiền Phong»."""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


class PaperRow(Record):
    """One line of a list of papers, with counts by kind of copy."""

    name: str
    originals: int = 0
    certified: int = 0
    photos: int = 0
    note: str = ""


class ChargeRow(Record):
    """One line of what a case owes."""

    name: str
    quantity: int
    unit_price: int | None
    amount: int | None
    basis: str = ""
    exemption: str = ""


class HandOverRow(Record):
    """One hand-over of a case on its way through the office."""

    unit: str = ""
    given_by: str = ""
    taken_by: str = ""
    at: datetime | None = None
    outcome: str = ""
    """«Trước hạn», «Đúng hạn», «Quá hạn»; written by the receiving side."""
    note: str = ""


class BatchRow(Record):
    """One case of a list handed in together."""

    code: str
    name: str
    address: str = ""
    request: str = ""


NO_FEE: Final = "Không thu"
"""What a sheet says of a procedure that costs nothing."""


class StepRow(Record):
    """One numbered line of a procedure's sheet or of a questionnaire."""

    text: str
    note: str = ""


class CaseWords(Record):
    """What every paper of a case may say; each form names what it needs, the rest stays empty."""

    office: OfficeHead
    issued_on: date
    number: str = ""
    """«Số: …» of the paper itself, given at issue."""
    desk_number: str = ""
    official_code: str = ""
    """«Mã hồ sơ»: empty leaves the dots to be filled by hand; never invented."""
    unit: str = ""
    competent_unit: str = ""
    submitter: str = ""
    """Who hands the case in."""
    owner: str = ""
    owner_apart: str = ""
    """The owner's name where somebody else hands in, else empty."""
    id_label: str = "Số CMND/Thẻ căn cước/Hộ chiếu"
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    channel: str = ""
    request: str = ""
    """«Nội dung yêu cầu giải quyết»: the procedure's name."""
    procedure_code: str = ""
    papers: tuple[PaperRow, ...] = ()
    sets: int = 1
    limit: str = ""
    """«03 ngày làm việc»."""
    received_at: datetime | None = None
    due_at: datetime | None = None
    due_note: str = ""
    """Stands in place of the appointment when there is none, else empty."""
    second_from: datetime | None = None
    second_due: datetime | None = None
    result_place: str = ""
    fee: str = ""
    """«16.000 đồng (Mười sáu nghìn đồng)», «Không», or what has to be checked."""
    book: str = ""
    sequence: str = ""
    officer: str = ""
    lookup: str = ""
    """Text of the QR code; empty prints none."""
    lookup_page: str = ""
    """Where the case is looked up without a phone: «xamau.vn/tra-cuu.html»; empty where the office has no site."""
    lookup_key: str = ""
    """What is typed there beside the number: «ABCDE FGHJK MNPQR»."""
    contact: str = ""
    """Whom to ask: address, telephone, as far as the office has set it."""
    batch: tuple[BatchRow, ...] = ()
    note: str = ""
    reason: str = ""
    missing: tuple[PaperRow, ...] = ()
    back_by: date | None = None
    """Until when papers asked for can be brought."""
    first_due: datetime | None = None
    new_due: datetime | None = None
    stopped_at: datetime | None = None
    signer_title: str = ""
    signer: str = ""
    hand_overs: tuple[HandOverRow, ...] = ()
    result: str = ""
    result_number: str = ""
    returned_at: datetime | None = None
    taken_by: str = ""
    taken_as: str = ""
    certification: str = ""
    charges: tuple[ChargeRow, ...] = ()
    owed: int | None = None
    paid: int | None = None
    method: str = ""
    receipt_number: str = ""
    """The number of the real receipt (biên lai), which this program never prints."""
    transfer: str = ""
    """VietQR text of the transfer, where the office has set an account."""
    payee: str = ""
    """Whose account it is, for the payer to compare."""
    questions: tuple[StepRow, ...] = ()
    """The contents that citizens rate (NĐ 118/2025 Điều 33.1)."""
    blank: str = ""
    """Always empty: leaves dots to write on."""


class SheetWords(Record):
    """The public sheet of a procedure: all parts that NĐ 63/2010 Điều 8 names."""

    office: OfficeHead
    issued_on: date
    name: str
    code: str = ""
    field: str = ""
    steps: tuple[StepRow, ...] = ()
    ways: str = ""
    papers: tuple[PaperRow, ...] = ()
    papers_note: str = ""
    sets: str = ""
    limit: str = ""
    variants: tuple[StepRow, ...] = ()
    subjects: str = ""
    authority: str = ""
    forms: str = ""
    result: str = ""
    conditions: str = ""
    fees: tuple[StepRow, ...] = ()
    legal_basis: str = ""
    checks: tuple[StepRow, ...] = ()
    """What has to be checked before it is posted."""
    source: str = ""
    signer_title: str = ""
    signer: str = ""


class NoticeWords(Record):
    """A notice to be posted: what, by which decision, where and from when to when."""

    office: OfficeHead
    issued_on: date
    number: str = ""
    title: str = ""
    group: str = ""
    """Legal group of the disclosure."""
    decision: str = ""
    text: str = ""
    places: tuple[StepRow, ...] = ()
    posted_from: date | None = None
    posted_until: date | None = None
    taken_down_on: date | None = None
    responsible: str = ""
    contact_unit: str = ""
    hotline: str = ""
    signer_title: str = ""
    signer: str = ""
    blank: str = ""
    """Always empty: leaves dots to write on."""


class CheckItem(Record):
    """A line of the minutes of a check: a question with its result, or something to be mended and how it stands."""

    text: str
    result: str = ""
    note: str = ""
    extra: str = ""
    """The legal basis of a question; the day until which something is to be mended."""


class CheckWords(Record):
    """The minutes of a check, or of the re-check of what it found."""

    office: OfficeHead
    issued_on: date
    number: str = ""
    title: str = ""
    kind: str = ""
    place: str = ""
    decision: str = ""
    lists: str = ""
    checked_on: date | None = None
    rechecked_on: date | None = None
    head: str = ""
    """Who leads the check."""
    team: tuple[StepRow, ...] = ()
    present: str = ""
    """Who represents the place that is checked."""
    items: tuple[CheckItem, ...] = ()
    findings: tuple[CheckItem, ...] = ()
    conclusion: str = ""
    opinion: str = ""
    signer_title: str = ""
    signer: str = ""


class SlipWords(Record):
    """A small slip that knows no case yet: a blank slip printed in advance, a queue ticket."""

    office: OfficeHead
    issued_on: date
    number: str = ""
    counter: str = ""
    waiting: str = ""
    at: datetime | None = None
    lines: tuple[StepRow, ...] = ()
    """Empty lines to be written in."""
    blank: str = ""
    """Always empty: leaves dots to write on."""


FORM_WORDS: Final[Mapping[str, type[Any]]] = {
    **dict.fromkeys(
        (
            "receipt", "supplement", "refusal", "extension", "apology", "stop", "control", "result-receipt",
            "fee-slip", "rating", "thermal",
        ),
        CaseWords,
    ),
    "sheet": SheetWords,
    **dict.fromkeys(("posting", "posting-minutes", "feedback-address"), NoticeWords),
    **dict.fromkeys(("blank-slip", "ticket", "recovery", "register-key"), SlipWords),
    **dict.fromkeys(("check-minutes", "retention-minutes"), CheckWords),
}  # fmt: skip
"""Every form there is, with the words it is filled from."""
