from __future__ import annotations

import pytest

from papi_desk.documents import fonts
from papi_desk.documents.fonts import Typeface, in_first_complete_face, packaged
from papi_desk.domain.errors import Refused


def test_the_packaged_serif_has_every_vietnamese_letter_in_every_cut() -> None:
    for cut in (packaged().regular, packaged().bold, packaged().italic):
        assert cut.clean(fonts.VIETNAMESE_LETTERS) == fonts.VIETNAMESE_LETTERS


def test_a_face_that_lacks_a_letter_gives_way_to_one_that_has_it() -> None:
    tried: list[str] = []

    def make(face: Typeface) -> bytes:
        tried.append(face.family)
        if face is not packaged():
            raise Refused("letter-not-printable", letter="x", code="U+0078", font=face.family, text="x")
        return b"made"

    assert in_first_complete_face(make) == b"made"
    assert tried[-1] == "IBM Plex Serif"


def test_a_refusal_of_another_kind_is_not_tried_again() -> None:
    tried: list[str] = []

    def make(face: Typeface) -> bytes:
        tried.append(face.family)
        raise Refused("lookup-too-long", length=500, longest=200)

    with pytest.raises(Refused, match="lookup-too-long"):
        in_first_complete_face(make)
    assert len(tried) == 1


def test_a_letter_without_a_sign_of_its_own_is_set_as_base_and_marks() -> None:
    cut = packaged().regular
    assert "\u1e17" not in cut.advances
    assert cut.clean("\u1e17") == "e\u0304\u0301"


def test_text_is_cleaned_to_what_is_set() -> None:
    cut = packaged().regular
    assert cut.clean("Nguye\u0302\u0303n \t Văn\nMẫu") == "Nguyễn Văn Mẫu"
    assert cut.width("iiii", 10) < cut.width("mmmm", 10)
