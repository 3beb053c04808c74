"""Who may do what: roles are sets of works, a work is a set of deeds; a deed is what the audit log calls it.

The tables are data (``resources/data/roles.toml``) that an office can change. A deed that no work names is «rest».
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

ADMINISTRATOR: Final = "administrator"


class Work(Record):
    """Deeds that are allowed together."""

    name: str
    label: str
    deeds: tuple[str, ...]


class Role(Record):
    """A set of works, held by officers."""

    name: str
    label: str
    may: frozenset[str]
    own: bool = False
    """Whether the office changed it."""

    def to_json(self) -> dict[str, Any]:
        """Return the role as the packaged file would have it."""
        return {"label": self.label, "may": sorted(self.may)}


class RoleTable(Record, dict=True):
    """The works and roles of an office."""

    works: Mapping[str, Work]
    roles: Mapping[str, Role]
    free: tuple[str, ...]

    @cached_property
    def _found(self) -> dict[str, str]:
        """Deed → its work, as far as it was asked for."""
        return {}

    def work_of(self, deed: str) -> str:
        """Return the work that a deed belongs to; empty for one that is free to all."""
        if deed not in self._found:
            named = {one: work.name for work in self.works.values() for one in work.deeds if "*" not in one}
            wide = [(one, work.name) for work in self.works.values() for one in work.deeds if "*" in one]
            by_pattern = next((name for pattern, name in wide if fnmatchcase(deed, pattern)), "rest")
            self._found[deed] = "" if deed in self.free else named.get(deed, by_pattern)
        return self._found[deed]

    def allows(self, roles: Collection[str], deed: str) -> bool:
        """Tell whether one of the roles may do it."""
        work = self.work_of(deed)
        return not work or any(role in self.roles and work in self.roles[role].may for role in roles)

    def refusal(self, officer: str, deed: str) -> Refused:
        """Say that an officer may not do it, and which roles may."""
        work = self.works.get(self.work_of(deed))
        who = ", ".join(role.label for role in self.roles.values() if work and work.name in role.may) or "–"
        return Refused("deed-not-allowed", officer=officer or "–", work=work.label if work else deed, roles=who)


class Policy(Record):
    """How failed tries are slowed down, and how short a PIN may be."""

    free_tries: int = 3
    first_wait: int = 5
    longest_wait: int = 900
    lock_after: int = 10
    shortest: int = 6
    approval_minutes: int = 5

    def wait(self, failed: int) -> int:
        """Return the seconds to wait after so many failed tries in a row."""
        over = failed - self.free_tries
        return 0 if over < 0 else min(self.longest_wait, self.first_wait * 2 ** min(over, 30))

    def is_locked(self, failed: int) -> bool:
        """Tell whether only an administrator or the recovery code helps now."""
        return failed >= self.lock_after


def read_roles(packaged: Mapping[str, Any], own: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> RoleTable:
    """Read the packaged table with the office's own roles in place of those of the same name."""
    works = {name: Work(name, row["label"], tuple(row["deeds"])) for name, row in packaged["work"].items()}
    roles = {name: Role(name, row["label"], frozenset(row["may"])) for name, row in packaged["role"].items()}
    roles |= {name: Role(name, row["label"], frozenset(row["may"]), own=True) for name, row in own}
    return RoleTable(works, roles, tuple(packaged["free"]["deeds"]))


def check_role(name: str, label: str, may: Collection[str], works: Collection[str]) -> None:
    """Refuse a role without a name in small letters, without words, or with works nobody knows."""
    if not (name.isascii() and name.replace("-", "").isalnum() and name == name.lower()):
        raise Refused("role-name", "role", role=name)
    if not label.strip():
        raise Refused("name-missing", "label")
    unknown = sorted(set(may) - set(works))
    if unknown:
        raise Refused("work-unknown", "may", works=", ".join(unknown), known=", ".join(works))


def check_secret(secret: str, policy: Policy) -> str:
    """Return a PIN or password without gaps at its ends; refuse one that is too short or too plain."""
    plain = secret.strip()
    if len(plain) < policy.shortest:
        raise Refused("secret-short", "secret", shortest=policy.shortest)
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    if len(set(plain)) < 3 or steps in ({1}, {-1}):
        raise Refused("secret-plain", "secret")
    return plain
