"""What is taken: whole pictures and PDFs, known by their content; nothing else, whatever it is called."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.files.kinds import ASKED_FOR, HEIC, JPEG, PDF, WHOLE, Kind, Unfit, kind_of, must_be_called
from tests.files import samples


def refused(content: bytes) -> str:
    with pytest.raises(Unfit) as unfit:
        kind_of(BytesIO(content))
    return unfit.value.why


@pytest.mark.parametrize("kind", WHOLE, ids=lambda kind: kind.ending)
def test_each_kind_is_known_by_its_content(kind: Kind) -> None:
    assert kind_of(BytesIO(samples.WHOLE[kind])) == kind


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_pictures_of_both_sorts_of_telephones_are_taken(brand: bytes) -> None:
    assert kind_of(BytesIO(samples.heic(brand))) == HEIC


def test_what_a_telephone_appends_to_a_picture_does_not_matter() -> None:
    assert kind_of(BytesIO(samples.jpeg() + b"SEFT and a little film")) == JPEG
    filled = samples.jpeg().replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1)
    assert kind_of(BytesIO(filled)) == JPEG


@pytest.mark.parametrize("content", samples.FOREIGN.values(), ids=samples.FOREIGN)
def test_anything_else_is_refused(content: bytes) -> None:
    assert refused(content) == "fault.file_kind"


@pytest.mark.parametrize("content", samples.CUT.values(), ids=samples.CUT)
def test_a_file_that_does_not_reach_its_end_is_refused(content: bytes) -> None:
    assert refused(content) == "fault.file_cut"


def test_an_empty_file_is_refused() -> None:
    assert refused(b"") == "fault.file_empty"


@pytest.mark.parametrize("content", samples.WHOLE.values(), ids=[kind.ending for kind in samples.WHOLE])
def test_a_file_cut_anywhere_is_never_taken(content: bytes) -> None:
    """But for the last bytes of a PDF: readers do not miss the line after its last word."""
    end = len(content) - (2 if content.startswith(b"%PDF") else 1)
    for cut in range(end + 1):
        assert refused(content[:cut]) in ("fault.file_cut", "fault.file_kind", "fault.file_empty"), cut


@given(some.binary(max_size=400), some.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"RIFF", b""]))
def test_whatever_is_sent_is_a_known_kind_or_unfit(rest: bytes, head: bytes) -> None:
    with suppress(Unfit):  # nothing else is raised, whatever the bytes are
        assert kind_of(BytesIO(head + rest)) in WHOLE


@pytest.mark.parametrize(
    ("kind", "name", "media"),
    [
        (JPEG, "scan.jpg", "image/jpeg"), (JPEG, "", ""), (JPEG, None, None), (JPEG, "blob", "application/octet-stream"),
        (JPEG, "IMG_1.HEIC", "image/heic"), (HEIC, "IMG_1.jpg", "image/jpeg"), (PDF, "giấy.PDF", "application/pdf"),
        (PDF, "giấy.pdf", "application/x-download"), (PDF, "download", "application/force-download"),
    ],
)  # fmt: skip
def test_a_file_may_be_called_what_it_is_or_nothing_at_all(kind: Kind, name: str | None, media: str | None) -> None:
    must_be_called(kind, name, media)


@pytest.mark.parametrize(
    ("kind", "name", "media"),
    [
        (JPEG, "scan.pdf", "application/pdf"), (JPEG, "scan.pdf", ""), (JPEG, "scan.jpg", "application/pdf"),
        (PDF, "scan.jpg", "image/jpeg"), (PDF, "scan.docx", "application/pdf"), (JPEG, "scan.html", ""),
        (JPEG, "scan.svg", "image/svg+xml"), (PDF, "scan.zip", ""),
    ],
)  # fmt: skip
def test_a_file_that_lies_about_what_it_is_is_refused(kind: Kind, name: str, media: str) -> None:
    with pytest.raises(Unfit, match="file_not_as_called"):
        must_be_called(kind, name, media)


def test_a_page_asks_for_what_is_taken_but_not_for_what_few_desks_can_show() -> None:
    assert set(ASKED_FOR.split(",")) == {kind.media for kind in WHOLE} - {"image/heic"}
