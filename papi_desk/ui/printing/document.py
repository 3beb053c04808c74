"""A finished paper on its way to the printer, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final

from papi_desk.domain.records import Record, field, replace

KINDS: Final = {
    "receipt": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "supplement": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "refusal": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "extension": "Văn bản xin lỗi và đề nghị gia hạn",
    "apology": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    "stop": "Thông báo dừng giải quyết hồ sơ",
    "control": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "result-receipt": "Giấy biên nhận trả kết quả",
    "handover": "Phiếu bàn giao kết quả",
    "fee-slip": "Phiếu thu phí, lệ phí",
    "rating": "Phiếu đánh giá",
    "thermal": "Phiếu tiếp nhận in nhiệt 80 mm",
    "ticket": "Phiếu lấy số thứ tự",
    "blank-slip": "Giấy tiếp nhận in sẵn (khi mất điện)",
    "sheet": "Bản niêm yết thủ tục hành chính",
    "fee-board": "Bảng phí, lệ phí",
    "posting": "Niêm yết công khai",
    "posting-minutes": "Biên bản niêm yết công khai",
    "check-minutes": "Biên bản kiểm tra, tái kiểm tra",
    "retention-minutes": "Biên bản hủy dữ liệu cá nhân",
    "feedback-address": "Niêm yết địa chỉ tiếp nhận phản ánh, kiến nghị",
    "cash": "Bảng kê thu phí, lệ phí trong ngày",
    "book": "Sổ theo dõi hồ sơ",
    "certification": "Sổ chứng thực",
    "reconciliation": "Đối chiếu với hệ thống tỉnh",
    "outages": "Nhật ký sự cố",
    "recovery": "Mã khôi phục đăng nhập",
    "register-key": "Phiếu khóa của sổ mã hóa",
    "statistics": "Thống kê tháng (II.06a)",
}
"""Kinds of papers whose printer this computer remembers, by their official names."""


class Document(Record):
    """A paper as a PDF, with the name and kind it is printed, saved and remembered under."""

    kind: str
    """One of ``KINDS``: what a printer is remembered for."""
    title: str
    """Names the window and the print job; nothing personal beyond the code of the case."""
    file_name: str
    content: bytes
    sheets: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """The same paper on other sheets («a5», «a4»); the first is ``content``."""
    copies: int = 1

    def on(self, sheet: str) -> Document:
        """Return the paper as it is set on a sheet; an unknown sheet is the usual one."""
        if sheet not in self.sheets or sheet == next(iter(self.sheets)):
            return self
        name = PurePath(self.file_name)
        return replace(self, content=self.sheets[sheet](), file_name=f"{name.stem}-{sheet}{name.suffix}")


class Sent(Record):
    """What was handed to a printer."""

    printer: str
    pages: int
    at_rest: bool = True
    """False when the printer reports trouble: the job waits until somebody looks at it."""
