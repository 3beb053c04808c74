"""Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả: one A5 page a copy, or two copies on one A4 sheet.

The lines stand in the official order of form 01 (TT 03/2025/TT-VPCP, before it TT 01/2018/TT-VPCP).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from papi_desk.documents.codes import qr_modules
from papi_desk.documents.fonts import NO_BREAK, Typeface, in_first_complete_face
from papi_desk.documents.paper import (
    A5,
    MM,
    Page,
    Setting,
    Sheet,
    caption,
    centred,
    field,
    fields_abreast,
    header_block,
    pdf,
    running_head,
    signature,
)
from papi_desk.documents.phrases import end_words, moment_words, place_and_date
from papi_desk.documents.tables import Cell, Grid, HeadCell, columns, head, row
from papi_desk.documents.typesetting import (
    Fragment,
    Lettering,
    Placed,
    Rule,
    Squares,
    beside,
    block,
    depth,
    paginate,
    paragraph,
    stacked,
    wrap,
)
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import PaperRow, Receipt

COPY_LABELS = ("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")
STANDARD_NOTES = (
    "Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 02 liên: một liên chuyển kèm theo Phiếu kiểm "
    "soát quá trình giải quyết hồ sơ và được lưu tại bộ phận tiếp nhận và trả kết quả; một liên giao cho "
    "người nộp hồ sơ.",
    "Người nộp hồ sơ có thể đăng ký nhận kết quả tại bộ phận tiếp nhận và trả kết quả hoặc tại nhà (trụ sở "
    "tổ chức) thông qua dịch vụ bưu chính.",
)
SHEETS = ("a5", "a4")
_BODY_SIZES = (10.6, 10.3, 10.0, 9.7, 9.4, 9.1, 8.8)
"""From comfortable to tight: the first that fits one page is used, else the middle one on several pages."""
_WIDE = A5.measure
_CODE_SIDE = 19 * MM
_FOOT_GAP = 3.0 * MM


def receipt_pdf(
    receipt: Receipt, *, copies: int = 2, sheet: str = "a5", face: Typeface | None = None
) -> bytes:
    """Return Mẫu 01 as PDF: «Liên 1: Lưu», «Liên 2: Giao người nộp hồ sơ», further copies numbered on.

    ``sheet`` "a5" gives each copy A5 pages of its own, "a4" two copies side by side on A4 landscape with a
    line to cut along. ``face`` overrides the choice of typeface. Raises ``Refused`` for a letter that no
    face has, a look-up text too long for a QR code, no copies or an unknown sheet.
    """
    if copies < 1:
        raise Refused("copies-out-of-range", field="copies", copies=copies)
    if sheet not in SHEETS:
        raise Refused("unknown-sheet", field="sheet", sheet=sheet, known=", ".join(SHEETS))
    return in_first_complete_face(lambda chosen: _pdf(receipt, copies, sheet, chosen), face)


def _pdf(receipt: Receipt, copies: int, sheet: str, face: Typeface) -> bytes:
    layouts = receipt_pages(receipt, copies, face)
    sheets = _singles(layouts) if sheet == "a5" else _pairs(layouts)
    office = receipt.office
    return pdf(
        sheets,
        face=face,
        title=f"{receipt.form.title.capitalize()} {receipt.desk_number}",
        author=" - ".join(part for part in (office.unit, office.superior) if part),
        subject=receipt.request,
    )


def _singles(layouts: Sequence[Sequence[Page]]) -> list[Sheet]:
    return [Sheet.of(page) for pages in layouts for page in pages]


def _pairs(layouts: Sequence[Sequence[Page]]) -> list[Sheet]:
    """Put the same page of two copies side by side; a copy left over stands alone on the left half."""
    sheets = []
    for first in range(0, len(layouts), 2):
        pair = layouts[first : first + 2]
        sheets += [Sheet.two_up(pages) for pages in zip(*pair, strict=True)]
    return sheets


def receipt_pages(receipt: Receipt, copies: int, face: Typeface) -> list[list[Page]]:
    """Lay the form out once; the copies differ in nothing but the fragment that says which one each is."""
    form, pages = _lay_out(receipt, face)
    return [[Page(A5, form.of_copy(page, copy)) for page in pages] for copy in range(copies)]


def _lay_out(receipt: Receipt, face: Typeface) -> tuple[_Form, list[list[Placed]]]:
    """Set the form in the largest size that keeps it on one page, or go on to further pages."""
    for body in _BODY_SIZES:
        form = _Form(receipt, Setting(face, body))
        pages = paginate(form.content(), A5.room, form.further, A5.room)
        foot = form.foot()
        if len(pages) == 1 and depth(pages[0]) + _FOOT_GAP + foot.height <= A5.room:
            return form, [[*pages[0], Placed(A5.room - foot.height, foot)]]
        if len(pages) > 2:
            break
    form = _Form(receipt, Setting(face, _BODY_SIZES[len(_BODY_SIZES) // 2]))
    return form, form.flowing()


class _Form:
    """The parts of the form, from the caption down to the notes."""

    def __init__(self, receipt: Receipt, setting: Setting) -> None:
        self.receipt = receipt
        self.setting = setting
        self.hang = setting.face.regular.width("4. ", setting.letters().size)
        self.gap = setting.body * 0.12
        self.grid = self._grid()
        self.codes = self._codes(0)

    def _grid(self) -> Grid:
        counts = [17 * MM, 23 * MM, 17 * MM]
        number = 8 * MM
        edges = columns(0, [number, _WIDE - number - sum(counts), *counts])
        style = self.setting.letters(0.94)
        return Grid(edges, style.size, style.leading * 0.97, 1.3)

    def content(self) -> list[Fragment]:
        """Return everything above the notes."""
        return [*self.opening(), *self.people(), *self.papers(), *self.terms(), self.closing()]

    def opening(self) -> list[Fragment]:
        """Return caption, header, title and codes."""
        receipt, setting = self.receipt, self.setting
        dated = place_and_date(receipt.office.place, receipt.issued_on)
        header = header_block(setting, receipt.office, _WIDE, number=receipt.number, dated=dated)
        return [caption(setting, receipt.form, _WIDE), header, self.title(), self.codes]

    def title(self) -> Fragment:
        """Return the title on one line where it fits."""
        run = self.setting.strong(self.receipt.form.title)
        for factor in (1.36, 1.3, 1.24, 1.18, 1.12):
            style = self.setting.letters(factor, "center", spread=1.15)
            if len(wrap([run], style.size, _WIDE)) == 1:
                break
        else:
            style = self.setting.letters(1.3, "center", spread=1.15)
        return centred([run], 0, _WIDE, style, lead=self.setting.body * 0.75)

    def of_copy(self, page: Sequence[Placed], copy: int) -> list[Placed]:
        """Return the page as it stands on copy number ``copy`` (from 0)."""
        return [p._replace(fragment=self._codes(copy)) if p.fragment is self.codes else p for p in page]

    def _codes(self, copy: int) -> Fragment:
        """Return the code of the case, the desk's number and which copy this is."""
        receipt, setting = self.receipt, self.setting
        style = setting.letters(align="center")
        code = receipt.official_code.strip()
        known = setting.strong(code) if code else setting.plain("." * 44)
        desk = setting.strong(receipt.desk_number)
        label = COPY_LABELS[copy] if copy < len(COPY_LABELS) else f"Liên {copy + 1}"
        lines = [
            [setting.plain("Mã hồ sơ: "), known],
            [setting.plain("Số tiếp nhận tại quầy: "), desk],
            [setting.slanted(f"({label})")],
        ]
        parts = [centred(line, 0, _WIDE, style) for line in lines]
        return Fragment(stacked(parts).marks, stacked(parts).height + self.gap, lead=setting.body * 0.25)

    def people(self) -> list[Fragment]:
        """Return who receives, who hands in, for whom and what is asked."""
        receipt = self.receipt
        parts = self.line("Bộ phận tiếp nhận và trả kết quả:", receipt.received_by_unit)
        parts += self.line("Tiếp nhận hồ sơ của:", receipt.received_from, bold=True)
        if receipt.owner.strip() and _same(receipt.owner) != _same(receipt.received_from):
            parts += self.line("Chủ hồ sơ:", receipt.owner, bold=True)
        identity = (_identity_label(receipt.id_number), receipt.id_number)
        parts += self.abreast([identity, ("Hình thức nộp:", receipt.channel)], (0.64, 0.36))
        parts += self.line("Địa chỉ:", receipt.address)
        parts += self.abreast([("Số điện thoại:", receipt.phone), ("Email:", receipt.email)], (0.42, 0.58))
        return parts + self.request()

    def request(self) -> list[Fragment]:
        """Return what is asked for: the procedure's name, and its code so that it can be looked up."""
        setting, code = self.setting, self.receipt.procedure_code.strip()
        runs = [setting.plain("Nội dung yêu cầu giải quyết: "), setting.strong(self.receipt.request)]
        if code:
            runs.append(setting.plain(f" (mã{NO_BREAK}TTHC:{NO_BREAK}{code})"))
        return paragraph(runs, 0, _WIDE, setting.letters(), lead=self.gap)

    def papers(self) -> list[Fragment]:
        """Return line 1 with the table of papers."""
        label = "1. Thành phần hồ sơ nộp gồm:"
        if not self.receipt.papers:
            return self.line(label, "không có giấy tờ kèm theo")
        [heading] = paragraph([self.setting.plain(label)], 0, _WIDE, self.setting.letters(), lead=self.gap)
        heading = Fragment(heading.marks, heading.height + 2, heading.lead, with_next=True)
        top = _paper_head(self.grid, self.setting)
        rows = [part for n, paper in enumerate(self.receipt.papers, 1) for part in self._paper(n, paper, top)]
        return [heading, top, *rows]

    def _paper(self, number: int, paper: PaperRow, top: Fragment) -> list[Fragment]:
        plain = self.setting.plain
        counts = (paper.originals, paper.certified, paper.photos)
        cells = [Cell((plain(str(number)),), "center"), Cell((plain(paper.name),))]
        cells += [Cell((plain(f"{count:02}" if count else "–"),), "center") for count in counts]
        return row(cells, self.grid, top)

    def terms(self) -> list[Fragment]:
        """Return lines 2 to 7: sets, limit, times, where the result is collected, fees."""
        receipt = self.receipt
        parts = self.item("2. Số lượng hồ sơ:", f"{receipt.sets:02} (bộ)", lead=3.0)
        parts += self.item("3. Thời gian giải quyết hồ sơ theo quy định là:", receipt.limit)
        parts += self.item("4. Thời gian nhận hồ sơ:", moment_words(receipt.received_at))
        due = end_words(receipt.due_at) if receipt.due_at else receipt.due_note
        parts += self.item("5. Thời gian trả kết quả giải quyết hồ sơ:", due, bold=True)
        if receipt.second_stage:
            start, end = receipt.second_stage
            parts += self.under("Thời gian nhận hồ sơ (giai đoạn 2 nếu có):", moment_words(start))
            label = "Thời gian trả kết quả giải quyết hồ sơ (giai đoạn 2 nếu có):"
            parts += self.under(label, end_words(end), bold=True)
        parts += self.item("6. Đăng ký nhận kết quả tại:", receipt.result_place)
        return parts + self.item("7. Phí, lệ phí (nếu có):", receipt.fee)

    def closing(self) -> Fragment:
        """Return the register's book and number with the two signatures, never parted from each other."""
        receipt, setting = self.receipt, self.setting
        book = [("Vào Sổ theo dõi hồ sơ, Quyển số:", receipt.book), ("Số thứ tự:", receipt.sequence)]
        half = _WIDE / 2
        signatures = beside(
            signature(setting, "NGƯỜI NỘP HỒ SƠ", 0, half),
            signature(setting, "NGƯỜI TIẾP NHẬN HỒ SƠ", half, half, name=receipt.receiver),
        )
        parts = [*self.abreast(book, (0.64, 0.36)), Fragment((), setting.body * 0.5), signatures]
        return replace(stacked(parts), lead=self.gap)

    def foot(self) -> Fragment:
        """Return the notes below a thin rule, with the QR code beside them."""
        lookup = self.receipt.lookup.strip()
        measure = _WIDE - (_CODE_SIDE + 4 * MM if lookup else 0)
        notes = stacked(self.notes(measure))
        if lookup:
            notes = beside(notes, self.code(_WIDE - _CODE_SIDE))
        top = 1.6 * MM
        return stacked([Fragment((Rule(0, 0, 22 * MM, 0, 0.4),), top), notes])

    def notes(self, measure: float) -> list[Fragment]:
        """Return «Ghi chú:» and its bullets."""
        setting = self.setting
        style = setting.letters(0.82, hang=setting.body * 0.5, spread=1.18)
        texts = [*STANDARD_NOTES, *self.receipt.notes, *_contact(self.receipt)]
        heading = block(wrap([setting.strong("Ghi chú:")], style.size, measure), 0, measure, style)
        return [heading, *(p for text in texts for p in self._note(text, measure, style))]

    def _note(self, text: str, measure: float, style: Lettering) -> list[Fragment]:
        return paragraph([self.setting.plain(f"- {text}")], 0, measure, style)

    def code(self, x: float) -> Fragment:
        """Return the QR code with its caption."""
        style = self.setting.letters(0.74, "center")
        modules = qr_modules(self.receipt.lookup.strip())
        square = Fragment((Squares(x, 0, _CODE_SIDE, modules),), _CODE_SIDE + 1)
        return stacked([square, centred([self.setting.slanted("Tra cứu hồ sơ")], x, _CODE_SIDE, style)])

    def flowing(self) -> list[list[Placed]]:
        """Return the form on several pages, the notes after the signatures."""
        foot = self.foot()
        parts: list[Fragment] = [Fragment(foot.marks, foot.height, lead=_FOOT_GAP)]
        if foot.height > A5.room / 2:
            parts = [*self.notes(_WIDE), *([self.code(0)] if self.receipt.lookup.strip() else [])]
        style = self.setting.letters(0.84, "right")
        room = A5.room - style.leading
        pages = paginate([*self.content(), *parts], room, self.further, room)
        for number, page in enumerate(pages[:-1], 2):
            words = [self.setting.slanted(f"(xem tiếp trang {number})")]
            page.append(Placed(room, block(wrap(words, style.size, _WIDE), 0, _WIDE, style)))
        return pages

    def further(self, number: int) -> Fragment:
        """Return the head of a continuation page."""
        words = f"{self.receipt.form.title.capitalize()} số {self.receipt.desk_number} (tiếp theo)"
        return running_head(self.setting, words, number, _WIDE)

    def line(self, label: str, value: str, *, bold: bool = False) -> list[Fragment]:
        """Return one unnumbered line."""
        return field(self.setting, label, value, 0, _WIDE, bold=bold, lead=self.gap)

    def item(self, label: str, value: str, *, bold: bool = False, lead: float = 0) -> list[Fragment]:
        """Return one numbered line, its further lines indented."""
        lead = lead or self.gap
        return field(self.setting, label, value, 0, _WIDE, bold=bold, hang=self.hang, lead=lead)

    def under(self, label: str, value: str, *, bold: bool = False) -> list[Fragment]:
        """Return a line that belongs to the numbered line above it, as far in as that one's text."""
        return field(self.setting, label, value, self.hang, _WIDE - self.hang, bold=bold, lead=self.gap)

    def abreast(self, fields: Sequence[tuple[str, str]], shares: Sequence[float]) -> list[Fragment]:
        """Return two fields on one line where both fit."""
        return fields_abreast(self.setting, fields, 0, _WIDE, shares, lead=self.gap)


def _paper_head(grid: Grid, setting: Setting) -> Fragment:
    cells = [
        HeadCell("TT", 0, 0, rows=2),
        HeadCell("Thành phần hồ sơ", 0, 1, rows=2),
        HeadCell("Số lượng", 0, 2, columns=3),
        HeadCell("Bản chính", 1, 2),
        HeadCell("Bản sao (chứng thực)", 1, 3),
        HeadCell("Bản photo", 1, 4),
    ]
    return head(cells, grid._replace(size=grid.size * 0.94, leading=grid.leading * 0.92), setting.face.bold)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _identity_label(number: str) -> str:
    """Name the number by its shape: 10 or 10-3 digits are a tax code, anything else a personal paper."""
    tax_code = re.fullmatch(r"\d{10}(-?\d{3})?", number.strip())
    return "Mã số thuế:" if tax_code else "Số CMND/Thẻ căn cước/Hộ chiếu:"


def _contact(receipt: Receipt) -> list[str]:
    """Say whom to ask, as far as the office has set it."""
    office = receipt.office
    ways = (
        ("", office.address),
        ("điện thoại ", office.phone.strip().replace(" ", NO_BREAK)),
        ("thư điện tử ", office.email),
        ("", office.website),
    )
    known = [label + value.strip() for label, value in ways if value.strip()]
    return [f"Cần hỏi thêm, xin liên hệ: {'; '.join(known)}."] if known else []
