"""The matcher: what it is told of a case, what it finds alike, whom it tells, and what it forgets."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import RecordReport
from services.intake.domain.matching import (
    MATCHING,
    DescribePerson,
    DescriptionTaken,
    DuplicateSuspected,
    LearnLink,
    LearnUnlink,
    Matching,
    OtherPersonLearned,
    PersonDescribed,
    SamePersonLearned,
    SuspectDuplicate,
    TakeDescription,
)
from services.intake.domain.person import PERSON, LinkCases, UnlinkCases, person_of_both
from services.intake.messages import tell_matching
from services.intake.policies import POLICIES
from shared.contracts import intake as told
from shared.kernel.codes import case_code
from shared.kernel.decider import Act
from shared.kernel.likeness import Likeness, Strength
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Happened, Heard, Tell
from shared.kernel.when import When
from shared.kernel.words import AgeGroup, Sex
from shared.testing import entries, given, identity, record
from tests.intake.desks import Office, Offices
from tests.intake.samples import CASE_ID, CODE, LAW

OTHER, THIRD = identity("another case"), identity("a third case")
COARSE: tuple[Any, ...] = (CODE, "20035", Sex.FEMALE, AgeGroup.ADULT)
TOKENS: dict[str, Any] = {"name_tokens": Sealed([["name", "aa"]]), "number_tokens": Sealed([["phone", "bb"]])}
TAKEN = DescriptionTaken("intake.police", *COARSE, **TOKENS)
STRONG = SuspectDuplicate(OTHER, "intake.labour", Strength.STRONG, (Likeness.NAME, Likeness.YEAR))
SUSPECTED = DuplicateSuspected(OTHER, "intake.labour", Strength.STRONG, (Likeness.NAME, Likeness.YEAR))


def test_a_description_goes_to_the_intake_of_the_agency_that_leads() -> None:
    described = PersonDescribed("labour", *COARSE, **TOKENS)
    given(MATCHING, law=LAW).when(DescribePerson("police", *COARSE, **TOKENS)).then(described)
    (tell,) = tells(described)
    assert tell.inbox == "intake.labour"
    assert tell.message == told.PersonDescribed(*COARSE, **TOKENS)
    assert tell.grant is not None
    assert (tell.grant.sections, tell.grant.purpose) == (("identity", "contact"), "matching")


def test_the_matcher_tells_itself_nothing_and_without_a_matcher_nobody_is_described() -> None:
    ours = PersonDescribed(None, *COARSE, **TOKENS)
    given(MATCHING, law=LAW).when(DescribePerson("labour", *COARSE, **TOKENS)).then(ours)
    assert tells(ours) == []
    nobody = replace(LAW, agencies={})
    given(MATCHING, law=nobody).when(DescribePerson("police", *COARSE, **TOKENS)).nothing()


def test_a_suspicion_is_told_to_those_who_described_the_case_and_again_only_to_those_who_came_since() -> None:
    given(MATCHING, law=LAW).when(STRONG).then(SUSPECTED)
    told_police = replace(SUSPECTED, told=("intake.police",))
    given(MATCHING, TAKEN, law=LAW).when(STRONG).then(told_police)
    given(MATCHING, TAKEN, told_police, law=LAW).when(STRONG).nothing()
    later = replace(TAKEN, source="intake.communes")
    given(MATCHING, TAKEN, told_police, later, law=LAW).when(STRONG).then(replace(SUSPECTED, told=("intake.communes",)))
    weaker = replace(STRONG, strength=Strength.POSSIBLE)
    given(MATCHING, TAKEN, told_police, law=LAW).when(weaker).then(replace(told_police, strength=Strength.POSSIBLE))


def test_a_link_is_learned_once_told_to_those_who_described_the_case_and_taken_back() -> None:
    linked = SamePersonLearned(OTHER, THIRD, ("intake.police",))
    given(MATCHING, TAKEN, law=LAW).when(LearnLink(OTHER, THIRD)).then(linked)
    given(MATCHING, TAKEN, linked, law=LAW).when(LearnLink(OTHER, THIRD)).nothing()
    unlinked = OtherPersonLearned(OTHER, THIRD, ("intake.police",))
    given(MATCHING, TAKEN, linked, law=LAW).when(LearnUnlink(OTHER, THIRD)).then(unlinked)
    given(MATCHING, TAKEN, linked, unlinked, law=LAW).when(LearnUnlink(OTHER, THIRD)).nothing()
    assert [type(each.message) for each in (*tells(linked), *tells(unlinked))] == [told.CasesLinked, told.CasesUnlinked]


def tells(event: Any) -> list[Tell]:
    return list(tell_matching(Happened(CASE_ID, event, By("policy", "labour"), When.unknown()), Matching()))


@pytest.mark.parametrize(
    ("message", "command"),
    [
        (told.PersonDescribed(*COARSE, **TOKENS), TakeDescription("intake.police", *COARSE, **TOKENS)),
        (told.PossibleDuplicate(**vars(STRONG)), STRONG),
        (told.CasesLinked(OTHER, THIRD), LearnLink(OTHER, THIRD)),
        (told.CasesUnlinked(OTHER, THIRD), LearnUnlink(OTHER, THIRD)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whenever_a_message_is_heard_what_is_known_of_the_case_is_asked(message: Any, command: Any) -> None:
    heard = Heard("intake.police", CASE_ID, 1, 7, message)
    assert list(POLICIES[type(message)](heard)) == [Act(MATCHING, CASE_ID, command)]


def test_a_description_tells_coarse_words_and_tokens_and_no_name() -> None:
    assert {f.name for f in fields(told.PersonDescribed)} == {
        "code", "unit", "sex", "age_group", "papers", "name_tokens", "number_tokens"
    }  # fmt: skip


def report(office: Office, name: str, *, birth: str = "", contact: str = "", case: UUID | None = None) -> UUID:
    """Somebody reports at this agency; the notice goes where it goes."""
    case = case or uuid4()
    today = office.clock.today()
    told_of_her = {"name": name, "birth": birth, "contact": contact}
    values: dict[str, Any] = {field: Sealed(value) for field, value in told_of_her.items() if value}
    command = RecordReport(
        case_code(case), office.agency, today, today, "person", "20035" if office.agency == "communes" else None,
        **values,
    )  # fmt: skip
    record(office.ledger, CASE, case, command, law=office.profile.law_on(today))
    return case


def state(office: Office, case: UUID) -> Matching:
    found: Matching = office.ledger.load(MATCHING, case).state
    return found


@pytest.fixture
def town() -> Offices:
    return Offices()


def test_the_same_person_reported_to_two_agencies_is_found_and_both_are_told_where_the_other_case_lies(
    town: Offices,
) -> None:
    hers = report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001", contact="0912 345 678")
    again = report(town["police"], "HƯƠNG VÂN Nguyễn Thị", birth="khoảng 2001")
    other = report(town["police"], "Nguyễn Thị Hương Văn", birth="1999")
    town.settle()
    (suspected,) = state(town["communes"], hers).suspected.values()
    assert (suspected.other, suspected.at, suspected.strength) == (again, "intake.police", Strength.STRONG)
    assert set(suspected.agrees) == {Likeness.NAME, Likeness.PLAIN_NAME, Likeness.YEAR}
    (suspected,) = state(town["police"], again).suspected.values()
    assert (suspected.other, suspected.at) == (hers, "intake.communes")
    assert not state(town["police"], other).suspected, "a name but for its accents, and another year, is told to nobody"


def test_names_of_other_accents_and_the_same_year_are_possible_and_a_telephone_alone_is_too(town: Offices) -> None:
    van = report(town["communes"], "Hương Vân", birth="2001")
    vaan = report(town["police"], "Hương Văn", birth="2001")
    lan = report(town["communes"], "Lan", contact="0905 111 222")
    hoa = report(town["police"], "Hoa", contact="+84905111222, gọi dì")
    town.settle()
    assert {o: s.strength for o, s in state(town["labour"], van).suspected.items()} == {vaan: Strength.POSSIBLE}
    assert {o: s.strength for o, s in state(town["labour"], lan).suspected.items()} == {hoa: Strength.POSSIBLE}


def test_the_same_case_at_three_agencies_is_no_duplicate_of_itself(town: Offices) -> None:
    hers = report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    assert state(town["labour"], hers).known.keys() == {"intake.communes"}
    assert not state(town["labour"], hers).suspected


def test_whatever_is_settled_again_tells_nothing_twice(town: Offices) -> None:
    report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001")
    report(town["police"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    before = {agency: office.ledger.store.last() for agency, office in town.offices.items()}
    town.settle()
    assert {agency: office.ledger.store.last() for agency, office in town.offices.items()} == before


def test_followers_that_read_everything_again_add_nothing(town: Offices) -> None:
    report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001", contact="0912345678")
    report(town["police"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    before = {agency: entries(office.ledger)[-1].position for agency, office in town.offices.items()}
    rows = dict(town["labour"].descriptions.rows)
    for office in town.offices.values():
        office.begin_following()
    town.settle()
    assert {agency: entries(office.ledger)[-1].position for agency, office in town.offices.items()} == before
    assert town["labour"].descriptions.rows == rows


def test_no_name_and_no_number_travels_or_stands_in_the_open(town: Offices) -> None:
    report(town["police"], "Nguyễn Thị Hương Vân", birth="2001", contact="0912 345 678")
    town.settle()
    for office in town.offices.values():
        for row in office.ledger.store.since(0, 1000):
            assert not [word for word in ("Hương", '2001"', "0912") if word.encode() in row.body]
    described = [e for e in entries(town["police"].ledger) if isinstance(e.fact, PersonDescribed)]
    assert [line.sealed.keys() for line in described[0].body.to] == [{"name_tokens", "number_tokens"}]


def test_the_tokens_of_matching_are_not_those_of_the_agencys_own_index(town: Offices) -> None:
    report(town["communes"], "Hương Vân", birth="2001", contact="0912 345 678")
    town.settle()
    found = town["communes"].intake.seeker
    assert found
    found._index.candidates([], 1)
    own = {row.token for row in found._index.rows}  # type: ignore[attr-defined]
    matching = {row.token for rows in town["labour"].descriptions.rows.values() for row in rows}
    assert own
    assert matching
    assert not own & matching


def test_what_was_forgotten_at_one_agency_is_described_no_more_and_compared_no_more(town: Offices) -> None:
    hers = report(town["police"], "Nguyễn Thị Hương Vân", birth="2001", contact="0912 345 678")
    town.settle()
    town["police"].ledger.vault.destroy("case", str(hers), "identity")
    town.settle()
    newest = state(town["labour"], hers).known["intake.police"]
    assert newest.name_tokens is None
    assert newest.number_tokens is not None
    kinds = {row.kind for row in town["labour"].descriptions.rows["intake.police", hers]}
    assert kinds == {Likeness.PHONE}
    before = town["police"].ledger.store.last()
    town.settle()
    assert town["police"].ledger.store.last() == before, "it is told once that it was forgotten"


def test_what_was_forgotten_at_the_matcher_is_compared_no_more_there(town: Offices) -> None:
    hers = report(town["police"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    town["labour"].ledger.vault.destroy("case", str(hers), "identity")
    town.settle()
    assert not any(town["labour"].descriptions.rows.values())


def test_a_number_that_many_share_is_an_offices_and_leads_to_nobody(town: Offices) -> None:
    most = town["labour"].profile.matching.most
    cases = []
    for n in range(most + 3):
        cases.append(report(town["communes"], f"Người {'abcdefghijklmnopq'[n]}", contact="0234 3 822 111"))
        town.settle()
    told_of = [len(state(town["communes"], case).suspected) for case in cases]
    assert told_of[-1] == 0
    assert max(told_of) <= most


def test_a_link_reaches_every_agency_that_holds_one_of_the_cases_and_its_taking_back_too(town: Offices) -> None:
    hers = report(town["communes"], "Nguyễn Thị Hương Vân", birth="2001")
    again = report(town["police"], "Nguyễn Thị Hương Vân", birth="2001")
    town.settle()
    office, person = town["labour"], person_of_both(hers, again)
    law = office.profile.law_on(office.clock.today())
    record(office.ledger, PERSON, person, LinkCases(hers, again, "she_says_so"), law=law)
    town.settle()
    assert state(town["communes"], hers).linked == {again: person}
    assert state(town["police"], again).linked == {hers: person}
    record(office.ledger, PERSON, person, UnlinkCases(again, hers, "other_person"), law=law)
    town.settle()
    assert state(town["communes"], hers).linked == state(town["police"], again).linked == {}
    history = [type(e.fact).__name__ for e in office.ledger.load(PERSON, person).entries]
    assert history == ["CasesLinked", "CasesUnlinked"]
