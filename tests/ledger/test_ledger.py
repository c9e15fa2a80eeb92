"""The promises of the ledger, the same in memory and on PostgreSQL."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag

from shared.kernel.decider import Act, Refused
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.ledger import CommandIdReused, Heard, HoleBefore, Ledger, Outcome, Stale, stream_of
from shared.ledger.units import Answer, Message, Unit
from shared.sealing.vault import Forgotten
from tests.ledger.toy import LAW, MAY_5, OFFICER, TOY, NeedTold, Note, ledger


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.real)])
def book(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    if request.param == "memory":
        yield ledger()
    else:
        from tests.ledger.places import fresh, on_postgres

        with on_postgres(fresh(request.getfixturevalue("postgres"))[1]) as on_disk:
            yield on_disk


def ask(
    book: Ledger, subject: UUID, command: Note, command_id: UUID | None = None, expected: int | None = None
) -> Outcome:
    return book.handle(
        TOY,
        subject,
        command,
        command_id=command_id or uuid4(),
        by=OFFICER,
        law=LAW,
        when=When.instant(MAY_5),
        expected=expected,
    )


def test_what_was_asked_is_recorded_at_dense_positions(book: Ledger) -> None:
    case = uuid4()
    assert [ask(book, case, Note(n)).first for n in ("meals", "shelter", "travel")] == [1, 2, 3]
    assert book.load(TOY, case).state.needs == ("meals", "shelter", "travel")


def test_the_same_command_twice_is_done_once_and_answered_alike(book: Ledger) -> None:
    case, same = uuid4(), uuid4()
    first, second = ask(book, case, Note("meals"), same), ask(book, case, Note("meals"), same)
    assert (first.first, first.last, first.again) == (1, 1, False)
    assert (second.first, second.last, second.again) == (1, 1, True)
    assert book.store.last() == 1


def test_a_command_id_used_for_something_else_is_refused(book: Ledger) -> None:
    case, same = uuid4(), uuid4()
    ask(book, case, Note("meals"), same)
    with pytest.raises(CommandIdReused):
        ask(book, case, Note("shelter"), same)
    assert book.store.last() == 1


def test_a_refusal_writes_nothing(book: Ledger) -> None:
    with pytest.raises(Refused, match=r"toy\.forbidden"):
        ask(book, uuid4(), Note("forbidden"))
    assert book.store.last() == 0


def test_a_stale_version_is_a_conflict_that_shows_what_came_since(book: Ledger) -> None:
    case = uuid4()
    ask(book, case, Note("meals"))
    ask(book, case, Note("shelter"))
    with pytest.raises(Stale) as stale:
        ask(book, case, Note("travel"), expected=1)
    assert (stale.value.expected, stale.value.actual) == (1, 2)
    assert [entry.fact.need for entry in stale.value.entries] == ["shelter"]


def test_whoever_did_not_ask_about_a_version_is_never_told_that_others_wrote(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else is quicker, twenty times in a row: as where all units of a town answer one round at once."""
    case, write, rivals = uuid4(), book.store.write, iter(range(20))

    def overtaken(unit: Unit) -> Answer:
        if (rival := next(rivals, None)) is not None:
            with monkeypatch.context() as alone:
                alone.setattr(book.store, "write", write)
                ask(book, case, Note(f"rival_{rival}"))
        return write(unit)

    monkeypatch.setattr(book.store, "write", overtaken)
    assert ask(book, case, Note("meals")).first == 21
    assert len(book.load(TOY, case).state.needs) == 21


def test_the_same_command_again_is_answered_even_when_its_version_is_stale_now(book: Ledger) -> None:
    case, same = uuid4(), uuid4()
    ask(book, case, Note("meals"), same, expected=0)
    assert ask(book, case, Note("meals"), same, expected=0).again


def test_the_stored_body_is_readable_json_with_the_stamp_in_front(book: Ledger) -> None:
    case = uuid4()
    ask(book, case, Note("meals", "support.labour", Sealed("Nguyễn Thị Thử")))
    row = book.store.since(0)[0]
    assert re.match(
        rb'\{"v":1,"at":"2023-05-05T01:00:00\.000000Z","to":\[\{"inbox":"support\.labour","seq":1,', row.body
    )
    body = json.loads(row.body)
    assert row.name == "toy.notes.Noted"
    assert row.stream == stream_of(TOY, case)
    assert body["subject"] == str(case)
    assert body["fact"]["need"] == "meals"
    assert set(body["fact"]["name"]) == {"k", "n", "c"}
    assert body["to"][0]["sealed"] == {"name": [str(row.stream), 1, "name"]}
    assert body["to"][0]["data"] == {"need": "meals", "name": None}


def test_a_name_stands_nowhere_in_clear_and_opens_only_at_its_place(book: Ledger) -> None:
    case = uuid4()
    ask(book, case, Note("meals", None, Sealed("Nguyễn Thị Thử")))
    row = book.store.since(0)[0]
    assert "Nguyễn".encode() not in row.body
    assert b"Th\\u1eed" not in row.body
    entry = book.load(TOY, case).entries[0]
    assert book.open(entry.fact.name) == "Nguyễn Thị Thử"
    entry.fact.name.place = entry.fact.name.place._replace(version=2)
    with pytest.raises(InvalidTag):
        book.open(entry.fact.name)


def test_a_destroyed_key_makes_that_section_unreadable_and_changes_no_byte(book: Ledger) -> None:
    case = uuid4()
    ask(book, case, Note("meals", None, Sealed("Nguyễn Thị Thử")))
    before = book.store.since(0)
    assert book.vault.destroy("case", str(case), "identity")
    with pytest.raises(Forgotten):
        book.open(book.load(TOY, case).entries[0].fact.name)
    assert book.store.since(0) == before


def test_numbers_count_per_inbox_and_subject(book: Ledger) -> None:
    one, two = uuid4(), uuid4()
    for case, need, inbox in ((one, "a", "in.aa"), (one, "b", "in.bb"), (two, "c", "in.aa"), (one, "d", "in.aa")):
        ask(book, case, Note(need, inbox))
    lines = [json.loads(row.body)["to"][0] for row in book.store.since(0)]
    assert [(line["inbox"], line["seq"]) for line in lines] == [("in.aa", 1), ("in.bb", 1), ("in.aa", 1), ("in.aa", 2)]


def test_a_code_that_could_not_be_read_back_is_not_written(book: Ledger) -> None:
    with pytest.raises(ValueError, match="regex"):
        ask(book, uuid4(), Note("a name with spaces"))
    assert book.store.last() == 0


SUBJECT = UUID(int=7)


def told(seq: int, need: str) -> Heard:
    return Heard("intake.communes", SUBJECT, seq, 10 + seq, NeedTold(need, Sealed("Trần Thị Mẫu")))


def test_what_is_heard_leads_to_an_entry_that_names_its_cause(book: Ledger) -> None:
    book.hear(told(1, "meals"))
    entry = book.load(TOY, SUBJECT).entries[0]
    assert entry.body.because == "intake.communes/11"
    assert entry.body.by.actor == "policy:note_whenever_told"
    assert book.open(entry.fact.name) == "Trần Thị Mẫu"


def test_heard_twice_is_done_once(book: Ledger) -> None:
    first, second = book.hear(told(1, "meals")), book.hear(told(1, "meals"))
    assert (first.again, second.again, book.store.last()) == (False, True, 1)


def test_a_hole_is_named_and_nothing_is_written(book: Ledger) -> None:
    book.hear(told(1, "meals"))
    with pytest.raises(HoleBefore) as hole:
        book.hear(told(3, "travel"))
    assert (hole.value.due, book.store.last()) == (2, 1)


def test_what_its_sender_may_not_tell_is_refused_and_leaves_its_number_free() -> None:
    def only_labour(heard: Heard) -> None:
        if heard.sender != "intake.labour":
            raise Refused("told.not_theirs", "not for them to tell")

    book = ledger(may_tell=only_labour)
    with pytest.raises(Refused, match="not_theirs"):
        book.hear(told(1, "meals"))
    assert (book.store.last(), book.store.done(Message("intake.communes", str(SUBJECT), 1))) == (0, None)
    assert book.hear(replace(told(1, "meals"), sender="intake.labour")).first == 1


def test_the_stamp_never_goes_back() -> None:
    from datetime import timedelta

    from shared.ledger import InMemory

    now = [MAY_5]
    book = ledger(InMemory(lambda: now[0]))
    case = uuid4()
    ask(book, case, Note("a"))
    now[0] = MAY_5 - timedelta(days=30)
    ask(book, case, Note("b"))
    assert [e.body.at for e in book.load(TOY, case).entries] == ["2023-05-05T01:00:00.000000Z"] * 2


def beside(book: Ledger, case: UUID, other: UUID, need: str, command_id: UUID) -> Outcome:
    """One deed that notes something about two cases."""
    return book.handle(
        TOY, case, Note("meals"), command_id=command_id, by=OFFICER, law=LAW, when=When.instant(MAY_5),
        beside=[Act(TOY, other, Note(need, name=Sealed("Nguyễn Thị Thử")))],
    )  # fmt: skip


def test_what_a_deed_does_to_another_file_is_recorded_with_it_and_once(book: Ledger) -> None:
    case, other, same = uuid4(), uuid4(), uuid4()
    first, second = (beside(book, case, other, "shelter", same) for _ in range(2))
    assert (first.first, first.last, second.again) == (1, 2, True)
    assert [book.load(TOY, subject).state.needs for subject in (case, other)] == [("meals",), ("shelter",)]
    assert book.open(book.load(TOY, other).entries[0].fact.name) == "Nguyễn Thị Thử"


def test_where_the_other_file_refuses_nothing_is_recorded(book: Ledger) -> None:
    case, other = uuid4(), uuid4()
    with pytest.raises(Refused):
        beside(book, case, other, "forbidden", uuid4())
    assert book.store.last() == 0


def test_two_deeds_that_meet_at_another_file_both_see_it_as_it_is(book: Ledger) -> None:
    case, third, other = uuid4(), uuid4(), uuid4()
    beside(book, case, other, "shelter", uuid4())
    beside(book, third, other, "shelter", uuid4())
    assert book.load(TOY, other).state.needs == ("shelter",)
    assert book.store.last() == 3
