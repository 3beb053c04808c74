"""Looking at the register before it is opened: what is wrong with it, and the copies that could take its place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from papi_desk.db import files, journal, keys
from papi_desk.domain.records import Record
from papi_desk.services.backup_plan import OWN_PLACE, places_of, read_plan, read_record
from papi_desk.services.copies import Copy, copies_in


class Trouble(Record):
    """What is wrong with the register, and the copies that could take its place, the newest first."""

    damage: files.Damage
    copies: tuple[tuple[Path, Copy], ...]


def trouble_of(register: Path, *, thorough: bool = True) -> Trouble | None:
    """Look at the register before it is opened; none when it is sound, or was never there.

    ``thorough`` reads the whole file; otherwise only what takes no time is looked at.
    """
    if not register.exists():
        gone = (register.parent / journal.FOLDER).is_dir() or (register.parent / OWN_PLACE).is_dir()
        return Trouble(files.Damage("register-gone"), known_copies(register.parent)) if gone else None
    if thorough:
        damage = files.damage_of(register, keys.key_of(register)) or _behind(register)
    else:
        damage = files.first_sight(register, plain=keys.named_key(register) is None)
    return None if damage is None else Trouble(damage, known_copies(register.parent))


def _behind(register: Path) -> files.Damage | None:
    """Find a file that is whole and yet lacks what was acknowledged: an older one was put in its place."""
    last = journal.last_line(register)
    if last is None:
        return None
    try:
        with closing(files.connect(register, keys.key_of(register))) as connection:
            query = "SELECT hash FROM audit_log WHERE sequence = ?"
            found = connection.execute(query, (last.sequence,)).fetchone()
    except files.errors(keys.key_of(register)):
        return None
    if found is None or journal.short(found[0]) != last.hash:
        return files.Damage("register-behind", last.at)
    return None


def known_copies(folder: Path, places: Sequence[str] | None = None) -> tuple[tuple[Path, Copy], ...]:
    """Return the copies of every place that can be read, the newest first.

    Without ``places`` only the one beside the register is looked at; of the others the record tells.
    """
    looked = [str(folder / OWN_PLACE)] if places is None else places
    found = {Path(place) / copy.file: copy for place in looked for copy in copies_in(Path(place))}
    if places is None:
        planned = places_of(folder, read_plan(folder))[1:]
        for place, state in read_record(folder).places.items():
            found |= {Path(place) / copy.file: copy for copy in state.copies if place in planned}
    return tuple(sorted(found.items(), key=lambda one: one[1].rank, reverse=True))
