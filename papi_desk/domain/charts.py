"""What a chart shows: labels along the foot, one or two series of figures, drawn alike on screen and paper."""

from __future__ import annotations

from typing import Literal

from papi_desk.domain.records import Record

Figures = tuple[float | None, ...]


class Series(Record):
    """The figures of one thing under the labels; None where there is no figure."""

    name: str
    figures: Figures


class Chart(Record):
    """Bars side by side, or lines from label to label."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Literal["bars", "lines"] = "bars"
    unit: str = ""
    """«%», else counts."""

    @property
    def highest(self) -> float:
        """Return where the scale ends: a round figure at or above the highest."""
        top = max((figure for one in self.series for figure in one.figures if figure is not None), default=0)
        if self.unit == "%":
            return 100.0
        scale = next(n for power in range(10) for n in (10**power, 2 * 10**power, 5 * 10**power) if n * 5 >= top)
        return float(max(4, -(-int(top) // scale) * scale))

    def words(self, place: int) -> str:
        """Return what the chart says at a label, for tooltips and screen readers."""
        said = (f"{one.name}: {figure_words(one.figures[place], self.unit)}" for one in self.series)
        return f"{self.labels[place]} · {' · '.join(said)}"


def figure_words(figure: float | None, unit: str) -> str:
    """Return a figure as it is read: «1.234», «98,25 %», «–»."""
    if figure is None:
        return "–"
    if unit == "%":
        return f"{figure:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
    return f"{round(figure):,}".replace(",", ".")
