"""What each paper says: the frozen words and figures that ``documents`` sets in type.

A paper is filled once by a service, kept with the case as JSON, and prints again identically years later.
All texts are already in their printed form (Vietnamese, dd/MM/yyyy), except the moments, which the
paper spells out by the form's own layout («09 giờ 15 phút, ngày 04 tháng 3 năm 2024»).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class OfficeHead:
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


@dataclass(frozen=True)
class FormCaption:
    """Which statutory form the paper follows; data, because the set changes with the circulars."""

    number: str
    """«Mẫu số 01»."""
    circular: str
    """«TT 03/2025/TT-VPCP»; empty prints nothing."""
    title: str
    """«GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ»."""


@dataclass(frozen=True)
class PaperRow:
    """One line of the list of papers handed in, with counts by kind of copy."""

    name: str
    originals: int = 0
    certified: int = 0
    photos: int = 0


@dataclass(frozen=True)
class Receipt:
    """Mẫu 01: receipt of a case and appointment for its result."""

    office: OfficeHead
    form: FormCaption
    number: str
    """«Số: …» of the paper itself; the desk's number of the case («MC-240304-0001»)."""
    desk_number: str
    """«Số tiếp nhận tại quầy»."""
    official_code: str
    """«Mã hồ sơ»: empty leaves the dots to be filled by hand; never invented."""
    received_by_unit: str
    received_from: str
    """Who hands the case in."""
    owner: str
    id_number: str
    address: str
    phone: str
    email: str
    channel: str
    request: str
    """«Nội dung yêu cầu giải quyết»: the procedure's name."""
    procedure_code: str
    papers: tuple[PaperRow, ...]
    sets: int
    limit: str
    """«3. Thời gian giải quyết hồ sơ theo quy định là: …»; e.g. «03 ngày làm việc»."""
    received_at: datetime
    due_at: datetime | None
    due_note: str
    """Printed in place of the appointment when there is none («không quy định thời hạn»), else empty."""
    result_place: str
    fee: str
    """«16.000 đồng (Mười sáu nghìn đồng)», «Không», or what has to be checked."""
    book: str
    sequence: str
    receiver: str
    """Name of the receiving officer."""
    issued_on: date
    notes: tuple[str, ...] = ()
    lookup: str = ""
    """Text of the QR code; empty prints none."""
    second_stage: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class StatisticsRow:
    """One line of the table: its name and the figures of columns (3) to (13)."""

    name: str
    figures: tuple[int, ...]
    """Eleven figures, columns c3 … c13 in order."""


@dataclass(frozen=True)
class StatisticsTable:
    """Biểu II.06a: state and results of settling administrative procedures in a period."""

    office: OfficeHead
    form_number: str
    form_basis: str
    title: str
    first_day: date
    last_day: date
    grouped_by: str
    """Header of column (2): «Lĩnh vực», «Thủ tục», «Cán bộ», «Hình thức nhận»."""
    rows: tuple[StatisticsRow, ...]
    total: tuple[int, ...]
    on_time_percent: str
    """«98,25 %» or «–» when nothing was settled; the denominator is named in ``footnotes``."""
    footnotes: tuple[str, ...]
    compiled_at: datetime
    known_at: datetime | None = None
    report_to: str = ""
    """«Đơn vị nhận báo cáo»; empty leaves dots to be filled by hand."""
    period: str = ""
    """«Tháng 6/2024» after «Kỳ báo cáo»; empty prints the days alone."""
    compiler: str = ""
    head: str = ""
    """Names under the two signatures; empty leaves room to write."""
