"""Put a published site into its folder: written beside it, then exchanged, so that visitors never see half of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.work import Stopped, step

MARK: Final = "papi-desk-site.txt"
"""Says that a folder is a published site and may be replaced."""


def replace_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    """Put the files in place of the folder and return how many files and bytes there are.

    Raises ``Refused`` for a folder that holds anything else than a published site, ``Unavailable`` for a full disk;
    then the folder is as it was.
    """
    folder = folder.absolute()
    fresh, old = (folder.with_name(f".{folder.name}.{name}") for name in ("new", "old"))
    try:
        _check(folder, old)
        shutil.rmtree(fresh, ignore_errors=True)
        count, size = _write(fresh, files)
        _exchange(folder, fresh, old)
    except Stopped:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Unavailable("disk-full" if full else "cannot-write", path=str(folder)) from error
    return count, size


def _check(folder: Path, old: Path) -> None:
    """Take back what an interrupted exchange left, and refuse to replace what is not ours."""
    if not folder.exists() and (old / MARK).is_file():
        old.replace(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not (folder / MARK).is_file():
        raise Refused("site-folder", "output", path=str(folder))


def _write(fresh: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    count = size = 0
    fresh.mkdir(parents=True)
    for name, content in files:
        step()
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count, size = count + 1, size + len(content)
    (fresh / MARK).write_text("Trang do chương trình tạo ra; lần công bố sau thay cả thư mục này.\n", encoding="utf-8")
    return count, size


def _exchange(folder: Path, fresh: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    try:
        fresh.replace(folder)
    except OSError:
        if old.exists():
            old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
