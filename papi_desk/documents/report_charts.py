"""Charts on paper: bars and lines in black, told apart by their fill, each figure written where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papi_desk.documents.paper import MM, Setting
from papi_desk.documents.typesetting import Fragment, Mark, Rule, beside, block, moved, stacked, wrap
from papi_desk.domain.charts import Chart, figure_words

_HEIGHT = 38 * MM
_ABREAST = 2
_GAP = 8 * MM
_FILL = 0.62
"""How much of a label's room its bars take."""
_THICKEST = 9 * MM
_HATCH = 1.3


def chart_fragments(charts: Sequence[Chart], setting: Setting, measure: float) -> list[Fragment]:
    """Return the charts side by side in pairs, no pair broken between pages."""
    width = (measure - _GAP * (_ABREAST - 1)) / _ABREAST
    lines = [charts[start : start + _ABREAST] for start in range(0, len(charts), _ABREAST)]
    return [
        Fragment(pair.marks, pair.height, lead=5 * MM)
        for line in lines
        for pair in [beside(*(_shifted(_chart(one, setting, width), n * (width + _GAP)) for n, one in enumerate(line)))]
    ]


def _shifted(fragment: Fragment, dx: float) -> Fragment:
    return Fragment(tuple(moved(fragment.marks, dx, 0)), fragment.height)


def _chart(chart: Chart, setting: Setting, width: float) -> Fragment:
    style = setting.letters(0.9)
    title = block(wrap([setting.strong(chart.title)], style.size, width), 0, width, style)
    legend = "; ".join(f"{one.name} ({'đậm' if n == 0 else 'kẻ sọc'})" for n, one in enumerate(chart.series))
    small = setting.letters(0.7)
    lines = wrap([setting.slanted(legend if len(chart.series) > 1 else " ")], small.size, width)
    return stacked([title, block(lines, 0, width, small), _plot(chart, setting, width)])


def _plot(chart: Chart, setting: Setting, width: float) -> Fragment:
    small = setting.letters(0.62, "center", spread=1.1)
    room, top = width / max(1, len(chart.labels)), 4 * MM
    foot = top + _HEIGHT
    marks: list[Mark] = [Rule(0, foot, width, foot, 0.6)]
    draw = _bars if chart.kind == "bars" else _lines
    marks += draw(chart, room, foot)
    for place, label in enumerate(chart.labels):
        words = wrap([setting.plain(label)], small.size, room)[:2]
        marks += moved(block(words, place * room, room, small).marks, 0, foot + 2)
        marks += _figures(chart, setting, place, room, foot)
    return Fragment(tuple(marks), foot + 2 * small.leading + 4)


def _height(chart: Chart, figure: float | None) -> float:
    return 0 if figure is None else figure / chart.highest * _HEIGHT


def _bars(chart: Chart, room: float, foot: float) -> Iterator[Rule]:
    """Draw the first series full, the second hatched."""
    for number, one in enumerate(chart.series):
        for place, figure in enumerate(one.figures):
            x, thick = _bar(chart, place, number, room)
            if height := _height(chart, figure):
                yield Rule(x, foot, x, foot - height, thick * 0.9, dash=_HATCH if number else 0)


def _bar(chart: Chart, place: int, number: int, room: float) -> tuple[float, float]:
    """Return the middle of a bar and how thick it is."""
    thick = min(_THICKEST, room * _FILL / len(chart.series))
    return (place + 0.5) * room + (number - (len(chart.series) - 1) / 2) * thick, thick


def _lines(chart: Chart, room: float, foot: float) -> Iterator[Rule]:
    for one in chart.series:
        before: tuple[float, float] | None = None
        for place, figure in enumerate(one.figures):
            here = None if figure is None else (place * room + room / 2, foot - _height(chart, figure))
            if here is not None:
                yield Rule(here[0] - 1.6, here[1], here[0] + 1.6, here[1], 3.2)
            if before is not None and here is not None:
                yield Rule(*before, *here, 1.1)
            before = here


def _figures(chart: Chart, setting: Setting, place: int, room: float, foot: float) -> Iterator[Mark]:
    """Write the figures of a label above its bars, side by side."""
    small = setting.letters(0.58, "center", spread=1.1)
    for number, one in enumerate(chart.series):
        figure = one.figures[place]
        if figure is None or (figure == 0 and chart.kind == "bars"):
            continue
        words = wrap([setting.plain(figure_words(figure, "").strip())], small.size, room)
        over = foot - _height(chart, figure) - small.leading - 1
        x, _ = _bar(chart, place, number, room)
        yield from moved(block(words[:1], x - room / 2, room, small).marks, 0, over)
