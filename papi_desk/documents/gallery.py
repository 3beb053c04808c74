"""A small picture of every form of every set, and the page that shows them («Các biểu mẫu»)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

import pypdfium2

from papi_desk.documents.forms import lay_out
from papi_desk.documents.layout import layout_pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.domain.forms import Form, FormSet

_UNSURE = "(?i)cần kiểm tra"
_WIDTH = 380
"""Dots across a picture."""
_GREYS = 8
_DAYS = {"2018": date(2024, 3, 4)}
_DAY = date(2026, 3, 2)
"""A Monday of the years in which each set is used."""
_HEAD = """# Các biểu mẫu

Mỗi giấy in từ lời mẫu trong `resources/forms/`, với người và nơi ví dụ. Trang này và các hình do lệnh
`papi-desk papers gallery -o docs/bieu-mau` làm ra; đổi lời một mẫu thì chạy lại lệnh ấy.
"""
_FORMS = "\n## Theo thông tư\n\n| Giấy | Bộ 2018 | Bộ 2025 |\n| --- | --- | --- |\n"
_SLIPS = "\n## Phiếu của quầy và bản niêm yết, chung cho hai bộ\n\n| Giấy | Hình |\n| --- | --- |\n"


def thumbnail(content: bytes) -> bytes:
    """Return the first page of a PDF as a small grey picture (PNG)."""
    with pypdfium2.PdfDocument(content) as paper:
        page = paper[0]
        grey = page.render(scale=_WIDTH / page.get_width(), grayscale=True).to_pil()
    out = io.BytesIO()
    grey.quantize(_GREYS).save(out, "PNG", optimize=True)
    return out.getvalue()


def pictures(forms: Iterable[Form]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the picture of each form in each set that gives it a number, of a slip in the newest."""
    for form in forms:
        for one in _shown(form):
            words = sample_words(form, _DAYS.get(one.name, _DAY))
            yield _name(form, one), thumbnail(layout_pdf(lay_out(form, one, words)))


def gallery_page(forms: Iterable[Form], folder: str) -> str:
    """Return the page that shows the pictures, which lie in ``folder``, in Markdown."""
    every = list(forms)
    numbered = sorted((form for form in every if form.sets[-1].number), key=lambda form: form.sets[-1].number)
    slips = [form for form in every if not form.sets[-1].number]
    rows = [f"| {_about(form)} | {_cell(form, '2018', folder)} | {_cell(form, '2025', folder)} |" for form in numbered]
    others = [f"| {_about(form)} | {_picture(form, form.sets[-1], folder)} |" for form in slips]
    return _HEAD + _FORMS + "\n".join(rows) + "\n" + _SLIPS + "\n".join(others) + "\n"


def _shown(form: Form) -> tuple[FormSet, ...]:
    return tuple(one for one in form.sets if one.number) or form.sets[-1:]


def _name(form: Form, one: FormSet) -> str:
    return f"{form.form}-{one.name}.png" if one.number else f"{form.form}.png"


def _about(form: Form) -> str:
    """Say what a form is: its title, its name for commands, its page, and what its template says of it."""
    notes = " ".join(line.strip("# ") for line in form.text.splitlines() if line.startswith("#"))
    said = re.sub(_UNSURE, r"**\g<0>**", notes).replace("|", "\\|")
    title = form.title.capitalize() or form.form
    return f"**{title}** (`{form.form}`, {form.page}){'<br>' + said if said else ''}"


def _cell(form: Form, form_set: str, folder: str) -> str:
    one = next((one for one in form.sets if one.name == form_set and one.number), None)
    return f"{_picture(form, one, folder)}<br>{one.number} · {one.basis}" if one else "–"


def _picture(form: Form, one: FormSet, folder: str) -> str:
    return f'<img src="{folder}/{_name(form, one)}" width="230" alt="{form.title}">'
