"""The user guide: a page for every place, no dead link, every picture small, and F1 opens the right one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from papi_desk.settings import guide_page
from papi_desk.ui.guide import CONTENTS, PAGES, PARTS, GuideWindow
from papi_desk.ui.pages import PLACES
from tests.ui.conftest import DeskWindow

FOLDER = guide_page(CONTENTS).parent
TEXTS = sorted(FOLDER.glob("*.md"))
LINKING = [*TEXTS, FOLDER.parent / "quan-tri.md", FOLDER.parents[1] / "README.md"]


def test_every_place_has_its_page() -> None:
    assert {place.name for place in PLACES} <= set(PAGES)
    for name in (*PAGES.values(), *PARTS.values()):
        assert guide_page(name).is_file(), name


@pytest.mark.parametrize("path", LINKING, ids=lambda path: path.stem)
def test_every_link_and_picture_of_a_page_is_there(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", words):
        if target.startswith("https://"):
            continue
        found = (path.parent / target).resolve()
        assert found.exists(), target
        assert found.suffix != ".png" or found.stat().st_size <= 60 * 1024, target
    contents = (FOLDER / f"{CONTENTS}.md").read_text(encoding="utf-8")
    assert path.name in contents or path.stem in (CONTENTS, "README")


BY_COMMANDS = {"may-chu", "nhieu-quay"}
"""What is done at the server, without a window."""
SHOWN = [path for path in TEXTS if path.stem not in (CONTENTS, *BY_COMMANDS)]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_every_task_is_shown_in_a_picture(path: Path) -> None:
    assert re.search(r"!\[[^\]]+\]\(\.\./images/", path.read_text(encoding="utf-8"))


def test_help_opens_the_page_of_what_is_shown(qtbot: QtBot, desk: DeskWindow) -> None:
    for place, part, page in (("register", "", "tiep-nhan"), ("settings", "calendar", "lich")):
        desk.window.go(place, part)
        desk.window.help()
        guide = cast("GuideWindow", desk.window.findChild(GuideWindow))
        qtbot.waitUntil(lambda: guide.view.source().fileName() == f"{page}.md")  # noqa: B023
        assert guide.isVisible()
        assert len(guide.view.toPlainText()) > 100
    guide.open_page(CONTENTS)
    assert "F1" in guide.view.toPlainText()
