"""Fee rules, exemptions and lateness as data: read from TOML, kept as JSON, checked once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Self

from papi_desk.domain.errors import Refused
from papi_desk.domain.fee_words import CHANNELS, QUANTITIES
from papi_desk.domain.names import search_key
from papi_desk.domain.records import REQUIRED, Record, defaults, force_setattr

KINDS: Final[Mapping[str, str]] = {"fee": "Phí", "charge": "Lệ phí"}

_MOST: Final = 1_000_000_000
"""No rate is higher, in đồng."""

_UNIT_QUANTITIES: Final = {
    "giay chung nhan": "certificates",
    "ban": "copies",
    "van ban": "papers",
    "truong hop": "papers",
    "hop dong, giao dich": "papers",
    "nguoi": "people",
}


class _Stored(Record):
    """A record that reads itself from a mapping (TOML or JSON) and writes only what is set."""

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read from TOML or from what ``to_json`` gave; raises ``Refused`` «fee-rule-bad»."""
        known = {name: default for name, default in defaults(cls).items() if name != "own"}
        if missing := [name for name, default in known.items() if default is REQUIRED and name not in data]:
            raise _bad(data, f"thiếu mục {', '.join(missing)}")
        if unknown := sorted(set(data) - set(known)):
            raise _bad(data, f"không biết mục {', '.join(unknown)}")
        try:
            made = cls(**{name: _READERS[cls.__annotations__[name]](value) for name, value in data.items()})
        except (TypeError, ValueError) as error:
            raise _bad(data, str(error)) from None
        made._check(data)
        return made

    def to_json(self) -> dict[str, Any]:
        """Return plain values for the register, without what is left at its default."""
        values = ((name, getattr(self, name), default) for name, default in defaults(self).items() if name != "own")
        return {name: _plain(value) for name, value, default in values if value != default}

    def _check(self, data: Mapping[str, object]) -> None:
        """Refuse what cannot be; each kind of row has its own checks."""


def _bad(data: Mapping[str, object], what: str) -> Refused:
    return Refused("fee-rule-bad", None, rule=str(data.get("key") or data.get("procedures") or "?"), what=what)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"«{value}» phải là chữ")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise ValueError(f"«{value}» phải là số nguyên từ 0 đến {_MOST}")
    return value


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"«{value}» phải là true hoặc false")
    return value


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError(f"«{value}» không phải ngày (YYYY-MM-DD)") from None


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"«{value}» phải là danh sách")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(value))


def _counts(value: object) -> tuple[tuple[str, int], ...]:
    """Read quantities with their defaults, from a table or (in what was kept) from pairs."""
    pairs = value.items() if isinstance(value, dict) else ((name, count) for name, count in map(_list, _list(value)))
    return tuple((_text(name), _whole(count)) for name, count in pairs)


def _steps(value: object) -> tuple[tuple[int, int], ...]:
    return tuple((_whole(first), _whole(price)) for first, price in map(_list, _list(value)))


_READERS: Final[Mapping[str, Callable[[object], Any]]] = {
    "str": _text,
    "str | None": _text,
    "int": _whole,
    "int | None": _whole,
    "bool": _yes,
    "date | None": _day,
    "tuple[str, ...]": _texts,
    "frozenset[str] | None": lambda value: frozenset(_texts(value)),
    "tuple[tuple[str, int], ...]": _counts,
    "tuple[tuple[int, int], ...]": _steps,
}
"""How a value is read, by the type of its field."""


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _in_force(rule: FeeRule | ExemptionRule, on: date) -> bool:
    begun = rule.valid_from is None or rule.valid_from <= on
    return begun and (rule.valid_to is None or on <= rule.valid_to)


def _check_common(rule: FeeRule | ExemptionRule, data: Mapping[str, object]) -> None:
    """Refuse reversed dates and channels that have no rate."""
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        raise _bad(data, "valid_to trước valid_from")
    if rule.channels is not None and not rule.channels <= set(CHANNELS.values()):
        raise _bad(data, f"channels chỉ gồm {', '.join(dict.fromkeys(CHANNELS.values()))}")


class FeeRule(_Stored):
    """One rate of something that is paid for; rates of one ``item`` exclude each other."""

    key: str
    name: str
    """Name of the line on the slip."""
    procedures: tuple[str, ...]
    """Codes, or internal ids, of the procedures that pay it."""
    kind: str
    """«fee» (phí) or «charge» (lệ phí)."""
    basis: str
    item: str = ""
    """What is paid for; the key itself when not given."""
    amount: int | None = None
    """Đồng for one unit; None when the province sets it and it is not known."""
    unit: str = ""
    quantities: tuple[tuple[str, int], ...] = ()
    """Quantities that multiply, each with its default."""
    optional: bool = False
    """Whether a quantity of 0 is allowed; the line is then left out."""
    informs: tuple[str, ...] = ()
    """Quantities accepted without multiplying."""
    tier_by: str = ""
    """The quantity priced by tiers inside one unit («pages»)."""
    tiers: tuple[tuple[int, int], ...] = ()
    """Steps (from which page, đồng for each page), rising."""
    cap: int | None = None
    """Most đồng for one unit."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day in force."""
    province: str | None = None
    channels: frozenset[str] | None = None
    when: tuple[str, ...] = ()
    """Conditions that must all be in effect."""
    unless: tuple[str, ...] = ()
    """Conditions none of which may be in effect."""
    unsure: str = ""
    """Empty, or why this has to be checked."""
    unsure_from: date | None = None
    """The day from which it has to be checked; None means always."""
    assumed: str = ""
    """What to tell the officer when a default quantity was used."""
    no_exemption: str = ""
    """Why no (other) exemption covers it."""
    own: bool = False
    """Set by the office itself: goes before the packaged rates of its item while it is in force."""

    def __post_init__(self) -> None:
        if not self.item:
            force_setattr(self, "item", self.key)

    def _check(self, data: Mapping[str, object]) -> None:
        _check_common(self, data)
        named = {*(name for name, _ in self.quantities), *self.informs}
        if not self.procedures or self.kind not in KINDS:
            raise _bad(data, "cần procedures và kind là fee hoặc charge")
        if unknown := sorted(named - set(QUANTITIES)):
            raise _bad(data, f"không biết số lượng {', '.join(unknown)}")
        if bool(self.tiers) != bool(self.tier_by) or (self.tier_by and self.tier_by not in named):
            raise _bad(data, "tiers và tier_by phải đi cùng nhau, tier_by là một trong quantities")
        starts = [first for first, _ in self.tiers]
        if starts and (starts[0] != 1 or starts != sorted(set(starts))):
            raise _bad(data, "tiers phải bắt đầu từ 1 và tăng dần")

    def fits(self, province: str, channel: str, conditions: frozenset[str]) -> bool:
        """Tell whether this rate is for this province, way of handing in and these conditions."""
        if self.channels is not None and channel not in self.channels:
            return False
        if not conditions.issuperset(self.when) or not conditions.isdisjoint(self.unless):
            return False
        return self.is_of(province)

    def is_of(self, province: str) -> bool:
        """Tell whether the rate holds in a province."""
        return self.province is None or province_key(self.province) == province_key(province)

    def in_force(self, on: date) -> bool:
        """Tell whether the rate is valid on the day; both ends belong to it."""
        return _in_force(self, on)

    def doubt(self, on: date) -> str:
        """Return why the rate has to be checked on this day, or «»."""
        return self.unsure if self.unsure_from is None or self.unsure_from <= on else ""

    def price(self, pages: int) -> int | None:
        """Return đồng for one unit; ``pages`` is the quantity priced by tiers, if there are any."""
        if not self.tiers:
            return self.amount
        ends = [first - 1 for first, _ in self.tiers[1:]] + [pages]
        steps = zip(self.tiers, ends, strict=True)
        whole = sum(price * max(0, min(pages, end) - first + 1) for (first, price), end in steps)
        return whole if self.cap is None else min(whole, self.cap)


class ExemptionRule(_Stored):
    """Who does not pay something, or pays less, with the evidence it needs."""

    key: str
    reason: str
    """What an officer chooses: «poor», «merit», …; several rules may have the same."""
    name: str
    applies_to: tuple[str, ...]
    """Items of fee rules."""
    percent: int = 100
    evidence: str = ""
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day in force."""
    channels: frozenset[str] | None = None
    unsure: str = ""
    """Empty, or why this has to be checked."""
    when: tuple[str, ...] = ()
    """Conditions any of which brings the exemption without asking for it."""
    also: tuple[str, ...] = ()
    """Other words for the reason."""
    own: bool = False
    """Set by the office itself."""

    def _check(self, data: Mapping[str, object]) -> None:
        _check_common(self, data)
        if not self.applies_to or not 0 < self.percent <= 100:
            raise _bad(data, "cần applies_to và percent từ 1 đến 100")

    def in_force(self, on: date) -> bool:
        """Tell whether the exemption is valid on the day; both ends belong to it."""
        return _in_force(self, on)

    def why_not(self, on: date, channel: str) -> str:
        """Say in Vietnamese why it does not hold on this day for this way of handing in, or «»."""
        if not self.in_force(on):
            return f"chỉ áp dụng {period_words(self.valid_from, self.valid_to)}"
        if self.channels is not None and channel not in self.channels:
            return "chỉ áp dụng khi nộp " + " hoặc ".join(_CHANNEL_WORDS[one] for one in sorted(self.channels))
        return ""


_CHANNEL_WORDS: Final = {"direct": "trực tiếp", "online": "trực tuyến"}


class Lateness(_Stored):
    """How long after an event its registration is still on time."""

    procedures: tuple[str, ...]
    event: str
    """«ngày sinh», «ngày chết»."""
    days: int
    """Calendar days from the event; a last day off rolls to the next working day (BLDS 2015 Đ148k5)."""
    basis: str
    condition: str = "late"


def province_key(name: str) -> str:
    """Return a province's name for comparing: «Tỉnh Hưng Yên» is Hưng Yên."""
    return search_key(name).removeprefix("tinh ").removeprefix("thanh pho ")


def period_words(first: date | None, last: date | None) -> str:
    """Say a period: «từ 15/08/2026 đến 28/02/2027»."""
    words = [f"từ {first:%d/%m/%Y}" if first else "", f"đến {last:%d/%m/%Y}" if last else ""]
    return " ".join(word for word in words if word)


def flat_rule(key: str, name: str, procedure: str, amount: int | None, unit: str, basis: str, unsure: str) -> FeeRule:
    """Make the rule of a procedure that has none but a flat amount in the catalogue.

    ``amount`` in đồng, None when it is not known; ``unit`` as in the catalogue: «giấy chứng nhận»,
    «bản», «người» and the like are counted, «việc» and «lần» are not.
    """
    counted = _UNIT_QUANTITIES.get(search_key(unit))
    return FeeRule(
        key=key,
        name=name,
        procedures=(procedure,),
        kind="fee",
        basis=basis,
        amount=amount,
        unit=unit,
        quantities=((counted, 1),) if counted else (),
        unsure=unsure,
    )


def set_by_province(note: str) -> bool:
    """Tell whether a catalogue's note says that the province sets the amount, so that «0» means not known."""
    words = search_key(note)
    return "hdnd" in words or "muc tinh" in words


def read_fee_rules(data: Mapping[str, object]) -> tuple[list[FeeRule], list[ExemptionRule]]:
    """Read the parsed TOML of fees; raises ``Refused`` «fee-rule-bad», also for a key that stands twice."""
    rules = [FeeRule.from_json(entry) for entry in _entries(data, "rule")]
    exemptions = [ExemptionRule.from_json(entry) for entry in _entries(data, "exemption")]
    seen: set[str] = set()
    for key in [*(rule.key for rule in rules), *(f"exemption {exemption.key}" for exemption in exemptions)]:
        if key in seen:
            raise Refused("fee-rule-bad", None, rule=key, what="khóa bị lặp lại")
        seen.add(key)
    return rules, exemptions


def read_lateness(data: Mapping[str, object]) -> dict[str, Lateness]:
    """Read by procedure how long a registration is on time; raises ``Refused`` «fee-rule-bad»."""
    entries = [Lateness.from_json(entry) for entry in _entries(data, "lateness")]
    return {procedure: entry for entry in entries for procedure in entry.procedures}


def _entries(data: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Refused("fee-rule-bad", None, rule=name, what=f"«[[{name}]]» phải là danh sách các bảng")
    return found
