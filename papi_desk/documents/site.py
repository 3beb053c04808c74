"""The public web site: plain pages that need no server, ask no third party and can be read, printed and searched."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from papi_desk.documents.html import Html, el, inner, paragraphs
from papi_desk.documents.phrases import short_day, short_moment, thousands
from papi_desk.documents.site_ratings import ratings_parts
from papi_desk.domain.cases import STATUS_NAMES
from papi_desk.domain.names import without_marks
from papi_desk.domain.papers import PaperRow, SheetWords
from papi_desk.domain.public_site import PublicAnswer, PublicNotice, PublicSite, lookup_entries, shard_digits

_PLACES: Final = (
    ("index.html", "Trang đầu"),
    ("thu-tuc.html", "Thủ tục"),
    ("cong-khai.html", "Công khai"),
    ("tra-cuu.html", "Tra cứu hồ sơ"),
    ("ket-qua.html", "Kết quả giải quyết"),
    ("danh-gia.html", "Đánh giá"),
    ("phan-anh.html", "Phản ánh, kiến nghị"),
)
UNSURE: Final = "cần kiểm tra"
_COLUMNS: Final = (
    (0, "Tiếp nhận và chuyển từ kỳ trước"), (4, "Đã giải quyết"), (5, "Trước hạn"), (6, "Đúng hạn"), (7, "Quá hạn"),
    (8, "Đang giải quyết"), (10, "Đang giải quyết đã quá hạn"),
)  # fmt: skip
"""Figures shown of a row of biểu II.06a, by their place in it."""


def site_files(site: PublicSite, assets: Mapping[str, bytes], *, salt: str) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site as path and content; ``salt`` is random and used for one publication only."""
    yield from ((name, content) for name, content in assets.items())
    pages = _Pages(site)
    yield "index.html", pages.first()
    yield "thu-tuc.html", pages.procedures()
    for sheet in site.procedures:
        yield _sheet_path(sheet), pages.procedure(sheet)
    yield "cong-khai.html", pages.notices()
    for notice in site.notices:
        yield f"cong-khai/{slug(notice.key)}.html", pages.notice(notice)
        yield from ((f"cong-khai/{_file_path(notice, at)}", one.content) for at, one in enumerate(notice.files, 1))
    yield "ket-qua.html", pages.figures()
    yield "danh-gia.html", pages.ratings()
    yield "phan-anh.html", pages.feedback()
    digits = shard_digits(len(site.cases))
    yield "tra-cuu.html", pages.lookup(salt, digits)
    yield from _shards(site, salt, digits)


def slug(name: str) -> str:
    """Return a name as a file's: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", without_marks(name).lower()).strip("-") or "x"


def _sheet_path(sheet: SheetWords) -> str:
    """Return where a procedure's sheet is: by its code, by its name where no code is verified."""
    return f"thu-tuc/{slug(sheet.code or sheet.name)[:120]}.html"


def _file_path(notice: PublicNotice, number: int) -> str:
    name = notice.files[number - 1].name
    stem, _, ending = name.rpartition(".")
    return f"tep/{slug(notice.key)}-{number}-{slug(stem)}.{ending.lower()}"


def _shards(site: PublicSite, salt: str, digits: int) -> Iterator[tuple[str, bytes]]:
    shards: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in lookup_entries(site.cases, salt, digits):
        shards[entry.shard][entry.id] = entry.sealed
    for name, entries in sorted(shards.items()):
        words = json.dumps(dict(sorted(entries.items())), separators=(",", ":"))
        yield f"tra-cuu/{name or 'tat-ca'}.js", f'papiDesk.shard("{name}",{words});\n'.encode()


class _Pages:
    """The pages of one publication."""

    def __init__(self, site: PublicSite) -> None:
        self._site = site
        self._name = site.office.superior

    # --- frame -----------------------------------------------------------------------------------------------

    def _page(
        self, name: str, title: str, *content: Html, deep: bool = False, scripts: Iterator[Html] | None = None
    ) -> bytes:
        up = "../" if deep else ""
        head = el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="referrer", content="no-referrer"),
            el("title", f"{title} · {self._site.office.unit}"),
            el("link", rel="stylesheet", href=f"{up}site.css"),
        )
        body = el(
            "body",
            el("a", "Đến nội dung", class_="skip", href="#noi-dung"),
            el("div", self._header(name, up), class_="head"),
            el("main", el("h1", title), *content, id="noi-dung"),
            self._footer(),
            *(scripts or ()),
        )
        return f"<!DOCTYPE html>\n{el('html', head, body, lang='vi')}\n".encode()

    def _header(self, name: str, up: str) -> Html:
        links = [
            el("li", el("a", words, href=up + page, aria_current="page" if page == name else None))
            for page, words in _PLACES
        ]
        office = self._site.office
        return el(
            "header",
            el("p", office.superior, class_="superior"),
            el("p", office.unit, class_="unit"),
            el("nav", el("ul", links), aria_label="Các trang"),
        )

    def _footer(self) -> Html:
        office = self._site.office
        where = [part for part in (office.address, office.phone, office.email) if part]
        made = f"Cập nhật lúc {short_moment(self._site.made_at)}."
        return el("footer", el("p", " · ".join([office.unit, *where])), el("p", made))

    # --- pages -----------------------------------------------------------------------------------------------

    def first(self) -> bytes:
        """Return the first page: the office, its hours, the newest notices, last month in three figures."""
        office, table = self._site.office, self._site.figures
        contact = [("Địa chỉ", office.address), ("Điện thoại", office.phone), ("E-mail", office.email)]
        week = [el("tr", el("th", days, scope="row"), el("td", words)) for days, words in self._site.hours]
        hours = el("table", el("tbody", week))
        cards = el(
            "div",
            el("section", el("h2", "Liên hệ"), _pairs(contact), class_="card"),
            el("section", el("h2", "Giờ làm việc"), hours, class_="card"),
            el("section", el("h2", f"Tháng {table.last_day:%m/%Y}"), *self._summary(), class_="card"),
            class_="grid",
        )
        newest = el("section", el("h2", "Mới công khai"), self._notice_list(self._site.notices[:6]))
        return self._page("index.html", self._name, cards, newest)

    def _summary(self) -> Iterator[Html]:
        total, table = self._site.figures.total, self._site.figures
        yield el("p", table.on_time_percent, class_="figure")
        yield el("p", "hồ sơ giải quyết trước hạn và đúng hạn", class_="quiet")
        yield el("p", f"{thousands(total[4])} hồ sơ đã giải quyết, {thousands(total[7])} quá hạn. ",
                 el("a", "Xem bảng", href="ket-qua.html"))  # fmt: skip

    def procedures(self) -> bytes:
        """Return the list of procedures, searched without accents."""
        search = el(
            "div",
            el("label", "Tìm thủ tục (gõ không dấu cũng được)", for_="tim"),
            el("input", type="search", id="tim", autocomplete="off"),
            el("p", f"{len(self._site.procedures)} thủ tục", id="dem", class_="quiet", role="status"),
            class_="noprint",
        )
        rows = [self._procedure_row(sheet) for sheet in self._site.procedures]
        head = el("tr", *(el("th", words, scope="col") for words in ("Thủ tục", "Lĩnh vực", "Thời hạn", "Phí, lệ phí")))
        table = el("table", el("thead", head), el("tbody", rows), class_="stack")
        whole = el("div", table, class_="wide")
        return self._page("thu-tuc.html", "Thủ tục hành chính", search, whole, scripts=_scripts("site.js"))

    def _procedure_row(self, sheet: SheetWords) -> Html:
        link = el("a", sheet.name, href=_sheet_path(sheet))
        fees = "; ".join(line.text for line in sheet.fees)
        code = (el("br"), el("span", sheet.code, class_="quiet")) if sheet.code else ()
        name = el("td", link, code)
        return el("tr", name, el("td", sheet.field), el("td", sheet.limit), el("td", fees), data_row="")

    def procedure(self, sheet: SheetWords) -> bytes:
        """Return the public sheet of a procedure."""
        facts = [("Mã thủ tục", sheet.code), ("Lĩnh vực", sheet.field), ("Cơ quan giải quyết", sheet.authority)]
        parts = [
            el("div", _pairs(facts), class_="card"),
            *_part("Cách thức thực hiện", sheet.ways),
            *_table("Thành phần hồ sơ", ("Giấy tờ", "Số lượng"), [(row.name, _copies(row)) for row in sheet.papers]),
            *_part("", sheet.papers_note),
            *_part("Số lượng hồ sơ", sheet.sets),
            *_part("Thời hạn giải quyết", sheet.limit),
            *_table("Thời hạn theo trường hợp", ("Trường hợp", "Thời hạn"), [(v.text, v.note) for v in sheet.variants]),
            *_part("Kết quả", sheet.result),
            *_table("Phí, lệ phí", ("Mức thu", "Căn cứ, miễn giảm"), [(fee.text, fee.note) for fee in sheet.fees]),
            *_part("Căn cứ pháp lý", sheet.legal_basis),
        ]
        if sheet.checks:
            items = [el("li", check.text) for check in sheet.checks]
            parts += [el("h2", "Nội dung cơ quan còn kiểm tra"), el("ul", items, class_="unsure")]
        return self._page("thu-tuc.html", sheet.name, *parts, deep=True)

    def notices(self) -> bytes:
        """Return what is disclosed, by the groups of the law."""
        by_group = sorted(self._site.notices, key=lambda notice: (int(notice.group.partition(".")[0]), notice.group))
        parts = [
            inner(el("h2", group), self._notice_list(tuple(found)))
            for group, found in groupby(by_group, key=lambda notice: notice.group)
        ]
        return self._page("cong-khai.html", "Nội dung công khai", *(parts or [el("p", "Hiện chưa có nội dung nào.")]))

    def _notice_list(self, notices: tuple[PublicNotice, ...]) -> Html:
        if not notices:
            return el("p", "Hiện chưa có nội dung nào.")
        items = [self._notice_item(notice) for notice in notices]
        return el("ul", items, class_="plain")

    @staticmethod
    def _notice_item(notice: PublicNotice) -> Html:
        since = el("span", f"Niêm yết từ {short_day(notice.posted_on)}", class_="quiet")
        return el("li", el("a", notice.title, href=f"cong-khai/{slug(notice.key)}.html"), el("br"), since)

    def notice(self, notice: PublicNotice) -> bytes:
        """Return one notice with its files."""
        until = short_day(notice.until) if notice.until else "thường xuyên"
        facts = [
            ("Nhóm nội dung", notice.group), ("Văn bản", notice.decision),
            ("Niêm yết từ ngày", short_day(notice.posted_on)), ("Đến ngày", until),
            ("Nơi niêm yết", "; ".join(notice.places)),
        ]  # fmt: skip
        files = [
            el("li", el("a", one.name, href=_file_path(notice, at)), f" ({_size(len(one.content))})")
            for at, one in enumerate(notice.files, 1)
        ]
        attached = [el("h2", "Văn bản kèm theo"), el("ul", files)] if files else []
        return self._page(
            "cong-khai.html", notice.title, el("div", _pairs(facts), class_="card"), *paragraphs(notice.text),
            *attached, deep=True,
        )  # fmt: skip

    def figures(self) -> bytes:
        """Return the last month's figures by field."""
        table = self._site.figures
        heads = [el("th", words, scope="col", class_="n") for _, words in _COLUMNS]
        rows = [*table.rows, ("Tổng số", table.total)]
        body = [
            el("tr", el("th", name, scope="row"), *(el("td", thousands(figures[at]), class_="n") for at, _ in _COLUMNS))
            for name, figures in rows
        ]
        caption = f"Từ ngày {short_day(table.first_day)} đến ngày {short_day(table.last_day)}"
        head = el("thead", el("tr", el("th", "Lĩnh vực", scope="col"), heads))
        whole = el("table", el("caption", caption), head, el("tbody", body))
        notes = [el("p", note, class_="quiet") for note in table.footnotes]
        return self._page("ket-qua.html", "Kết quả giải quyết hồ sơ", el("div", whole, class_="wide"), *notes)

    def ratings(self) -> bytes:
        """Return what citizens said of how they were served."""
        return self._page("danh-gia.html", "Ý kiến đánh giá của người dân", *ratings_parts(self._site.ratings))

    def feedback(self) -> bytes:
        """Return where feedback is taken."""
        office = self._site.office
        facts = [("Tên cơ quan", self._name), ("Địa chỉ", office.address), ("Điện thoại", office.phone),
                 ("E-mail", office.email), ("Trang thông tin điện tử", office.website)]  # fmt: skip
        words = [
            f"{self._name} mong nhận được phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính và việc "
            "thực hiện thủ tục hành chính.",
            "Hãy viết bằng tiếng Việt, ghi rõ nội dung, họ tên, địa chỉ, số điện thoại.",
            "Khiếu nại, tố cáo không gửi theo địa chỉ này mà gửi nơi tiếp công dân.",
        ]
        parts = [el("p", word) for word in words]
        answers = [el("h2", "Phản ánh, kiến nghị đã trả lời")] if self._site.answers else []
        answers += [self._answer(one) for one in self._site.answers]
        contact = el("div", _pairs(facts), class_="card")
        return self._page("phan-anh.html", "Phản ánh, kiến nghị", contact, *parts, *answers)

    @staticmethod
    def _answer(one: PublicAnswer) -> Html:
        """Return a feedback with its answer."""
        who = f" · {one.agency}" if one.agency else ""
        when = f"{one.about}. Trả lời ngày {short_day(one.answered_on)}{who} (số {one.key})"
        asked = el("h3", "Nội dung"), *paragraphs(one.question)
        said = el("h3", "Trả lời"), *paragraphs(one.answer)
        return el("section", *asked, *said, el("p", when, class_="quiet"), class_="card")

    def lookup(self, salt: str, digits: int) -> bytes:
        """Return the page that looks a case up."""
        form = el(
            "form",
            el("label", "Số tiếp nhận", for_="ma"),
            el("input", id="ma", name="ma", autocomplete="off", required=True),
            el("label", "Khóa tra cứu in trên giấy tiếp nhận", for_="khoa"),
            el("input", id="khoa", name="k", autocomplete="off", spellcheck="false", required=True),
            el("button", "Tra cứu", type="submit"),
            id="tra-cuu",
        )
        told = (
            "Trang này chỉ cho biết trạng thái và các ngày. Số tiếp nhận và khóa không gửi đi đâu: "
            "việc tìm làm trên máy của Ông/Bà."
        )
        off = "Trình duyệt đang tắt JavaScript nên không tra cứu được. Hãy hỏi tại quầy."
        scriptless = el("noscript", el("p", off))
        answer = el("div", id="tra-loi", class_="card answer", role="status")
        statuses = {str(int(status)): words for status, words in STATUS_NAMES.items()}
        data = json.dumps({"salt": salt, "digits": digits, "statuses": statuses}, ensure_ascii=False)
        start = el("script", Html(f"papiDesk.start({data.replace('<', chr(92) + 'u003c')});"))
        return self._page(
            "tra-cuu.html", "Tra cứu hồ sơ", el("div", form, class_="card"), scriptless, answer,
            el("p", told, class_="quiet"), scripts=iter([*_scripts("lookup.js"), start]),
        )  # fmt: skip


def _scripts(*names: str) -> Iterator[Html]:
    return (el("script", src=name) for name in names)


def _pairs(pairs: list[tuple[str, str]]) -> Html:
    found = [inner(el("dt", name), el("dd", value)) for name, value in pairs if value]
    return el("dl", found, class_="answer") if found else el("p", "–")


def _part(title: str, text: str) -> list[Html]:
    if not text:
        return []
    return [*([el("h2", title)] if title else []), *paragraphs(text)]


def _table(title: str, heads: tuple[str, str], rows: list[tuple[str, str]]) -> list[Html]:
    if not rows:
        return []
    head = el("thead", el("tr", *(el("th", words, scope="col") for words in heads)))
    body = el("tbody", [el("tr", *(el("td", cell) for cell in row)) for row in rows])
    return [el("h2", title), el("div", el("table", head, body), class_="wide")]


def _copies(row: PaperRow) -> str:
    counts = ((row.originals, "bản chính"), (row.certified, "bản sao"), (row.photos, "bản chụp"))
    return ", ".join(f"{count} {words}" for count, words in counts if count) or row.note


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB".replace(".", ",") if count >= 100_000 else f"{max(1, round(count / 1000))} KB"
