"""The command ``server``: prepare one for several counters, join it, move a register there and fetch it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, folder_of, now_of, url_of
from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.errors import Refused
from papi_desk.services.server_address import join_server, leave_server, trusted_address
from papi_desk.services.shared_register import Moved, Prepared, fetch_from_server, move_to_server, prepare_server


def server(given: Given) -> Any:
    """Prepare, join, leave, move or fetch."""
    work = {"prepare": _prepare, "join": _join, "leave": _leave, "move": _move, "fetch": _fetch}
    return work[given.what](given)


def _prepare(given: Given) -> Any:
    done = prepare_server(
        _address(given), at=now_of(given), name=given.name, hosts=given.host, network=given.network,
        local=given.local, renew=given.renew,
    )  # fmt: skip
    return done if given.json else "\n".join(_said(done))


def _said(done: Prepared) -> list[str]:
    shown = f" --fingerprint {done.fingerprint}" if done.fingerprint else ""
    lines = ["Máy chủ đã sẵn sàng. Chạy lại lệnh này sau mỗi lần cập nhật chương trình."]
    if done.restart:
        lines.append("Hãy khởi động lại PostgreSQL một lần để các máy khác vào được.")
    if not done.new:
        return [*lines, "Mật khẩu giữ như cũ; cần mật khẩu mới thì thêm --renew."]
    return [
        *lines,
        "Ghi các dòng sau ra giấy, cất vào két; mật khẩu không hiện lại lần nữa.",
        "Ở mỗi quầy, gõ một lần:",
        f'  papi-desk server join "{done.desk}"{shown}',
        "Để chuyển sổ đang có của một máy lên, gõ ở máy ấy:",
        f'  papi-desk server move "{done.owner}"{shown}',
    ]


def _join(given: Given) -> Any:
    host = join_server(folder_of(given), _address(given), given.fingerprint)
    return {"server": host} if given.json else f"Quầy này làm việc trên máy chủ {host} từ bây giờ."


def _leave(given: Given) -> Any:
    left = leave_server(folder_of(given))
    return {"left": left} if given.json else "Quầy này lại làm việc trên sổ của máy mình."


def _move(given: Given) -> Any:
    folder = folder_of(given)
    if not (folder / "papi-desk.db").is_file():
        raise Refused("no-register", None, folder=str(folder))
    source = Database(sqlite_url(folder))
    target = Database(trusted_address(folder, _address(given), given.fingerprint))
    try:
        return _told(given, move_to_server(source, target, at=now_of(given)))
    finally:
        source.close()
        target.close()


def _fetch(given: Given) -> Any:
    if not given.output:
        raise Misuse("Thiếu -o THƯ-MỤC.")
    address = given.address or url_of(given)
    if not address:
        raise Misuse("Thiếu địa chỉ máy chủ.")
    source = Database(address)
    try:
        return _told(given, fetch_from_server(source, Path(given.output), close=given.close))
    finally:
        source.close()


def _told(given: Given, moved: Moved) -> Any:
    if given.json:
        return {"where": moved.where, "rows": moved.rows, "files": moved.files, "tables": moved.tables}
    counted = f"{moved.rows} dòng của {len(moved.tables)} bảng, {moved.files} tệp kèm"
    return f"Hai sổ giống nhau: {counted}; chuỗi nhật ký và đánh số nguyên vẹn. Sổ ở {moved.where}"


def _address(given: Given) -> str:
    if not given.address:
        raise Misuse("Thiếu địa chỉ máy chủ.")
    return str(given.address)
