"""A million cases of people with Vietnamese names put together at random, for benchmarks of lists and search."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.registers import busy_rows, register_of

CASES = int(os.environ.get("PAPI_DESK_BENCHMARK_LIST_CASES", "1000000"))
LAST = datetime(2026, 11, 23, 9)
KEPT = "PAPI_DESK_BENCHMARK_LIST_REGISTER"
"""Names a file to build once and use again; without it, each run builds its own."""
_FEW_FAMILIES = "Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Trương Lâm Phùng Mai Tô Tạ Hà"
_FEW_MIDDLES = """Đức Minh Quang Hữu Ngọc Thanh Thu Hồng Kim Xuân Quốc Công Gia Bảo Khánh Phương Tuấn Anh Thùy Diệu
Mạnh Trung"""
_GIVEN_NAMES = """Anh An Ánh Bình Bích Bảo Chi Châu Cường Cúc Dung Dũng Duy Diệp Đạt Đức Đông Giang Hà Hải Hằng Hạnh
Hiền Hiếu Hoa Hòa Hồng Hùng Huệ Hương Huyền Khang Khánh Khoa Kiên Lan Lâm Liên Linh Loan Long Lộc Ly Mai Mạnh Mẫu Minh
My Nam Nga Ngân Nghĩa Ngọc Nhung Nhàn Oanh Phúc Phương Quân Quang Quyên Quỳnh Sơn Tâm Thảo Thắng Thành Thu Thúy Thủy
Tiến Toàn Trang Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Vũ Xuân Yến"""
_FAMILIES = ("Nguyễn",) * 38 + ("Trần",) * 12 + ("Lê",) * 9 + ("Phạm",) * 7 + tuple(_FEW_FAMILIES.split())
_MIDDLES = ("Văn",) * 25 + ("Thị",) * 30 + tuple(_FEW_MIDDLES.split())
_GIVEN = tuple(_GIVEN_NAMES.split())


def rows_of_people(cases: int) -> Iterator[tuple[Any, ...]]:
    """Yield a header and busy rows with names, numbers and phones in place of the numbered sample name."""
    rows, chance = busy_rows(cases, LAST), random.Random(2)
    header = next(rows)
    yield (*header, "Số giấy tờ", "Số điện thoại")
    for row in rows:
        name = f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
        number, phone = f"0330{chance.randrange(10**8):08}", f"09{chance.randrange(10**8):08}"
        yield (*row[:2], name, *row[3:], number, phone)


def register_of_people(folder: Path) -> Path:
    """Return the closed file of a register of many cases, built once."""
    path = Path(os.environ.get(KEPT, "") or folder / f"people-{CASES}.db")
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        assert register_of(half, rows_of_people(CASES), at=datetime(2026, 11, 23, 9, 5)) == CASES
        half.replace(path)
    return path
