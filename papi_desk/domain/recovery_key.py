"""The key of an encrypted register as people write it down: six groups of letters, each with a check letter.

The alphabet is Crockford's base 32 (no I, L, O, U). The check letter of a group is a sum over GF(32) that begins with
the group's place, so that one wrong letter, two swapped letters, and two swapped groups are all found, and where.
"""

from __future__ import annotations

import hashlib
from typing import Final

from papi_desk.domain.errors import Refused

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 6
LETTERS: Final = 5
SECRET_BITS: Final = GROUPS * LETTERS * 5
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_POLYNOMIAL: Final = 0b100101
"""x⁵ + x² + 1, primitive over GF(2)."""


def written(secret: int) -> str:
    """Return a secret of 150 bits as «7Q2MXD-…», six groups of five letters and a check letter."""
    letters = [(secret >> shift) & 31 for shift in range(SECRET_BITS - 5, -1, -5)]
    groups = [letters[start : start + LETTERS] for start in range(0, len(letters), LETTERS)]
    return "-".join(
        "".join(ALPHABET[value] for value in (*group, _check(place, group))) for place, group in enumerate(groups)
    )


def read_back(text: str) -> int:
    """Return the secret that somebody typed from the sheet; raise ``Refused`` naming the group that is wrong."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_ALIKE)
    if len(plain) != GROUPS * (LETTERS + 1):
        raise Refused("key-length", "key", count=len(plain), wanted=GROUPS * (LETTERS + 1))
    secret = 0
    for place in range(GROUPS):
        group = plain[place * (LETTERS + 1) :][: LETTERS + 1]
        values = [ALPHABET.find(letter) for letter in group]
        if -1 in values or _check(place, values[:LETTERS]) != values[LETTERS]:
            raise Refused("key-group", "key", group=place + 1, typed=group)
        for value in values[:LETTERS]:
            secret = secret << 5 | value
    return secret


def key_name(secret: int) -> str:
    """Return the name of a key, which says nothing of the key itself: five letters, on its sheet and its copies."""
    digest = int.from_bytes(_hashed(b"name", secret)[:4], "big")
    return "".join(ALPHABET[(digest >> shift) & 31] for shift in range(20, -1, -5))


def cipher_key(secret: int) -> str:
    """Return the key of the cipher, 256 bits in hexadecimal; the secret is random, so one hash is enough."""
    return _hashed(b"cipher", secret).hex()


def _hashed(what: bytes, secret: int) -> bytes:
    return hashlib.sha256(b"papi-desk " + what + b"\n" + secret.to_bytes((SECRET_BITS + 7) // 8, "big")).digest()


def _check(place: int, values: list[int]) -> int:
    total = place + 1
    for value in values:
        total = (total ^ value) << 1
        total ^= _POLYNOMIAL if total > 31 else 0
    return total
