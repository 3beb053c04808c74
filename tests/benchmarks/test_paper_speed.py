"""Form 01 in two copies, laid out and drawn, against the same strings and codes by bare ReportLab canvas calls.

Each round prints another case, so that nothing typed is known from the round before. The bare canvas is given
every place, font and size ready: it breaks no line, measures no letter, and writes no PDF/A. The two take turns, so
a busy machine slows both; their medians are compared.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.pdfgen.canvas import Canvas
from zxingcpp import BarcodeFormat, create_barcode

from papi_desk.documents.codes import dark_runs
from papi_desk.documents.fonts import Typeface, liberation, packaged, times
from papi_desk.documents.forms import lay_out
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.documents.typesetting import Bars, CopyName, Rule, Squares, Text
from papi_desk.domain.forms import Form, read_form
from papi_desk.domain.papers import FORM_WORDS, CaseWords
from papi_desk.domain.records import replace
from papi_desk.settings import resource

FORM: Form = read_form(resource("forms", "receipt.form").read_text("utf-8"), FORM_WORDS)
SET = FORM.sets[-1]
ROUNDS = 60
MOST = 2.0
"""Times the bare canvas's own time that the paper may take."""
FACES = {"packaged": (packaged, 60_000), "Liberation": (liberation, 100_000), "Times": (times, 100_000)}
"""Each face with the bytes that two copies may have in it."""


def words_of(number: int) -> CaseWords:
    """Return the words of another case each time."""
    code = f"MC-260302-{number:04}"
    words: CaseWords = sample_words(FORM, date(2026, 3, 2))
    return replace(
        words, number=code, desk_number=code, submitter=f"Nguyễn Văn Mẫu {number}", address=f"Thôn {number}, xã Ví Dụ",
        lookup=f"https://example.vn/tra-cuu#ma={code}&k=7fGh29KdQ{number:04}",
    )  # fmt: skip


def printed(words: CaseWords, face: Typeface) -> bytes:
    """Print form 01 as the desk does: lay it out for good and draw two copies."""
    return layout_pdf(lay_out(FORM, SET, words, face=face), copies=2)


def drawn_bare(layout: Layout, words: CaseWords) -> bytes:
    """Draw what a layout holds, twice, with the plainest canvas calls."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=layout.frame[:2], invariant=1, pageCompression=1)
    code = create_barcode(words.lookup, BarcodeFormat.QRCode, ec_level="M")
    square = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    code = create_barcode(words.desk_number, BarcodeFormat.Code128)
    bars = np.asarray(code.to_image(scale=1, add_quiet_zones=False))[:1]
    left, top = layout.frame.left, layout.frame.height - layout.frame.top
    for copy in layout.copies:
        for page in layout.pages:
            for mark in page:
                _DRAW[type(mark)](canvas, mark, left, top, {Squares: square, Bars: bars}.get(type(mark), copy))
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _text(canvas: Canvas, mark: Text, left: float, top: float, _more: Any) -> None:
    x = left + mark.x
    for font, words in mark.runs:
        canvas.setFont(font.name, mark.size)
        canvas.drawString(x, top - mark.y, words)
        x += font.width(words, mark.size) if len(mark.runs) > 1 else 0


def _copy(canvas: Canvas, mark: CopyName, left: float, top: float, copy: str) -> None:
    canvas.setFont(mark.font.name, mark.size)
    canvas.drawString(left + mark.x, top - mark.y, f"(Liên 1: {copy})")


def _rule(canvas: Canvas, mark: Rule, left: float, top: float, _more: Any) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.line(left + mark.x1, top - mark.y1, left + mark.x2, top - mark.y2)


def _squares(canvas: Canvas, mark: Squares, left: float, top: float, picture: Any) -> None:
    _modules(canvas, picture, left + mark.x, top - mark.y, mark.side / picture.shape[0], mark.side / picture.shape[0])


def _bars(canvas: Canvas, mark: Bars, left: float, top: float, picture: Any) -> None:
    _modules(canvas, picture, left + mark.x, top - mark.y, mark.width_of_module, mark.height / picture.shape[0])


def _modules(canvas: Canvas, picture: Any, left: float, top: float, wide: float, high: float) -> None:
    path = canvas.beginPath()
    for number, row in enumerate(picture.tolist(), 1):
        for start, length in dark_runs([pixel == 0 for pixel in row]):
            path.rect(left + start * wide, top - number * high, length * wide, high)
    canvas.drawPath(path, stroke=0, fill=1)


_DRAW: dict[type, Callable[[Canvas, Any, float, float, Any], None]] = {
    Text: _text, CopyName: _copy, Rule: _rule, Squares: _squares, Bars: _bars,
}  # fmt: skip


@pytest.mark.parametrize("name", FACES)
def test_form_01_costs_at_most_twice_the_bare_canvas(benchmark: BenchmarkFixture, name: str) -> None:
    if (face := FACES[name][0]()) is None:
        pytest.skip(f"this system has no {name}")
    spent: dict[str, list[float]] = {"laid out and drawn": [], "drawn again": [], "bare": []}
    for number in range(-5, ROUNDS):
        words = words_of(number + 5)
        layout = lay_out(FORM, SET, words_of(number + 5 + ROUNDS * 2), face=face)
        kept, known = layout.to_bytes(), words_of(number + 5 + ROUNDS * 2)
        ways: dict[str, Callable[[], object]] = {
            "laid out and drawn": lambda words=words: printed(words, face),
            "drawn again": lambda kept=kept: layout_pdf(Layout.from_bytes(kept), copies=2),
            "bare": lambda layout=layout, known=known: drawn_bare(layout, known),
        }
        for way, work in ways.items():
            start = perf_counter()
            work()
            if number >= 0:
                spent[way].append(perf_counter() - start)
    benchmark.pedantic(printed, (words_of(0), face), rounds=20)
    times_spent = {way: median(seconds) for way, seconds in spent.items()}
    ratio = times_spent["laid out and drawn"] / times_spent["bare"]
    benchmark.extra_info["to the bare canvas"] = round(ratio, 2)
    said = ", ".join(f"{way} {1e3 * seconds:.1f} ms" for way, seconds in times_spent.items())
    print(f"\nForm 01 twice in {face.family}: {said}; ×{ratio:.2f} the bare canvas")
    assert ratio <= MOST


@pytest.mark.parametrize("name", FACES)
def test_form_01_stays_a_small_file(benchmark: BenchmarkFixture, name: str) -> None:
    find, most = FACES[name]
    if (face := find()) is None:
        pytest.skip(f"this system has no {name}")
    size = len(benchmark.pedantic(printed, (words_of(1), face)))
    print(f"\nForm 01 twice in {face.family}: {size / 1000:.1f} KB")
    assert size <= most
