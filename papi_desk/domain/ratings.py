"""What citizens say of how they were served: nine contents, five levels, at most one rating of a case a visit.

A visit is a day on which something happened to the case at the desk. Whoever rates is not named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.domain.statistics import share

SCREEN, PAPER = "screen", "paper"
MEANS: Final[Mapping[str, str]] = {SCREEN: "Màn hình", PAPER: "Phiếu giấy"}
"""How a rating came in."""
FEWEST_PUBLISHED: Final = 5
"""Of fewer slips only their number is published: the levels would tell what one person said."""


class RatingScale(Record):
    """What is rated and on which levels: content n is the n-th of the list, levels go from the best to the worst."""

    basis: str
    contents: tuple[str, ...]
    levels: Mapping[str, str]
    satisfied: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> RatingScale:
        """Read ``resources/data/rating.toml``."""
        levels = data["levels"]
        return cls(
            data["basis"], tuple(data["contents"]), {key: level["words"] for key, level in levels.items()},
            frozenset(key for key, level in levels.items() if level.get("satisfied")),
        )  # fmt: skip

    def check(self, answers: Mapping[int, str]) -> None:
        """Refuse a rating without any answer, a content or a level that there is not."""
        if not answers:
            raise Refused("rating-empty", "answers")
        for content, level in answers.items():
            if not 1 <= content <= len(self.contents):
                raise Refused("rating-content", "answers", content=content, last=len(self.contents))
            if level not in self.levels:
                raise Refused("rating-level", "answers", level=level, known=", ".join(self.levels))


class NewRating(Record):
    """A rating as it is given: the answers by content, and what they are of as far as the slip says."""

    answers: Mapping[int, str]
    case: str = ""
    means: str = PAPER
    on: date | None = None
    """The day of the visit; today unless the paper says otherwise."""
    procedure: str = ""
    officer: str = ""
    """Who served, where the slip names no case."""
    remark: str = ""


@dataclass
class Tally:
    """How often each level was chosen in the answers of so many slips."""

    slips: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return the number of answers."""
        return sum(self.counts.values())

    def add(self, level: str, count: int) -> None:
        """Count answers."""
        self.counts[level] = self.counts.get(level, 0) + count

    def percent(self, scale: RatingScale, least: int) -> float | None:
        """Return the share of satisfied answers; None for a sample so small that a share would mislead."""
        found = share(sum(self.counts.get(level, 0) for level in scale.satisfied), self.total)
        return None if found is None or self.is_small(least) else float(found)

    def is_small(self, least: int) -> bool:
        """Tell whether there are too few slips to reckon a share from."""
        return self.slips < least


def small_words(slips: int) -> str:
    """Say that a sample is small: «mẫu nhỏ: 3 phiếu»."""
    return f"mẫu nhỏ: {slips} phiếu" if slips else "chưa có phiếu"


def small_note(least: int) -> str:
    """Say from how many slips on a share is reckoned."""
    return f"Mẫu nhỏ: dưới {least} phiếu thì chỉ nêu số lượt, không tính tỷ lệ (mức do cơ quan chọn)."


def few_note() -> str:
    """Say why the levels of very few slips are not published."""
    return f"Dưới {FEWEST_PUBLISHED} phiếu thì không nêu từng mức, để không lộ ý kiến của một người."
