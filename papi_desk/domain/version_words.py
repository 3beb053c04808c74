"""What versions of a procedure say in words, and in what two versions differ."""

from __future__ import annotations

from datetime import date
from typing import Final

from papi_desk.domain.catalogue_documents import read_document_lines
from papi_desk.domain.catalogue_limits import read_limit_words
from papi_desk.domain.day_rules import day_words
from papi_desk.domain.limits import Limit, Stage, Unit, number_words
from papi_desk.domain.procedures import CONFIDENCES, ProcedureVersion, RequiredDocument, Variant, changed_fields
from papi_desk.domain.records import Record

__all__ = [
    "LABELS", "Difference", "differences", "document_lines", "field_words", "limit_words", "read_document_lines",
    "read_limit_words",
]  # fmt: skip

LABELS: Final = {
    "code": "Mã thủ tục", "code_unverified": "Mã cần kiểm tra", "name": "Tên thủ tục", "field": "Lĩnh vực",
    "limit": "Thời hạn", "limit_note": "Ghi chú thời hạn", "variants": "Thời hạn khác", "documents": "Thành phần hồ sơ",
    "documents_source": "Nguồn thành phần hồ sơ", "fee_vnd": "Phí, lệ phí (đồng)", "fee_unit": "Đơn vị thu",
    "fee_note": "Ghi chú phí", "fee_exemptions": "Miễn, giảm", "online_level": "Mức độ trực tuyến",
    "result_document": "Kết quả", "legal_basis": "Căn cứ pháp lý", "interagency": "Liên thông",
    "interagency_with": "Liên thông với", "delta_default": "Xã thường nhận", "not_offered_because": "Lý do không nhận",
    "valid_from": "Hiệu lực từ", "valid_to": "Hiệu lực đến", "valid_note": "Ghi chú hiệu lực", "source_url": "Nguồn",
    "confidence": "Mức đối chiếu", "confidence_detail": "Chi tiết đối chiếu", "checks": "Cần kiểm tra",
}  # fmt: skip


class Difference(Record):
    """One point in which a version differs from the one before, in words."""

    field: str
    label: str
    old: str
    new: str


def differences(old: ProcedureVersion, new: ProcedureVersion) -> tuple[Difference, ...]:
    """Tell in what a version differs from the one before; of lists only what came and what went."""
    return tuple(_difference(name, old, new) for name in changed_fields(old, new))


def _difference(name: str, old: ProcedureVersion, new: ProcedureVersion) -> Difference:
    before, after = getattr(old, name), getattr(new, name)
    if name == "confidence":
        before, after = CONFIDENCES.get(before, before), CONFIDENCES.get(after, after)
    if isinstance(before, tuple):
        before, after = _without(before, after), _without(after, before)
    return Difference(name, LABELS.get(name, name), _words(before), _words(after))


def _without(these: tuple[object, ...], those: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(one for one in these if one not in those)


def field_words(version: ProcedureVersion, name: str) -> str:
    """Say what a version has in one field."""
    return _words(getattr(version, name))


def _words(value: object) -> str:
    """Write a value as the office reads it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "\n".join(map(_words, value))
    if isinstance(value, RequiredDocument):
        return f"{value.position}. {document_line(value)}"
    if isinstance(value, Variant):
        return f"{value.label}: {value.limit.words()}"
    if isinstance(value, Limit):
        return limit_words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return "" if value is None else str(value)


def limit_words(limit: Limit) -> str:
    """Write a limit so that ``read_limit_words`` reads the same again: «05 ngày làm việc», «trong ngày 15:00»."""
    return " + ".join(map(_stage_words, limit.stages))


def _stage_words(stage: Stage) -> str:
    cutoff = f" {stage.cutoff:%H:%M}" if stage.cutoff else ""
    if stage.unit is Unit.HALF_DAYS:
        return f"{number_words(stage.amount)} buổi"
    return stage.words() + cutoff


def document_lines(documents: tuple[RequiredDocument, ...]) -> str:
    """Write the papers of a case, one a line: «tên | bản chính | bản sao chứng thực | bản chụp | ghi chú»."""
    return "\n".join(map(document_line, documents))


def document_line(document: RequiredDocument) -> str:
    """Write one paper with its counts."""
    counts = (document.originals, document.certified, document.photos)
    return " | ".join([document.name, *map(str, counts), *filter(None, [document.note])])
