"""The published page of what citizens said: by content and by field, small samples told as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papi_desk.documents.html import Html, el
from papi_desk.documents.phrases import short_day, thousands
from papi_desk.domain.public_site import RatingFigures, RatingRow
from papi_desk.domain.ratings import few_note, small_note, small_words


def ratings_parts(periods: Iterable[RatingFigures]) -> Iterator[Html]:
    """Yield a section for each period that is told of."""
    shown = list(periods)
    for figures in shown:
        yield from _period(figures)
    for figures in shown[:1]:
        yield el("p", f"{small_note(figures.least)} {few_note()} Nội dung đánh giá: {figures.basis}.", class_="quiet")


def _period(figures: RatingFigures) -> Iterator[Html]:
    total = figures.total
    yield el("h2", f"Từ ngày {short_day(figures.first_day)} đến ngày {short_day(figures.last_day)}")
    if not total.slips:
        yield el("p", "Chưa có phiếu đánh giá nào.")
        return
    if total.percent:
        yield el("p", total.percent, class_="figure")
        yield el("p", f"lượt trả lời hài lòng hoặc rất hài lòng, trong {thousands(total.slips)} phiếu", class_="quiet")
    else:
        yield el("p", f"{thousands(total.slips)} phiếu: mẫu nhỏ, chưa đủ để nêu tỷ lệ.", class_="unsure")
    yield el("h3", "Theo nội dung")
    yield _table("Nội dung đánh giá", figures, (*figures.contents, total))
    if figures.fields:
        yield el("h3", "Theo lĩnh vực")
        yield _table("Lĩnh vực", figures, figures.fields)


def _table(title: str, figures: RatingFigures, rows: Iterable[RatingRow]) -> Html:
    heads = [el("th", words, scope="col", class_="n") for words in ("Số phiếu", *figures.levels, "Hài lòng")]
    head = el("thead", el("tr", el("th", title, scope="col"), heads))
    return el("div", el("table", head, el("tbody", [_row(one) for one in rows])), class_="wide")


def _row(one: RatingRow) -> Html:
    counts = ["–" if count is None else thousands(count) for count in (one.slips, *one.counts)]
    cells = [el("td", words, class_="n") for words in counts]
    share = el("td", one.percent or small_words(one.slips), class_="n" if one.percent else "quiet")
    return el("tr", el("th", one.name, scope="row"), *cells, share)
