"""The words in which quantities, conditions and channels of a fee are asked for and answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.names import plain_words

QUANTITIES: Final[Mapping[str, str]] = {
    "pages": "số trang của bản chính",
    "copies": "số bản sao",
    "originals": "số bản chính",
    "signatures": "số chữ ký",
    "papers": "số giấy tờ, văn bản",
    "events": "số sự kiện, việc",
    "people": "số người",
    "certificates": "số giấy chứng nhận",
}
"""Names of quantities, and how an officer reads them."""

MOST: Final = 9_999
"""No quantity of one case is larger."""

CHANNELS: Final[Mapping[str, str]] = {
    "direct": "direct",
    "counter": "direct",
    "post": "direct",
    "online": "online",
    "vneid": "online",
}
"""Which rate each way of handing in has: at the counter and by post, or online."""

CONDITIONS: Final[Mapping[str, str]] = {
    "late": "đăng ký quá hạn",
    "list": "theo danh sách",
    "mortgage-decree-55": "hợp đồng thế chấp vay vốn theo NĐ 55/2015/NĐ-CP",
    "relation": "quan hệ với con nuôi",
}
"""Names of conditions that the program knows by itself, and how an officer reads them."""

RELATIONS: Final[Mapping[str, str]] = {
    "step-parent": "cha dượng, mẹ kế nhận con riêng",
    "aunt-uncle": "cô, cậu, dì, chú, bác ruột nhận cháu",
    "disabled-child": "nhận trẻ em khuyết tật",
    "ill-child": "nhận trẻ em nhiễm HIV/AIDS, mắc bệnh hiểm nghèo",
}

_CONDITION_WORDS: Final = {
    "late": ("overdue", "quá hạn", "đăng ký quá hạn", "trễ hạn"),
    "list": ("danh sách", "theo danh sách", "by list"),
    "mortgage-decree-55": ("mortgage", "mortgage nd55", "mortgage nd 55", "thế chấp nd55", "thế chấp nd 55"),
    "relation": ("quan hệ",),
}
_OPPOSITES: Final = {"on time": "late", "ontime": "late", "đúng hạn": "late"}
_RELATION_WORDS: Final = {
    "step-parent": (
        *("step", "stepparent", "stepfather", "stepmother", "step father", "step mother", "stepchild"),
        *("step child", "cha dượng", "bố dượng", "mẹ kế", "con riêng"),
    ),
    "aunt-uncle": (
        *("aunt", "uncle", "relative", "relatives", "nephew", "niece", "kin", "blood relative", "họ hàng"),
        *("cô", "cậu", "dì", "chú", "bác", "cháu"),
        *("cô ruột", "cậu ruột", "dì ruột", "chú ruột", "bác ruột", "cháu ruột"),
    ),
    "disabled-child": ("disabled", "khuyết tật", "trẻ khuyết tật", "trẻ em khuyết tật"),
    "ill-child": ("hiv", "aids", "hiv aids", "ill", "sick child", "serious illness", "bệnh hiểm nghèo"),
}
_YES: Final = frozenset({"", "yes", "y", "true", "1", "co", "dung", "x"})
_NO: Final = frozenset({"no", "n", "false", "0", "khong", "none", "other", "khac"})


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn key → other words into word → key, all in plain words, the key itself included."""
    return {plain_words(word): key for key, words in table.items() for word in (key, *words)}


_CONDITION_OF: Final = _by_word(_CONDITION_WORDS)
_OPPOSITE_OF: Final = {plain_words(word): key for word, key in _OPPOSITES.items()}
_RELATION_OF: Final = _by_word(_RELATION_WORDS)


def rate_channel(channel: str) -> str:
    """Return «direct» or «online», the rate a way of handing in has; raises ``Refused`` «channel-unknown»."""
    try:
        return CHANNELS[channel]
    except KeyError:
        raise Refused("channel-unknown", "channel", channel=channel, known=", ".join(CHANNELS)) from None


def checked_quantities(quantities: Mapping[str, int]) -> dict[str, int]:
    """Return the quantities by name; raises ``Refused`` «fee-quantity-unknown», «fee-quantity-range»."""
    checked = {}
    for given, count in quantities.items():
        name = given.strip().lower()
        if name not in QUANTITIES:
            raise Refused("fee-quantity-unknown", "quantity", name=given, known=", ".join(QUANTITIES))
        if not 0 <= count <= MOST:
            raise quantity_out_of_range(name, count, 0)
        checked[name] = count
    return checked


def quantity_out_of_range(name: str, count: int, least: int) -> Refused:
    """Make the refusal of a quantity that cannot be."""
    return Refused("fee-quantity-range", name, label=QUANTITIES[name], count=count, least=least, most=MOST)


class Vocabulary:
    """Read conditions as officers and scripts write them; knows the rules' own conditions beside ours."""

    def __init__(self, stated: Iterable[str]) -> None:
        """Take the conditions of the rules: names, or name=value."""
        self._names = {plain_words(name): name for name in CONDITIONS} | _CONDITION_OF
        self._values: dict[str, dict[str, str]] = {"relation": dict(_RELATION_OF)}
        for condition in stated:
            name, _, value = condition.partition("=")
            self._names.setdefault(plain_words(name), name)
            if value:
                self._values.setdefault(name, {}).setdefault(plain_words(value), value)

    def read(self, conditions: Mapping[str, str]) -> frozenset[str]:
        """Return the conditions in effect: names, or name=value; those answered «no» are left out.

        Raises ``Refused`` «fee-condition-unknown», «fee-condition-value».
        """
        read = (self._read(name, value) for name, value in conditions.items())
        return frozenset(condition for condition in read if condition)

    def _read(self, given: str, value: str) -> str:
        """Return one condition in effect, or «»."""
        word, answer = plain_words(given), plain_words(value)
        if word in _OPPOSITE_OF:
            return "" if self._yes(given, answer) else _OPPOSITE_OF[word]
        name = self._names.get(word)
        if name is None:
            known = ", ".join(dict.fromkeys(self._names.values()))
            raise Refused("fee-condition-unknown", "condition", name=given, known=known)
        if name not in self._values:
            return name if self._yes(name, answer) else ""
        if answer in self._values[name]:
            return f"{name}={self._values[name][answer]}"
        if answer in _NO:
            return ""
        known = ", ".join(dict.fromkeys(self._values[name].values()))
        raise Refused("fee-condition-value", name, name=name, value=value, known=known)

    @staticmethod
    def _yes(name: str, answer: str) -> bool:
        if answer not in _YES | _NO:
            raise Refused("fee-condition-value", name, name=name, value=answer, known="yes, no")
        return answer in _YES


def condition_label(condition: str) -> str:
    """Say a condition in the officer's words."""
    name, _, value = condition.partition("=")
    return RELATIONS.get(value) or CONDITIONS.get(name, condition)


def tier_words(tiers: Iterable[tuple[int, int]], cap: int | None, unit: str) -> str:
    """Say a price by pages: «2.000 đồng/trang, từ trang 3: 1.000 đồng/trang, tối đa 200.000 đồng/bản»."""
    steps = [f"{f'từ trang {first}: ' if first > 1 else ''}{_dong(price)}/trang" for first, price in tiers]
    return ", ".join([*steps, *([f"tối đa {_dong(cap)}/{unit or 'bản'}"] if cap is not None else [])])


def price_words(amount: int | None, unit: str) -> str:
    """Say a price: «10.000 đồng/trường hợp», «Không thu», or that it is not known."""
    if amount is None:
        return "chưa xác định"
    return f"{_dong(amount)}{f'/{unit}' if unit else ''}" if amount else "Không thu"


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"
