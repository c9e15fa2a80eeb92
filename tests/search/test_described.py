"""What the matcher keeps of descriptions: the newest of each instance, what two cases have in common, and nothing that was
forgotten. In memory and on PostgreSQL."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from shared import bookmarks
from shared.kernel.likeness import Likeness
from shared.search.described import Described, Descriptions, InMemory, InPostgres
from tests.search.people import database

ONE, OTHER, THIRD = (UUID(int=n) for n in (1, 2, 3))
KEY, ANOTHER = UUID(int=10), UUID(int=11)
NAME, YEAR, PHONE = Likeness.NAME, Likeness.YEAR, Likeness.PHONE


def row(kind: Likeness, text: str, key: UUID = KEY) -> Described:
    return Described(text.encode().ljust(16), kind, key)


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.real)])
def table(request: pytest.FixtureRequest) -> Iterator[Descriptions]:
    if request.param == "memory":
        yield InMemory()
        return
    with database(request.getfixturevalue("postgres")) as pool:
        yield InPostgres(pool)


def test_two_cases_have_in_common_what_any_instance_described_of_both(table: Descriptions) -> None:
    table.replace("intake.a", ONE, {row(NAME, "van"), row(YEAR, "2001")})
    table.replace("intake.b", ONE, {row(PHONE, "0912")})
    table.replace("intake.c", OTHER, {row(NAME, "van"), row(YEAR, "2001"), row(PHONE, "0912")})
    assert table.alike(ONE) == {OTHER: {NAME, YEAR, PHONE}}
    assert table.alike(OTHER) == {ONE: {NAME, YEAR, PHONE}}


def test_a_year_alone_leads_to_nobody(table: Descriptions) -> None:
    table.replace("intake.a", ONE, {row(YEAR, "2001")})
    table.replace("intake.a", OTHER, {row(YEAR, "2001")})
    assert table.alike(ONE) == {}


def test_the_same_case_described_twice_is_not_like_itself(table: Descriptions) -> None:
    table.replace("intake.a", ONE, {row(NAME, "van")})
    table.replace("intake.b", ONE, {row(NAME, "van")})
    assert table.alike(ONE) == {}


def test_a_new_description_takes_the_place_of_the_last_one_of_that_instance(table: Descriptions) -> None:
    table.replace("intake.a", ONE, {row(NAME, "van")})
    table.replace("intake.b", OTHER, {row(NAME, "van")})
    table.replace("intake.a", ONE, {row(NAME, "lan")})
    assert table.alike(OTHER) == {}
    table.replace("intake.b", OTHER, ())
    assert table.alike(ONE) == {}


def test_what_a_destroyed_key_opened_is_gone(table: Descriptions) -> None:
    table.replace("intake.a", ONE, {row(NAME, "van"), row(PHONE, "0912", ANOTHER)})
    table.replace("intake.a", OTHER, {row(NAME, "van"), row(PHONE, "0912", ANOTHER)})
    table.replace("intake.a", THIRD, {row(NAME, "van")})
    table.forget([])
    table.forget([KEY])
    assert table.alike(ONE) == {OTHER: {PHONE}}
    assert table.alike(THIRD) == {}


@pytest.mark.real
def test_a_bookmark_moves_on_and_never_back(request: pytest.FixtureRequest) -> None:
    with database(request.getfixturevalue("postgres")) as pool:
        for mark in (bookmarks.InMemory(), bookmarks.InPostgres("toy.following.v1", pool)):
            assert mark.position() == 0
            for to in (7, 3):
                mark.move(to)
            assert mark.position() == 7
        assert bookmarks.InPostgres("toy.following.v2", pool).position() == 0


@pytest.mark.real
def test_what_concerns_nobody_is_passed_over_and_read_again_after_a_restart(request: pytest.FixtureRequest) -> None:
    def restarted() -> bookmarks.InPostgres:
        return bookmarks.InPostgres("toy.following.v1", pool)

    with database(request.getfixturevalue("postgres")) as pool:
        mark = restarted()
        mark.move(5)
        mark.move(9, done=False)
        assert (mark.position(), restarted().position()) == (9, 5)
        mark.move(5 + bookmarks.AT_ONCE, done=False)
        assert mark.position() == restarted().position() == 5 + bookmarks.AT_ONCE
