"""Good input made bad: what hypothesis changes in a seed, and the words that break careless readers."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

WORDS = (
    b"", b"\0", b"\xff", b"=cmd|' /C x'!A0", b"../../x", b'"', b"'", b"\r", b"\n", b"\r\n", b";", b"\t", b",", b"|",
    b"||", b"9" * 5000, b"1e999", b"-1", b"NaN", b"inf", b"31/02/2024", b"0000-00-00", b"99:99", b"<b>", b"&lt;",
    b"]]>", b"{", b"}", b"{name}", b"{/}", b"**", b"__", b"@gap 999\n", b"@end\n", b"@table papers least=99\n",
    b"? ", b"?!fee ", "\u202e".encode(), "\u0301".encode() * 40, "²".encode(), "٣".encode(), "林".encode(),
    "\ufffe".encode(),
    "\ud800".encode("utf-8", "surrogatepass"), b'<c r="XFD1048576"><v>1</v></c>', b't="e"', b"/JavaScript", b"/Type",
)  # fmt: skip


def edited(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return one of the seeds with a few places changed, and now and then bytes that are nothing at all."""
    places = st.integers(0, 1 << 16)
    edit = st.tuples(st.integers(0, 4), places, places, st.sampled_from(WORDS))
    changed = st.builds(_changed, st.sampled_from(seeds), st.lists(edit, min_size=1, max_size=6))
    return changed | st.binary(max_size=300)


def _changed(seed: bytes, edits: Sequence[tuple[int, int, int, bytes]]) -> bytes:
    made = bytearray(seed)
    for kind, first, second, word in edits:
        at, other = first % (len(made) + 1), second % (len(made) + 1)
        if kind == 0:
            made[at:at] = word
        elif kind == 1:
            made[at : at + second % 40] = b""
        elif kind == 2:
            made[at:at] = made[other : other + 200]
        elif kind == 3 and at < len(made):
            made[at] ^= 1 << second % 8
        else:
            made[at : at + second % 6] = word
    return bytes(made)
