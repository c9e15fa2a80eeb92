"""A name is found however it was typed, and two names that look alike are told apart."""

import random
import unicodedata
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.search.asked import Asked, Mark
from shared.search.terms import Kind, Term, name_terms, paper_terms, phone_terms, plain, spelled, terms_of, year_terms
from shared.search.tokens import Blinder
from shared.search.typed import from_fields, read_typed

SYLLABLES = [
    "Nguyễn", "Thị", "Á", "Hương", "Vân", "Văn", "Đặng", "Quỳnh", "Trâm", "Thúy", "Hòa", "Ngọc", "Ánh", "Lê", "Phượng",
    "Ưu", "Ước", "Ỷ", "Mỹ", "Lộc", "Bưởi", "Diệu", "Thủy", "Khuê", "Ân", "Ấn", "Ẩn", "Ẫn", "Ận",
]  # fmt: skip
OURS, THEIRS = Blinder(b"o" * 32), Blinder(b"t" * 32)
CHANGES: list[Callable[[str], str]] = [
    str, str.upper, str.lower, plain, partial(unicodedata.normalize, "NFD"),
]  # fmt: skip
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5)


def texts(terms: object, kind: Kind) -> set[str]:
    return {term.text for term in terms if term.kind is kind}  # type: ignore[attr-defined]


def answer(typed: str, told: str) -> tuple[tuple[Mark, ...], int]:
    found = Asked.of(read_typed(typed), OURS).answer(OURS.tokens(name_terms(told)))
    return found.marks, found.nearness


@st.composite
def typed_otherwise(draw: st.DrawFn, words: list[str]) -> str:
    """The same words in another order, with other letters' size, spacing, composition, with or without accents."""
    turned = draw(st.permutations(words))
    change = st.sampled_from(CHANGES)
    between = st.sampled_from([" ", "  ", "\t", ", ", "-", "\u00a0"])
    return "".join(draw(between) + draw(change)(word) for word in turned)


@given(st.data())
def test_any_accents_case_order_and_spacing_of_a_name_find_it(data: st.DataObject) -> None:
    words = data.draw(names)
    marks, nearness = answer(data.draw(typed_otherwise(words)), " ".join(words))
    assert marks in ((Mark.NAME,), (Mark.OTHER_ACCENTS,))
    assert nearness > 0


@given(names, st.randoms(use_true_random=False))
def test_the_same_accents_in_another_order_are_the_same_name(words: list[str], chance: random.Random) -> None:
    turned = chance.sample(words, len(words))
    assert answer(" ".join(turned).upper(), " ".join(words)) == ((Mark.NAME,), 4)


@given(names, names)
def test_another_name_of_the_same_letters_is_found_and_marked(one: list[str], other: list[str]) -> None:
    marks, _ = answer(" ".join(one), " ".join(other))
    agree = set(map(plain, one)) <= set(map(plain, other))
    same = set(map(spelled, one)) <= set(map(spelled, other))
    accents = any(plain(word) != word.casefold() for word in one)
    expected = () if not agree else (Mark.NAME,) if same or not accents else (Mark.OTHER_ACCENTS,)
    assert marks == expected


def test_huong_van_is_not_huong_van_with_another_accent() -> None:
    assert answer("Hương Vân", "Hương Vân") == ((Mark.NAME,), 4)
    assert answer("Hương Vân", "Hương Văn") == ((Mark.OTHER_ACCENTS,), 2)
    assert answer("huong van", "Hương Vân") == answer("huong van", "Hương Văn") == ((Mark.NAME,), 2)
    assert answer("Hương Vân", "Nguyễn Thị Hương Vân") == ((Mark.NAME,), 3)
    assert answer("Nguyễn Thị Hương Vân", "Hương Vân") == ((), 0)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("Đặng", "Ðặng"), ("Đặng", "đặng"), ("H'Mông", "H’mông")]
)
def test_two_ways_of_writing_one_word_are_one_word(one: str, other: str) -> None:
    assert texts(name_terms(one), Kind.NAME) == texts(name_terms(other), Kind.NAME)


@pytest.mark.parametrize(
    ("one", "other"), [("Hoa", "Hòa"), ("Vân", "Văn"), ("Da", "Đa"), ("Thủy", "Thụy"), ("An", "Ân")]
)
def test_words_of_other_accents_are_other_words(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("2001", "2001"), ("khoảng 2001", "2001"), ("05/03/2001", "2001"), ("2001-03-05", "2001"), ("3/2001", "2001"),
        ("Sinh năm 1999", "1999"), ("khoảng 25 tuổi", None), ("20012", None), ("", None),
    ],
)  # fmt: skip
def test_a_year_is_read_from_every_way_of_telling_a_birth(told: str, year: str | None) -> None:
    assert {term.text for term in year_terms(told)} == ({year} if year else set())


@pytest.mark.parametrize(
    "told",
    [
        "0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 912 345 678", "+84 (0)912 345 678",
        "84912345678", "0084 912345678", "số của dì: 0912-345-678 (gọi sau 19 giờ)", "0912 345 678 19 giờ",
    ],
)  # fmt: skip
def test_a_telephone_number_is_one_number_however_it_is_written(told: str) -> None:
    assert {term.text for term in phone_terms(told)} == {"0912345678"}


def test_numbers_of_other_countries_and_fixed_lines_are_numbers_too_but_an_identity_card_is_none() -> None:
    told = "0234 000 0000; +86 138 0013 8000; 0086 138 0013 8000"
    assert {term.text for term in phone_terms(told)} == {"02340000000", "+8613800138000"}
    assert not list(phone_terms("079123456789"))


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("07/GXN", "07gxn"), ("12/CV-LĐTBXH", "12cvldtbxh"), ("079123456789", "079123456789"),
        ("CCCD 079 123 456 789", "079123456789"), ("hộ chiếu B1234567", "b1234567"),
    ],
)  # fmt: skip
def test_the_number_of_a_paper_is_read_without_its_marks(told: str, number: str) -> None:
    assert {term.text for term in paper_terms(told)} == {number}


def test_what_a_program_sent_in_parts_is_read_part_by_part() -> None:
    told = {"mobile": "0912 345 678", "others": ["+84 2343822822", None, True]}
    assert {term.text for term in terms_of("phone", told)} == {"0912345678", "02343822822"}
    assert {term.text for term in terms_of("birth", 2001)} == {"2001"}


def test_what_was_typed_is_taken_apart_in_any_mix_and_order() -> None:
    typed = read_typed("0912 345 678 Nguyễn Thị Á, sinh năm 2001; 07/GXN")
    assert typed.words == ("Nguyễn", "Thị", "Á")
    assert [typed.of(kind) for kind in (Kind.PHONE, Kind.YEAR, Kind.PAPER)] == [["0912345678"], ["2001"], ["07gxn"]]
    assert typed.counts() == {Kind.WORD: 3, Kind.PHONE: 1, Kind.YEAR: 1, Kind.PAPER: 1}
    assert read_typed("Nguyễn Văn Năm 2001").words == ("Nguyễn", "Văn", "Năm")
    assert not read_typed(" ,; ")


def test_a_code_says_all_and_one_with_a_wrong_character_is_noticed() -> None:
    assert read_typed("ht 7k2q4 d, cô Lan").code == "HT-7K2Q4-D"
    assert read_typed("HT-7K2Q4-D").words == ()
    wrong = read_typed("HT-7K2Q4-E")
    assert (wrong.code, wrong.slip, bool(wrong)) == (None, True, False)


def test_a_form_is_compared_by_the_same_words_as_the_box() -> None:
    readings = {"name": "name", "birth": "birth", "contact": "phone"}
    form = from_fields(
        readings, {"name": "Á Nguyễn Thị", "birth": "khoảng 2001", "contact": "0912345678", "story": "x 1999"}
    )
    assert form == read_typed("Á Nguyễn Thị 2001 0912345678")


@given(st.text(max_size=12), st.sampled_from(list(Kind)), st.sampled_from(list(Kind)))
def test_no_token_is_that_of_another_kind(text: str, one: Kind, other: Kind) -> None:
    assert (OURS.token(Term(one, text)) == OURS.token(Term(other, text))) == (one is other)


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(list(Kind)))
def test_two_instances_have_other_tokens_for_the_same_word_and_one_has_the_same(
    one: str, other: str, kind: Kind
) -> None:
    assert OURS.token(Term(kind, one)) != THEIRS.token(Term(kind, one))
    assert (OURS.token(Term(kind, one)) == OURS.token(Term(kind, other))) == (one == other)
    assert len(OURS.token(Term(kind, one))) == 16


@given(st.text(max_size=40))
def test_whatever_is_typed_can_be_read_and_says_nothing_of_itself(text: str) -> None:
    typed = read_typed(text)
    assert len(typed.words) <= 16
    for term in [*typed.numbers, *name_terms(text)]:
        assert repr(term) == f"Term({term.kind}, …)"


def test_a_search_and_its_parts_have_no_text_in_a_traceback_or_log() -> None:
    typed = read_typed("Nguyễn Thị Á 0912345678")
    assert "guy" not in repr(typed) + repr([typed]) + repr(Asked.of(typed, OURS)) + repr(list(name_terms("Nguyễn")))
    assert "0912" not in repr(typed) + repr(list(typed.numbers))
