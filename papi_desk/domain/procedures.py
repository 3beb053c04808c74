"""A procedure as the office offers it: limit and its variants, papers, fee, period, and what is unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from papi_desk.domain.conventions import Conventions
from papi_desk.domain.errors import Refused
from papi_desk.domain.limits import UNKNOWN_LIMIT, Limit
from papi_desk.domain.records import Record, field_names, replace

PORTAL_VARIANT: Final = "portal"
"""Key of the variant that keeps the portal's contradicting unit; in force where setting A13 is «portal»."""

CONFIDENCES: Final[Mapping[str, str]] = {
    "source-verified": "đã đối chiếu nguồn",
    "partly-verified": "đối chiếu một phần",
    "memory": "theo trí nhớ, chưa đối chiếu",
    "office": "cơ quan tự nhập",
}


class RequiredDocument(Record):
    """A paper that a case of this procedure consists of, with how many of each kind."""

    position: int
    name: str
    originals: int = 1
    certified: int = 0
    photos: int = 0
    note: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the paper as plain values to keep as JSON."""
        return {name: getattr(self, name) for name in field_names(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> RequiredDocument:
        """Rebuild the paper from what ``to_json`` gave."""
        return cls(**data)


def is_conditional(paper: str) -> bool:
    """Tell whether a paper is asked for in some cases only: «(nếu có)», «(nếu ủy quyền)»."""
    return "(nếu" in paper.casefold()


class Variant(Record):
    """A named other limit of a procedure: it replaces the usual one, or adds stages to it."""

    name: str
    """Key, e.g. «verification»."""
    label: str
    limit: Limit
    basis: str
    unsure: str
    """Empty, or why this has to be checked."""
    how: str = "replaces"
    """«replaces»: counted anew from the clock's start; «adds»: stages after those of the usual limit."""

    def to_json(self) -> dict[str, object]:
        """Return the variant as plain values to keep as JSON."""
        texts = {name: getattr(self, name) for name in ("name", "label", "basis", "unsure", "how")}
        return {**texts, "limit": self.limit.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Variant:
        """Rebuild the variant from what ``to_json`` gave."""
        return cls(**{**data, "limit": Limit.from_json(data["limit"])})


class ProcedureVersion(Record):
    """What a procedure says in one period; a case keeps the version it was received under."""

    internal_id: str
    """«PD-001», accepted wherever a code is; empty until the register gives one."""
    code: str
    """Official code seen in a source, else empty."""
    code_unverified: str
    """Official code from memory: shown as «cần kiểm tra», never printed as official."""
    name: str
    field: str
    limit: Limit
    limit_note: str = ""
    variants: tuple[Variant, ...] = ()
    documents: tuple[RequiredDocument, ...] = ()
    documents_source: str = ""
    fee_vnd: int | None = None
    """Base amount in đồng; None where it is set by the province and not known."""
    fee_unit: str = ""
    fee_note: str = ""
    fee_exemptions: str = ""
    online_level: str = ""
    result_document: str = ""
    legal_basis: str = ""
    interagency: bool = False
    interagency_with: str = ""
    delta_default: bool = True
    """Whether a commune of the Red River delta offers it by default while it is in force."""
    not_offered_because: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day in force."""
    valid_note: str = ""
    source_url: str = ""
    confidence: str = "office"
    confidence_detail: str = ""
    checks: tuple[str, ...] = ()
    """Remarks «cần kiểm tra», in Vietnamese."""

    def to_json(self) -> dict[str, object]:
        """Return the version as plain values to keep as JSON; days are written YYYY-MM-DD."""
        plain = {name: getattr(self, name) for name in field_names(self)}
        return {
            **plain,
            "limit": self.limit.to_json(),
            "variants": [variant.to_json() for variant in self.variants],
            "documents": [document.to_json() for document in self.documents],
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "checks": list(self.checks),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ProcedureVersion:
        """Rebuild the version from what ``to_json`` gave."""
        rebuilt = {
            "limit": Limit.from_json(data["limit"]),
            "variants": tuple(Variant.from_json(variant) for variant in data["variants"]),
            "documents": tuple(RequiredDocument.from_json(document) for document in data["documents"]),
            "valid_from": data["valid_from"] and date.fromisoformat(data["valid_from"]),
            "valid_to": data["valid_to"] and date.fromisoformat(data["valid_to"]),
            "checks": tuple(data["checks"]),
        }
        return cls(**{**data, **rebuilt})


def in_force(version: ProcedureVersion, day: date) -> bool:
    """Tell whether this version is in force on the day; both ends of the period belong to it."""
    begun = version.valid_from is None or version.valid_from <= day
    return begun and (version.valid_to is None or day <= version.valid_to)


def offered_by_default(version: ProcedureVersion, day: date) -> bool:
    """Tell whether a delta commune offers this procedure on the day unless the office says otherwise."""
    return version.delta_default and in_force(version, day)


def choosable_variants(version: ProcedureVersion) -> tuple[Variant, ...]:
    """Return the variants an officer may switch a case to: all but the portal's contradicting figure."""
    return tuple(variant for variant in version.variants if variant.name != PORTAL_VARIANT)


def limit_of(version: ProcedureVersion, variant_key: str, conventions: Conventions) -> Limit:
    """Return the limit of a case: the usual one («») or that of a named variant.

    With setting A13 «portal» the usual limit is the portal's where the two contradict each other.
    Raises ``Refused`` «variant-unknown».
    """
    usual = version.limit
    named = {variant.name: variant for variant in version.variants}
    if conventions.unit_conflict == "portal" and PORTAL_VARIANT in named:
        usual = named[PORTAL_VARIANT].limit
    if not variant_key:
        return usual
    if variant_key not in named:
        known = ", ".join(named) or "–"
        raise Refused("variant-unknown", "variant", variant=variant_key, procedure=version.name, known=known)
    chosen = named[variant_key]
    return _added(usual, chosen.limit) if chosen.how == "adds" else chosen.limit


def _added(usual: Limit, more: Limit) -> Limit:
    """Put the stages of a prolongation after the usual ones; nothing can be added to what is not known."""
    if any(limit.is_none or limit.is_unknown for limit in (usual, more)):
        return UNKNOWN_LIMIT
    return Limit((*usual.stages, *more.stages))


def changed_fields(old: ProcedureVersion, new: ProcedureVersion) -> tuple[str, ...]:
    """Return the names of the fields in which two versions differ, the internal number left out."""
    names = (name for name in field_names(ProcedureVersion) if name != "internal_id")
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def with_internal_ids(versions: Sequence[ProcedureVersion], known: Mapping[str, str]) -> list[ProcedureVersion]:
    """Give each version without an internal number the one its code has in ``known``, else the next free one.

    ``known`` maps codes (official or unverified) and internal numbers of the register to internal numbers.
    """
    taken = {*known.values(), *(version.internal_id for version in versions)}
    highest = max((int(number[3:]) for number in taken if number), default=0)
    numbered = []
    for version in versions:
        number = version.internal_id or known.get(version.code) or known.get(version.code_unverified)
        if not number:
            highest += 1
            number = f"PD-{highest:03}"
        numbered.append(replace(version, internal_id=number))
    return numbered
