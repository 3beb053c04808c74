"""Joining registers of merged communes, on the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import plain
from papi_desk.commands.given import Given, folder_of, now_of, register_of, url_of
from papi_desk.domain.errors import Refused
from papi_desk.services.joined import joined_registers
from papi_desk.services.joining import Joining, join_register, other_register
from papi_desk.services.upkeep import backup, verify

_WORDS = {
    "cases": "hồ sơ", "case_events": "bước xử lý", "parties": "người nộp, chủ hồ sơ", "charges": "khoản phí",
    "payments": "lần thu tiền", "issued_papers": "giấy đã in", "attachments": "tệp kèm", "book_entries": "dòng sổ",
    "matters": "mục công khai, theo dõi", "attention": "mục chú ý",
}  # fmt: skip


def join(given: Given) -> Any:
    """Take over the register of a merged commune; --dry-run only tells what would come; without a file: list them."""
    database, now = register_of(given), now_of(given)
    if not given.file:
        return database.read(joined_registers)
    with other_register(Path(given.file), at=now) as (other, digest):
        asked = {"digest": digest, "prefix": given.prefix or "", "name": given.name or "", "at": now, "by": given.by}
        if given.dry_run:
            return _told(given, database.read(join_register, other, **asked), "")
        copy = "" if url_of(given) else f"sao-luu/truoc-khi-nhap-so-{now:%Y%m%d-%H%M%S}.db"
        if copy:
            (folder_of(given) / copy).parent.mkdir(parents=True, exist_ok=True)
            backup(database, folder_of(given) / copy)
        done = database.transact(join_register, other, **asked)
    problems = database.read(verify)
    if problems:
        raise Refused("join-unproved", "file", count=len(problems), first=f"{problems[0].kind}", copy=copy)
    return _told(given, done, copy)


def _told(given: Given, done: Joining, copy: str) -> Any:
    if given.json:
        return {**plain(done), "dry_run": given.dry_run, "copy": copy or None}
    for line in _lines(done, dry_run=given.dry_run, copy=copy):
        sys.stdout.write(line + "\n")
    return None


def _lines(done: Joining, *, dry_run: bool, copy: str) -> Iterator[str]:
    came = ", ".join(f"{done.counts[name]} {words}" for name, words in _WORDS.items() if done.counts.get(name))
    yield f"{'Sẽ nhập' if dry_run else 'Đã nhập'} sổ của {done.name}: {came or 'không có dòng nào'}."
    yield f"Nhật ký và {done.pages} trang sổ, tháng đã khóa được giữ nguyên từng chữ."
    yield from _pairs("Số hồ sơ trùng ngày, ký hiệu; viết lại có tiền tố", done.series)
    yield from _pairs("Số mục theo dõi đã có; nhận số kế tiếp", done.matters)
    yield from _pairs("Cán bộ trùng tên", done.officers)
    if done.official_codes:
        yield f"Mã hồ sơ chính thức đã có ở sổ này, hồ sơ nhập vào để trống: {', '.join(done.official_codes)}"
    if done.procedures:
        yield f"Thủ tục sổ này chưa có, được thêm: {'; '.join(done.procedures)}"
    if done.out:
        yield f"{done.out} hồ sơ bên kia còn đang bàn giao, chưa nhận lại: hãy lập phiếu bàn giao mới."
    yield "Không nhập: thiết lập, lịch, mức phí riêng, mẫu in, số thứ tự chờ và tờ khai nháp của bên kia."
    if copy:
        yield f"Sổ trước khi nhập: {copy}"


def _pairs(words: str, pairs: Mapping[str, str]) -> Iterator[str]:
    if pairs:
        yield f"{words}:"
        yield from (f"  {old} → {new}" for old, new in pairs.items())
