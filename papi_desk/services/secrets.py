"""PINs and badges as argon2id digests; this is the only module that sees them in plain letters.

64 MiB, two passes, two lanes: about a tenth of a second on an office PC, well above the least that OWASP advises
(19 MiB, two passes). It makes guessing slow, not impossible: against a stolen file the register is encrypted.
"""

from __future__ import annotations

import base64
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw

from papi_desk.domain.names import READABLE

_MEMORY, _PASSES, _LANES = 65536, 2, 2
HASHER: Final = PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY, parallelism=_LANES)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret, with its own salt and parameters."""
    return HASHER.hash(secret)


def opens(digest: str, secret: str) -> bool:
    """Tell whether a secret is the one a digest was made of."""
    try:
        return HASHER.verify(digest, secret)
    except (VerificationError, InvalidHashError):
        return False


def new_salt() -> str:
    """Return the salt of this register's badges."""
    return secrets.token_hex(16)


def badge_digest(badge: str, salt: str) -> str:
    """Return what is kept of a badge: the same for the same badge, so that it is found without a name."""
    raw = hash_secret_raw(badge.encode(), bytes.fromhex(salt), _PASSES, _MEMORY, _LANES, 32, Type.ID)
    return base64.b64encode(raw).decode()


def new_recovery_code() -> str:
    """Return a code of 25 letters (125 bits), in groups that can be typed from paper."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(5)) for _ in range(5))


def tidy_code(code: str) -> str:
    """Return a code as it was made, however it was typed."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))
