"""Copies of the register on the command line: made, proved, tried out, taken back."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import ENVIRONMENT, REFUSED, show
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, folder_of, now_of, read_whole, register_of, unopened
from papi_desk.commands.proofs import secret_of
from papi_desk.domain.backups import BackupPlan
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.recovery_key import read_back
from papi_desk.services.access_log import note_copies
from papi_desk.services.backup_plan import (
    Drill,
    PlaceState,
    add_place,
    backup_state,
    drop_place,
    places_of,
    read_plan,
    write_plan,
)
from papi_desk.services.backups import back_up, changed_since, prove_all, register_file
from papi_desk.services.backups import drill as hold_drill
from papi_desk.services.carrying import carry as carry_there
from papi_desk.services.copies import Copy
from papi_desk.services.damage import known_copies, trouble_of
from papi_desk.services.deeds import seat
from papi_desk.services.restoring import Comparison, compare, key_of_copy
from papi_desk.services.upkeep import backup as copy_to
from papi_desk.services.upkeep import restore_file

_AGES = {
    "never": "chưa có bản sao nào", "fresh": "mới", "old": "đã cũ", "stale": "quá cũ", "ahead": "đồng hồ máy bị lùi",
}  # fmt: skip
_NUMBERS = {"hours": "every_hours", "last": "keep_last", "days": "keep_days", "months": "keep_months"}


def backup(given: Given) -> Any:
    """Copy the register into a file, or by plan to every place."""
    with suppress(AttributeError, OSError):
        os.nice(5)  # the desk goes first
    database = register_of(given)
    if given.file:
        database.transact(note_copies, "backup-file", given.file, at=now_of(given))
        copy_to(database, Path(given.file))
        database.close()
        return {"file": given.file}
    if given.if_changed and not changed_since(database):
        return None
    done = back_up(database, at=now_of(given), patience=given.patience)
    database.close()
    places = {place: _place(state) for place, state in done.places.items()}
    answer = {"file": done.copy.file, "cases": done.copy.cases, "places": places, "drill": _drill(done.drill)}
    show(answer if given.json else [answer["file"], *_place_words(done.places)], as_json=given.json)
    for trouble in done.troubles:
        print(trouble.words, file=sys.stderr)
    return ENVIRONMENT if done.troubles else 0


def _place(state: PlaceState) -> dict[str, Any]:
    trouble = state.trouble.words if state.trouble else ""
    return {"done": state.done_at, "trouble": trouble, "copies": len(state.copies), "same_disk": state.same_disk}


def _drill(drill: Drill | None) -> dict[str, Any] | None:
    if drill is None:
        return None
    trouble = drill.trouble.words if drill.trouble else ""
    return {"at": drill.at, "file": drill.file, "cases": drill.cases, "seconds": drill.seconds, "trouble": trouble}


def _place_words(places: dict[str, PlaceState]) -> list[str]:
    return [f"{place}: {'đã sao lưu và kiểm tra' if not s.trouble else s.trouble.words}" for place, s in places.items()]


def backups(given: Given) -> Any:
    """List, prove, try out; choose the places and how many copies stay."""
    what = {"list": _list, "prove": _prove, "drill": _try, "add": _add, "drop": _drop, "set": _set}[given.what]
    return what(given)


def _list(given: Given) -> Any:
    folder = folder_of(given)
    state = backup_state(folder, at=now_of(given))
    found = known_copies(folder, state.places)
    lines = [_line(path, copy) for path, copy in found]
    if not given.json:
        age = _AGES[state.age] + (f", {state.newest:%H:%M %d/%m/%Y}" if state.newest else "")
        return [f"Bản mới nhất: {age}", *(_words(line) for line in lines)]
    record = state.record
    places = {place: _place(record.places.get(place, PlaceState())) for place in state.places}
    return {
        "age": state.age, "newest": state.newest, "plan": state.plan, "places": places, "copies": lines,
        "drill": _drill(record.drill),
    }  # fmt: skip


def _line(path: Path, copy: Copy) -> dict[str, Any]:
    return {
        "path": str(path), "made_at": copy.made_at, "cases": copy.cases, "last_case": copy.last_case,
        "size": copy.size, "key": copy.key,
    }  # fmt: skip


def _words(line: dict[str, Any]) -> str:
    return f"{line['made_at'].replace('T', ' ')} · {line['cases']} hồ sơ, đến {line['last_case']} · {line['path']}"


def _prove(given: Given) -> Any:
    folder = folder_of(given)
    found = prove_all(folder, places_of(folder, read_plan(folder)))
    bad = {path: trouble.words for path, trouble in found.items() if trouble}
    lines = [f"{path}: {bad.get(path, 'nguyên vẹn')}" for path in found]
    answer = {"ok": not bad, "copies": [{"path": path, "trouble": bad.get(path, "")} for path in found]}
    show(answer if given.json else lines or "Chưa có bản sao nào.", as_json=given.json)
    return REFUSED if bad else 0


def _try(given: Given) -> Any:
    done = hold_drill(register_of(given), at=now_of(given))
    result = done.trouble.words if done.trouble else "lấy lại được, đủ và đúng"
    words = f"Diễn tập với {done.file}: {result} ({done.cases} hồ sơ, {done.seconds} giây)"
    show(_drill(done) if given.json else words, as_json=given.json)
    return REFUSED if done.trouble else 0


def _add(given: Given) -> Any:
    _note_plan(given, f"+ {_subject(given)}")
    return _plan(add_place(folder_of(given), _subject(given)))


def _drop(given: Given) -> Any:
    _note_plan(given, f"- {_subject(given)}")
    return _plan(drop_place(folder_of(given), _subject(given)))


def _note_plan(given: Given, words: str) -> None:
    """Ask whether who gives the command may say where copies go, and write it down."""
    database = register_of(given)
    database.transact(note_copies, "backup-plan", words, at=now_of(given))
    database.close()


def _set(given: Given) -> Any:
    name, _, value = _subject(given).partition("=")
    plan = read_plan(folder_of(given))
    if name not in _NUMBERS:
        raise Misuse(f"set: {', '.join(f'{one}=N' for one in _NUMBERS)}")
    changed = plan.with_number(_NUMBERS[name], read_whole(value, name) or 0)
    _note_plan(given, _subject(given))
    return _plan(write_plan(folder_of(given), changed))


def _subject(given: Given) -> str:
    if not given.subject:
        raise Misuse("Thiếu thư mục hoặc mục cần đặt.")
    return str(given.subject)


def _plan(plan: BackupPlan) -> dict[str, Any]:
    return {
        "places": list(plan.places), "hours": plan.every_hours, "last": plan.keep_last, "days": plan.keep_days,
        "months": plan.keep_months,
    }  # fmt: skip


def restore(given: Given) -> Any:
    """Take a copy back, even where the register itself can no longer be opened; say first what it would change."""
    register = register_file(unopened(given))
    source = Path(given.file) if given.file else _newest(given)
    secret = _secret_for(register, source)
    compared = compare(register, source, key_of_copy(register, source, secret)) if source.is_file() else None
    if compared is not None and not given.json:
        print("\n".join(comparison_words(compared)), file=sys.stderr)
    if given.compare:
        return _comparison(compared) if given.json and compared else None
    officer = _who_restores(given, register)
    before = restore_file(register, source, secret, at=now_of(given), officer=officer)
    answer: dict[str, Any] = {"restored": str(source), "before": str(before) if before else ""}
    return {**answer, **(_comparison(compared) if compared else {})} if given.json else answer


def _who_restores(given: Given, register: Path) -> str:
    """Ask for a PIN where the office asks its officers to sign in; a register that cannot be opened asks nobody."""
    if not register.exists() or trouble_of(register) is not None:
        return given.by or ""
    try:
        database = register_of(given)
    except Unavailable:
        return given.by or ""
    sits = database.read(seat)
    database.close()
    if (refusal := sits.why_not("restore")) is not None:
        raise refusal
    return sits.officer.name if sits.officer is not None else given.by or ""


def _secret_for(register: Path, source: Path) -> int | None:
    """Ask for the key of a copy that this computer has not: PAPI_DESK_KEY_FILE, PAPI_DESK_KEY, or a question."""
    try:
        key_of_copy(register, source, None)
    except Refused as refusal:
        if refusal.kind == "key-needed":
            return read_back(secret_of("KEY", f"Khóa «{refusal.data['name']}», gõ từ phiếu: "))
    return None


def _newest(given: Given) -> Path:
    folder = folder_of(given)
    places = [given.place] if given.place else list(places_of(folder, read_plan(folder)))
    found = known_copies(folder, places)
    if not found:
        raise Refused("no-copy", "file", place=", ".join(places))
    return found[0][0]


def _comparison(compared: Comparison) -> dict[str, Any]:
    return {
        "cases": compared.cases, "last_case": compared.last_case, "known": compared.known,
        "missing": compared.missing_count, "missing_cases": compared.missing_cases, "new": compared.new_count,
        "attachments_missing": compared.attachments_missing,
    }  # fmt: skip


def comparison_words(compared: Comparison) -> list[str]:
    """Say what taking a copy back would change."""
    lines = [f"{compared.file}: nguyên vẹn, {compared.cases} hồ sơ, đến {compared.last_case or '…'}"]
    if not compared.known:
        lines.append("Sổ đang có không đọc được; những việc sau lấy từ nhật ký bên cạnh sổ.")
    lines.append(f"Sẽ thiếu {compared.missing_count} việc làm sau bản sao này" + (":" if compared.missing else "."))
    lines += [f"  {step.at.replace('T', ' ')}  {step.subject}  {step.what}" for step in compared.missing]
    if compared.new_count:
        lines.append(f"Có thêm {compared.new_count} việc mà sổ đang có không có.")
    if compared.attachments_missing:
        lines.append(f"Thiếu {compared.attachments_missing} tệp kèm của hồ sơ.")
    return lines


def carry(given: Given) -> int:
    """Carry a copy to one place; run by ``backup`` as a program of its own."""
    told = carry_there(folder_of(given), Path(given.file), Path(given.place), at=now_of(given))
    print(json.dumps(told, ensure_ascii=False))
    return 0
