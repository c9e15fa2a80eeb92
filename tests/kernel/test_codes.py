"""Spoken codes: the same case has always the same code, and a slip of the tongue is noticed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.codes import ALPHABET, case_code, is_valid, parse, report_code

CASE = UUID("85a5eb31-5b38-5c27-a4a0-d77ff02d738d")


def test_a_case_has_always_the_same_code() -> None:
    assert case_code(CASE) == case_code(UUID(str(CASE)))
    assert report_code(CASE).startswith("TB-")


@given(st.uuids())
def test_a_code_is_valid_however_it_is_spelled(case: UUID) -> None:
    code = case_code(case)
    spelled = (code.lower(), code.replace("-", " "), code.replace("1", "l").replace("0", "O"))
    assert [parse(each) for each in spelled] == [code] * 3


@given(st.uuids(), st.integers(0, 5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(case: UUID, place: int, other: str) -> None:
    kind, body, check = case_code(case).split("-")
    said = list(body + check)
    right, said[place] = said[place], other
    assert is_valid(kind + "".join(said)) == (right == other)


@given(st.uuids(), st.integers(0, 5), st.integers(0, 5))
def test_two_swapped_characters_are_found(case: UUID, one: int, two: int) -> None:
    kind, body, check = case_code(case).split("-")
    said = list(body + check)
    said[one], said[two] = said[two], said[one]
    assert is_valid(kind + "".join(said)) == (said == list(body + check))


@pytest.mark.parametrize("text", ["", "HT", "HT-7K2-9", "XX-7K2Q4-9", "HT-7K2U4-9", "HT-7K2Q4-99"])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_valid(text)
