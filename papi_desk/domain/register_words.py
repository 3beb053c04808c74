"""The words of exported registers: titles of columns, names of statuses and of ways to hand a case in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.domain.people import search_key

_ASIDE: Final = re.compile(r"\([^)]*\)")
_SIGNS: Final = re.compile(r"[^\w]+|_")


def title_key(title: str) -> str:
    """Return a title for comparing: no accents, capitals, signs, nor what stands in brackets."""
    return _SIGNS.sub(" ", search_key(_ASIDE.sub(" ", title))).strip()


_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "official_code": ("Mã hồ sơ", "Số hồ sơ", "Mã số hồ sơ", "Số biên nhận", "Số tiếp nhận", "Mã biên nhận"),
    "procedure_code": (
        "Mã TTHC",
        "Mã thủ tục",
        "Mã thủ tục hành chính",
        "Mã số TTHC",
        "Mã DVC",
        "Mã dịch vụ công",
    ),
    "procedure_name": (
        "Tên TTHC",
        "Tên thủ tục",
        "Thủ tục",
        "TTHC",
        "Tên thủ tục hành chính",
        "Thủ tục hành chính",
        "Tên dịch vụ công",
        "Tên DVC",
    ),
    "field": ("Lĩnh vực", "Tên lĩnh vực"),
    "owner": (
        "Chủ hồ sơ",
        "Tên chủ hồ sơ",
        "Họ tên chủ hồ sơ",
        "Họ và tên chủ hồ sơ",
        "Người nộp",
        "Người nộp hồ sơ",
        "Tên người nộp",
        "Họ tên người nộp",
        "Họ và tên người nộp",
        "Tên cá nhân, tổ chức",
        "Tổ chức, cá nhân",
        "Cá nhân, tổ chức",
        "Họ tên",
        "Họ và tên",
    ),
    "id_number": (
        "Số giấy tờ",
        "Số giấy tờ tùy thân",
        "Số CCCD",
        "CCCD",
        "Số CMND/CCCD",
        "CMND/CCCD",
        "Số CCCD/CMND",
        "Số căn cước",
        "Số định danh",
        "Số định danh cá nhân",
        "Số ĐDCN",
    ),
    "address": ("Địa chỉ", "Địa chỉ chủ hồ sơ", "Nơi ở", "Nơi cư trú", "Địa chỉ thường trú"),
    "phone": ("Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "SĐT chủ hồ sơ"),
    "received": (
        "Ngày tiếp nhận",
        "Ngày nhận",
        "Ngày nhận hồ sơ",
        "Ngày tiếp nhận hồ sơ",
        "Thời gian tiếp nhận",
        "Ngày, giờ tiếp nhận",
        "Thời điểm tiếp nhận",
        "Nhận hồ sơ",
    ),
    "due": (
        "Ngày hẹn trả",
        "Ngày hẹn",
        "Ngày hẹn trả kết quả",
        "Hẹn trả",
        "Hẹn trả kết quả",
        "Thời gian hẹn trả",
        "Hạn trả",
        "Hạn xử lý",
        "Hạn giải quyết",
        "Hạn trả kết quả",
    ),
    "finished": (
        "Ngày kết thúc xử lý",
        "Ngày kết thúc",
        "Ngày có kết quả",
        "Ngày xử lý xong",
        "Ngày hoàn thành",
        "Thời gian kết thúc xử lý",
        "Ngày giải quyết xong",
    ),
    "returned": ("Ngày trả kết quả", "Ngày trả", "Trả kết quả", "Thời gian trả kết quả", "Ngày trả KQ"),
    "channel": (
        "Hình thức nhận",
        "Hình thức tiếp nhận",
        "Hình thức nộp",
        "Hình thức nộp hồ sơ",
        "Kênh tiếp nhận",
        "Kênh nộp",
        "Nguồn tiếp nhận",
        "Phương thức nhận",
    ),
    "status": ("Trạng thái", "Trạng thái hồ sơ", "Tình trạng", "Tình trạng hồ sơ"),
    "": ("STT", "TT", "Số TT", "Số thứ tự"),
}

COLUMN_TITLES: Final = {title_key(title): name for name, titles in _TITLES.items() for title in titles}
"""Key of a title → our name of the column; the running number of a row has the empty name."""

TIMELINESS: Final = (
    "dung han",
    "truoc han",
    "som han",
    "trong han",
    "qua han",
    "tre han",
    "den han",
    "toi han",
)
"""What some systems put behind the status: the program works it out itself."""

_STATUS_SYNONYMS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.REGISTERED: (
        "Chờ tiếp nhận",
        "Mới đăng ký (chờ tiếp nhận)",
        "Chưa tiếp nhận",
        "Mới nộp",
        "receiving",
    ),
    Status.ACCEPTED: ("Đã tiếp nhận", "Mới tiếp nhận", "Tiếp nhận", "Chờ xử lý", "Chưa xử lý", "new"),
    Status.DENIED: ("Không tiếp nhận", "Từ chối tiếp nhận", "denied"),
    Status.PROCESSING: ("Đang giải quyết", "Đang thụ lý", "Chưa giải quyết", "processing"),
    Status.SUPPLEMENT: (
        "Chờ bổ sung",
        "Yêu cầu bổ sung",
        "Đang bổ sung",
        "Bổ sung",
        "Bổ sung hồ sơ",
        "Chờ bổ sung hồ sơ",
        "Yêu cầu bổ sung hồ sơ",
        "Chờ công dân bổ sung",
        "waiting",
    ),
    Status.PAYING: (
        "Thực hiện nghĩa vụ tài chính",
        "Chờ thực hiện nghĩa vụ tài chính",
        "Chờ nghĩa vụ tài chính",
        "Chờ thanh toán",
        "Chờ nộp phí",
        "paying",
    ),
    Status.WITHDRAWN: (
        "Trả lại/Xin rút",
        "Trả lại",
        "Xin rút",
        "Rút hồ sơ",
        "Đã rút",
        "Đã rút hồ sơ",
        "Công dân rút hồ sơ",
        "Trả lại hồ sơ",
        "Hồ sơ trả lại",
        "cancelled",
    ),
    Status.STOPPED: ("Dừng giải quyết", "Đã dừng xử lý", "Đóng hồ sơ", "Đã đóng", "Hủy hồ sơ", "unresolved"),
    Status.FINISHED: (
        "Đã giải quyết",
        "Đã giải quyết xong",
        "Đã xử lý",
        "Xử lý xong",
        "Hoàn thành",
        "Đã hoàn thành",
        "Đã có kết quả",
        "Có kết quả",
        "Chờ trả kết quả",
        "releasing",
    ),
    Status.RETURNED: ("Trả kết quả", "Đã trả", "Đã trả KQ", "Đã trả kết quả cho công dân", "done"),
}
_REFUSALS: Final = ("Từ chối", "Từ chối giải quyết", "Đã từ chối", "Từ chối hồ sơ")

STATUS_WORDS: Final[Mapping[str, tuple[Status, bool]]] = {
    **{title_key(name): (status, False) for status, name in STATUS_NAMES.items()},
    **{title_key(word): (status, False) for status, words in _STATUS_SYNONYMS.items() for word in words},
    **{title_key(word): (Status.FINISHED, True) for word in _REFUSALS},
}
"""Key of a status' words → the national status, and whether the case was settled by refusing."""

CHANNEL_SIGNS: Final[Mapping[str, str]] = {
    "vneid": "vneid",
    "truc tuyen": "online",
    "online": "online",
    "dvc": "online",
    "dich vu cong": "online",
    "qua mang": "online",
    "toan trinh": "online",
    "internet": "online",
    "buu": "post",
    "bcci": "post",
    "post": "post",
    "truc tiep": "direct",
    "mot cua": "direct",
    "tai quay": "direct",
    "hanh chinh cong": "direct",
    "direct": "direct",
    "counter": "direct",
}
"""What in the words gives a way to hand in away; the first that is found counts."""
