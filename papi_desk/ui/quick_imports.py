"""Let modules be imported without their source being read: it costs memory for good and half a tenth of a second.

PySide looks into the source of whatever is imported after it, to learn whether that module may switch Qt's names to
another style (``from __feature__ import …``). Nothing here does, and it keeps every line that it has read.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

with suppress(ImportError):  # another version of PySide may keep it elsewhere, and then reads on
    import_module("shiboken6")  # which brings the next one along
    feature: Any = import_module("shibokensupport.feature")
    feature._mod_uses_pyside = lambda _module: False
