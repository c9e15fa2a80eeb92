"""A ledger remembers files; what somebody else wrote meanwhile, in this process or another, still counts."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import Heard, InMemory, Ledger, Outcome, Stale, stream_of
from shared.ledger.folds import Folded, Folds
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, NeedTold, Note, Noted, Notes, decide, ledger

Two = tuple[Ledger, Ledger]
Notebook = Decider[Notes, Note, Noted]


def only_with_permit(command: Note, notes: Notes, law: Law) -> list[Noted]:
    if "permit" not in notes.needs:
        raise Refused("toy.no_permit", "no permit yet")
    return decide(command, notes, law)


STRICT = replace(TOY, decide=only_with_permit)
"""The same notes under a rule that looks at what came before."""


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.real)])
def two(request: pytest.FixtureRequest) -> Iterator[Two]:
    """Two ledgers of one instance, as its pages and its worker are when they run apart."""
    if request.param == "memory":
        store = InMemory(lambda: MAY_5)
        yield ledger(store), ledger(store)
    else:
        from tests.ledger.places import fresh, on_postgres

        app = fresh(request.getfixturevalue("postgres"))[1]
        with on_postgres(app) as one, on_postgres(app) as other:
            yield one, other


def ask(book: Ledger, case: UUID, need: str, expected: int | None = None, *, of: Notebook = TOY) -> Outcome:
    return book.handle(
        of, case, Note(need, None, Sealed("Lê Thị Giả")), command_id=uuid4(), by=OFFICER, law=LAW,
        when=When.instant(MAY_5), expected=expected,
    )  # fmt: skip


def needs(book: Ledger, case: UUID) -> tuple[str, ...]:
    return tuple(book.load(TOY, case).state.needs)


def test_what_another_wrote_is_seen_before_the_next_entry(two: Two) -> None:
    one, other, case = *two, uuid4()
    for book, need in ((one, "meals"), (other, "shelter"), (one, "travel"), (other, "clothing")):
        ask(book, case, need)
    assert needs(one, case) == needs(other, case) == ("meals", "shelter", "travel", "clothing")


def test_what_another_has_done_is_not_done_again(two: Two) -> None:
    one, other, case = *two, uuid4()
    ask(one, case, "meals")
    ask(other, case, "shelter")
    done = ask(one, case, "shelter")
    assert done.last < done.first, "nothing new"
    assert needs(one, case) == ("meals", "shelter")


def test_a_refusal_rests_on_the_newest_state(two: Two) -> None:
    one, other, case = *two, uuid4()
    ask(one, case, "meals")
    ask(other, case, "permit")
    ask(one, case, "travel", of=STRICT)
    with pytest.raises(Refused):
        ask(one, uuid4(), "travel", of=STRICT)
    assert needs(other, case) == ("meals", "permit", "travel")


def test_a_page_newer_than_our_memory_is_not_stale_and_an_older_one_is(two: Two) -> None:
    one, other, case = *two, uuid4()
    ask(one, case, "meals")
    ask(other, case, "shelter")
    assert ask(one, case, "travel", expected=2).first == 3
    ask(other, case, "clothing")
    with pytest.raises(Stale) as stale:
        ask(one, case, "medicine", expected=3)
    assert [entry.fact.need for entry in stale.value.entries] == ["clothing"]


def test_what_was_heard_is_seen_by_the_next_command(two: Two) -> None:
    one, other, case = *two, uuid4()
    ask(one, case, "meals")
    other.hear(Heard("intake.communes", case, 1, 1, NeedTold("shelter")))
    ask(one, case, "travel")
    assert needs(one, case) == ("meals", "shelter", "travel")


def test_what_is_remembered_is_what_is_read(two: Two) -> None:
    one, case = two[0], uuid4()
    ask(one, case, "meals")
    ask(one, case, "shelter")
    assert one._folds.get(stream_of(TOY, case)) == Folded(one.load(TOY, case).state, 2)


def test_only_the_files_used_last_are_remembered_and_never_an_older_version() -> None:
    folds, (a, b, c) = Folds(most=2), (uuid4() for _ in range(3))
    folds.keep(a, Folded("a", 2))
    folds.keep(b, Folded("b", 1))
    folds.keep(a, Folded("older", 1))
    assert folds.get(a) == Folded("a", 2)
    folds.keep(c, Folded("c", 1))
    assert (folds.get(b), folds.get(a), folds.get(c)) == (None, Folded("a", 2), Folded("c", 1))
