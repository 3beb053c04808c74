"""Colours and sizes of the screens: the one place that knows them."""

from __future__ import annotations

from typing import Final

from papi_desk.domain.records import Record, asdict


class Tokens(Record):
    """The colours of one theme, as ``#rrggbb``; late, soon and done are used for nothing else."""

    ground: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_soft: str
    late: str
    late_soft: str
    soon: str
    soon_soft: str
    done: str
    done_soft: str
    quiet_soft: str

    def as_dict(self) -> dict[str, str]:
        """Return the colours by name, for the style sheet."""
        return asdict(self)


LIGHT: Final = Tokens(
    ground="#F6F7F9",
    surface="#FFFFFF",
    raised="#EEF1F5",
    line="#DDE1E7",
    edge="#8793A3",
    text="#1B2430",
    quiet="#5A6675",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    accent_soft="#E3EEF9",
    late="#B42318",
    late_soft="#FCEBE9",
    soon="#8A5000",
    soon_soft="#FCF1DC",
    done="#1B7F4B",
    done_soft="#F1FAF5",
    quiet_soft="#EEF1F5",
)
DARK: Final = Tokens(
    ground="#15181D",
    surface="#1D2128",
    raised="#272D36",
    line="#313844",
    edge="#6B7789",
    text="#E6EAF0",
    quiet="#9AA6B5",
    accent="#6FB1F5",
    on_accent="#0E1B2A",
    accent_soft="#20344B",
    late="#FF8A7A",
    late_soft="#3B2322",
    soon="#F2B54A",
    soon_soft="#382C17",
    done="#5CC98E",
    done_soft="#1A3226",
    quiet_soft="#272D36",
)

_SIZES: Final = {"body": 10.5, "small": 9.5, "title": 13.0, "figure": 20.0, "display": 28.0, "display-large": 38.0}
SIZES: Final = dict(_SIZES)
"""Type sizes in points, enlarged where this computer asks for it; «display» is the least that is read from 3 m."""
_FACTOR: Final = [1.0]
STEP: Final = 4
"""Spacing goes in steps of so many pixels."""
ROW_HEIGHT: Final = 34
"""Height of a line of a list, in pixels."""


def enlarge(factor: float) -> None:
    """Let text be so many times as large as usual (1 to 1.75)."""
    _FACTOR[0] = factor
    SIZES.update({name: size * factor for name, size in _SIZES.items()})


def scaled(pixels: int) -> int:
    """Return a length that holds text, for text as large as it is now."""
    return round(pixels * _FACTOR[0])


def unscaled(pixels: int) -> int:
    """Return what a length would be for text of the usual size."""
    return round(pixels / _FACTOR[0])


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
