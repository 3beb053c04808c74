"""Colours can be read, sizes are never too small, and one style sheet dresses everything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QRawFont

from papi_desk.settings import resource
from papi_desk.ui.figures import figures_width
from papi_desk.ui.icons import icon
from papi_desk.ui.theme import body_font, load_fonts, style_sheet
from papi_desk.ui.tokens import DARK, LIGHT, SIZES, Tokens, contrast

ROOT = Path(__file__).resolve().parents[2]
THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
@pytest.mark.parametrize("words", ["text", "quiet", "accent", "late", "soon", "done"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_words_can_be_read_on_every_ground(tokens: Tokens, words: str, ground: str) -> None:
    colours = tokens.as_dict()
    assert contrast(colours[words], colours[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", ["accent", "late", "soon", "done", "quiet"])
def test_a_chip_can_be_read_on_its_own_soft_colour(tokens: Tokens, tone: str) -> None:
    colours = tokens.as_dict()
    assert contrast(colours[tone], colours[f"{tone}_soft"]) >= 4.5


@THEMES
def test_a_primary_button_and_the_edge_of_a_field_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.edge, tokens.surface) >= 3


def test_no_text_is_smaller_than_nine_and_a_half_points() -> None:
    assert min(SIZES.values()) >= 9.5


@THEMES
def test_the_style_sheet_names_no_colour_of_its_own(tokens: Tokens) -> None:
    text = resource("style.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{6}", text)
    assert "$" not in style_sheet(tokens)


MADE_PLAIN = """
import papi_desk.ui
from PySide6.QtWidgets import QApplication
from papi_desk.ui.lines import Lines
from papi_desk.ui.theme import ARGUMENTS, Theme
application = QApplication(ARGUMENTS)
theme = Theme(application)
with theme.put_off():
    before = Lines(2)
before.show()
under = Lines(2)
under.show()
print(before.sizeHint() == under.sizeHint(), before.height() == under.height())
for scheme in ("dark", "light", "system"):
    theme.use(scheme)
"""


def test_a_line_made_before_the_sheet_takes_the_room_of_one_made_under_it() -> None:
    done = subprocess.run([sys.executable, "-c", MADE_PLAIN], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


UNDER_IT = """
import papi_desk.ui
import shiboken6
from PySide6.QtWidgets import QApplication
from papi_desk.ui.lines import Lines
from papi_desk.ui.theme import ARGUMENTS, Theme
application = QApplication(ARGUMENTS)
theme = Theme(application)
under = Lines(2)
with theme.put_off():
    print(bool(application.styleSheet()))
shiboken6.delete(under)
for scheme in ("dark", "light", "system"):
    theme.use(scheme)
"""


def test_the_sheet_stays_on_what_was_made_under_it() -> None:
    """Taken from it, Qt falls when the theme changes later."""
    done = subprocess.run([sys.executable, "-c", UNDER_IT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True")


def test_no_widget_brings_a_style_of_its_own() -> None:
    for path in (ROOT / "papi_desk" / "ui").rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert "setStyleSheet" not in words or path.name == "theme.py", path
        assert "processEvents" not in words, path


def test_figures_have_equal_width(dressed: object) -> None:
    metrics = QFontMetricsF(body_font(load_fonts()))
    assert len({figures_width(metrics, f"MC-{digit * 4}") for digit in "0123456789"}) == 1


def test_the_font_has_every_vietnamese_letter(dressed: object) -> None:
    font = QRawFont.fromFont(body_font(load_fonts()))
    letters = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    assert [letter for letter in letters + letters.upper() if not font.supportsCharacter(ord(letter))] == []


def test_an_icon_has_the_colour_of_the_theme_in_force(dressed: list[Any]) -> None:
    made, seen = icon("warning", "late"), {}
    for scheme, tokens in (("dark", DARK), ("light", LIGHT)):
        dressed[0].use(scheme)
        image = made.pixmap(64, 64).toImage()
        dots = [image.pixelColor(x, y) for x in range(64) for y in range(64)]
        seen[scheme] = (max(dots, key=QColor.alpha).name().upper(), tokens.late)
    dressed[0].use("system")
    assert all(found == wanted for found, wanted in seen.values()), seen
