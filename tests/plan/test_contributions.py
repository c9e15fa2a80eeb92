"""Contributions: what can be written down of one, what is refused, what is left on a day, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as some

from services.support.plan.domain.contributions import events as told
from services.support.plan.domain.contributions.account import Account, Receipt, Use
from services.support.plan.domain.contributions.commands import (
    CloseContribution,
    Command,
    PledgeSkills,
    RefuseGift,
    ReleasePurpose,
    StrikeReceipt,
    StrikeUse,
    ThankDonor,
)
from services.support.plan.domain.contributions.donor import (
    DONOR,
    CorrectDonor,
    DonorCorrected,
    DonorNamingSettled,
    DonorRecorded,
    RecordDonor,
    SettleNaming,
)
from services.support.plan.domain.contributions.events import (
    ContributionPledged,
    ContributionReceived,
    ContributionUsed,
    DonorThanked,
    GiftKind,
    GiftRefused,
    PurposeReleased,
    ReceiptStruck,
    UseStruck,
)
from services.support.plan.domain.contributions.gift import Contribution, Gift, Stage
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from services.support.plan.domain.contributions.steps import Next, Step, waiting
from services.support.plan.projections.contributions import (
    CONTRIBUTIONS,
    DONORS,
    money_by_source,
    source_of,
)
from shared.kernel.decider import Refused
from shared.kernel.given_money import MoneySums
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Entry, Ledger
from shared.sealing.keys import KeysInMemory
from shared.testing import entries, given, identity, memory_ledger, record
from shared.views import fold
from tests.plan.contributions_lives import DONOR_ID, JUNE, NOTE, UNIT, goods, law, lived, money, received, used
from tests.plan.office import profile

WHOSE = ("communes", UNIT, DONOR_ID)
PLEDGED = ContributionPledged(*WHOSE, JUNE[0], GiftKind.MONEY, None, 1_000, "dong")
BOUND = replace(PLEDGED, purpose="schooling")
GOODS = ContributionPledged(*WHOSE, JUNE[0], GiftKind.GOODS, "clothing", 20, "set")
CAME = ContributionReceived(1, JUNE[1], 600)
ALL_CAME = ContributionReceived(1, JUNE[1], 1_000)
WENT = ContributionUsed(1, JUNE[2], "schooling", 400, 12)
THANKED = DonorThanked(JUNE[3], "in_person")
LETTER = ThankDonor(thanked_on=JUNE[3], way="letter", number="3/TCO")


def ask(*past: Any) -> given:
    return given(CONTRIBUTION, *past, law=law())


def gift(*past: Any) -> Gift:
    state: Contribution = CONTRIBUTION.replay(past)
    return state.gift


# What is promised


def test_money_goods_and_skills_are_promised_each_in_what_it_is_counted_in() -> None:
    ask().when(money(purpose="schooling", until=JUNE[9], note=NOTE)).then(replace(BOUND, until=JUNE[9], note=NOTE))
    ask().when(goods()).then(GOODS)
    hours = PledgeSkills(agency="communes", unit=UNIT, donor=DONOR_ID, pledged_on=JUNE[0], skill="legal", hours=12)
    ask().when(hours).then(ContributionPledged(*WHOSE, JUNE[0], GiftKind.SKILLS, "legal", 12, "hours"))


def test_what_came_at_once_is_written_down_with_the_promise() -> None:
    ask().when(money(received_on=JUNE[1], receipt="12/PT")).then(
        PLEDGED, ContributionReceived(1, JUNE[1], 1_000, "12/PT")
    )


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (money(purpose="yacht"), "code.unknown"),
        (money(until=date(2023, 5, 31)), "contribution.until_before_pledge"),
        (money(receipt="12/PT"), "contribution.receipt_without_day"),
        (money(received_on=date(2023, 5, 31)), "contribution.before_pledge"),
        (goods(goods="gold"), "code.unknown"),
        (goods(measure="dong"), "code.unknown"),
        (
            PledgeSkills(agency="communes", donor=DONOR_ID, pledged_on=JUNE[0], skill="flying", hours=1),
            "code.unknown",
        ),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused(command: Command, rule: str) -> None:
    ask().when(command).refused(rule)


def test_a_promise_said_twice_is_one_and_another_one_is_another_file() -> None:
    ask(PLEDGED).when(money()).nothing()
    ask(PLEDGED).when(money(2_000)).refused("contribution.pledged_already")


def test_before_the_first_plan_there_is_nothing_to_choose_from() -> None:
    january = profile().law_on(date(2023, 1, 5))
    assert january.plan is None
    given(CONTRIBUTION, law=january).when(goods()).refused("code.unknown")
    given(CONTRIBUTION, PLEDGED, CAME, law=january).when(received(100, 4)).then(ContributionReceived(2, JUNE[3], 100))


@pytest.mark.parametrize(
    "command",
    [
        received(1), used(1), LETTER, StrikeReceipt(number=1, reason="mistake"), StrikeUse(number=1, reason="mistake"),
        ReleasePurpose(agreed_on=JUNE[1], use="housing"), RefuseGift(refused_on=JUNE[1], reason="no_need"),
        CloseContribution(closed_on=JUNE[1]),
    ],
    ids=lambda command: type(command).__name__,
)  # fmt: skip
def test_nothing_is_done_with_what_nobody_promised(command: Command) -> None:
    ask().when(command).refused("contribution.unknown")


# What comes


def test_it_comes_in_parts_each_with_its_paper() -> None:
    ask(PLEDGED, CAME).when(received(400, 3, receipt="13/PT", scan="a" * 64, note=NOTE)).then(
        ContributionReceived(2, JUNE[2], 400, "13/PT", scan="a" * 64, note=NOTE)
    )


def test_what_comes_after_its_day_is_taken_and_marked_late() -> None:
    by_the_tenth = replace(PLEDGED, until=JUNE[9])
    ask(by_the_tenth).when(received(600, 10)).then(ContributionReceived(1, JUNE[9], 600))
    ask(by_the_tenth).when(received(600, 11)).then(ContributionReceived(1, JUNE[10], 600, late=True))


def test_the_same_paper_is_the_same_receipt_and_without_one_it_is_asked() -> None:
    numbered = replace(CAME, receipt="12/PT")
    ask(PLEDGED, numbered).when(received(600, 2, receipt="12/PT")).nothing()
    ask(PLEDGED, CAME).when(received(600, 2, more=True)).refused("contribution.received_twice")
    ask(PLEDGED, CAME).when(received(600, 2, more=True, again=True)).then(ContributionReceived(2, JUNE[1], 600))


def test_more_than_was_promised_is_asked_about_and_then_taken() -> None:
    ask(PLEDGED, CAME).when(received(401, 3)).refused("contribution.more_than_promised")
    ask(PLEDGED, CAME).when(received(401, 3, more=True)).then(ContributionReceived(2, JUNE[2], 401))


def test_goods_expire_only_where_a_day_was_given_and_not_before_they_came() -> None:
    ask(GOODS).when(received(20, 2, good_until=JUNE[0])).refused("contribution.good_until_before_receipt")
    ask(GOODS).when(received(20, 2, good_until=JUNE[1])).then(ContributionReceived(1, JUNE[1], 20, None, JUNE[1]))


def test_nothing_comes_before_it_was_promised() -> None:
    ask(replace(PLEDGED, pledged_on=JUNE[4])).when(received(1, 4)).refused("contribution.before_pledge")


def test_a_receipt_by_mistake_is_struck_once_and_only_while_nothing_of_it_was_used() -> None:
    strike = StrikeReceipt(number=1, reason="mistake", note=NOTE)
    ask(PLEDGED, CAME).when(strike).then(ReceiptStruck(1, "mistake", NOTE))
    ask(PLEDGED, CAME, ReceiptStruck(1, "mistake")).when(strike).nothing()
    ask(PLEDGED, CAME, WENT).when(strike).refused("contribution.used_already")
    ask(PLEDGED, CAME, WENT, UseStruck(1, "mistake")).when(strike).then(ReceiptStruck(1, "mistake", NOTE))
    ask(PLEDGED, CAME).when(StrikeReceipt(number=2, reason="mistake")).refused("contribution.unknown_line")
    ask(PLEDGED, CAME).when(StrikeReceipt(number=1, reason="spite")).refused("code.unknown")


def test_what_was_struck_counts_no_more() -> None:
    after = gift(PLEDGED, CAME, ReceiptStruck(1, "mistake"))
    assert (after.account.received, after.missing, after.stage) == (0, 1_000, Stage.PROMISED)
    ask(PLEDGED, CAME, ReceiptStruck(1, "mistake")).when(used(1)).refused("contribution.more_than_received")


# What it is used for


def test_it_is_used_for_a_kind_of_item_and_so_many_people() -> None:
    ask(PLEDGED, CAME).when(used(400, people=12, note=NOTE)).then(replace(WENT, note=NOTE))
    ask(PLEDGED, CAME).when(used(400)).then(replace(WENT, people=None))


def test_never_more_is_used_than_came() -> None:
    ask(PLEDGED, CAME, WENT).when(used(200, 4)).then(ContributionUsed(2, JUNE[3], "schooling", 200))
    ask(PLEDGED, CAME, WENT).when(used(201, 4)).refused("contribution.more_than_received")


def test_nothing_is_used_before_it_came_even_where_it_came_later() -> None:
    later = ContributionReceived(2, JUNE[9], 400)
    ask(PLEDGED, CAME, later).when(used(1_000, 9)).refused("contribution.used_before_received")
    ask(PLEDGED, CAME, later).when(used(1_000, 10)).then(ContributionUsed(1, JUNE[9], "schooling", 1_000))


def test_an_earlier_use_told_late_counts_on_its_own_day() -> None:
    """What was used on the 12th rests on what came on the 10th; a use of the 5th that is written down later does not take it."""
    history = (PLEDGED, CAME, ContributionReceived(2, JUNE[9], 400), ContributionUsed(1, JUNE[11], "schooling", 400))
    ask(*history).when(used(600, 5)).then(ContributionUsed(2, JUNE[4], "schooling", 600))
    ask(*history, ContributionUsed(2, JUNE[4], "schooling", 600)).when(used(1, 5)).refused(
        "contribution.more_than_received"
    )


def test_what_does_not_keep_is_used_until_its_last_day() -> None:
    keeps = ContributionReceived(1, JUNE[1], 20, None, JUNE[9])
    ask(GOODS, keeps).when(used(5, 10, "essentials")).then(ContributionUsed(1, JUNE[9], "essentials", 5))
    ask(GOODS, keeps).when(used(5, 11, "essentials")).refused("contribution.expired")
    assert [left for _, left in gift(GOODS, keeps).account.usable(JUNE[9])] == [20]
    assert gift(GOODS, keeps).account.usable(JUNE[10]) == ()


def test_what_keeps_the_shortest_is_used_first() -> None:
    long, short = ContributionReceived(1, JUNE[1], 10), ContributionReceived(2, JUNE[1], 10, None, JUNE[4])
    after = gift(GOODS, long, short, ContributionUsed(1, JUNE[2], "essentials", 10))
    assert [(each.number, left) for each, left in after.account.usable(JUNE[20])] == [(1, 10)]


def test_what_is_bound_is_used_for_nothing_else_before_the_donor_agreed() -> None:
    ask(BOUND, CAME).when(used(100, 5)).then(ContributionUsed(1, JUNE[4], "schooling", 100))
    ask(BOUND, CAME).when(used(100, 5, "housing")).refused("contribution.other_purpose")
    agreed = PurposeReleased(JUNE[5], "housing")
    ask(BOUND, CAME, agreed).when(used(100, 5, "housing")).refused("contribution.other_purpose")
    ask(BOUND, CAME, agreed).when(used(100, 6, "housing")).then(ContributionUsed(1, JUNE[5], "housing", 100))
    ask(BOUND, CAME, agreed).when(used(100, 6, "livelihood")).refused("contribution.other_purpose")


def test_a_donor_agrees_once_to_what_they_had_not_meant() -> None:
    agree = ReleasePurpose(agreed_on=JUNE[5], use="housing", note=NOTE)
    ask(BOUND).when(agree).then(PurposeReleased(JUNE[5], "housing", NOTE))
    ask(BOUND, PurposeReleased(JUNE[5], "housing")).when(agree).nothing()
    ask(PLEDGED).when(agree).refused("contribution.not_bound")
    ask(BOUND).when(replace(agree, use="schooling")).refused("contribution.bound_to_this")
    ask(BOUND).when(replace(agree, use="yacht")).refused("code.unknown")
    ask(replace(BOUND, pledged_on=JUNE[8])).when(agree).refused("contribution.before_pledge")


def test_the_same_use_is_asked_about_and_a_second_one_is_said_to_be() -> None:
    ask(PLEDGED, CAME, replace(WENT, size=100)).when(used(100, people=12)).refused("contribution.used_twice")
    ask(PLEDGED, CAME, replace(WENT, size=100)).when(used(100, people=12, again=True)).then(
        ContributionUsed(2, JUNE[2], "schooling", 100, 12)
    )
    ask(PLEDGED, CAME).when(used(100, use="yacht")).refused("code.unknown")


def test_a_use_by_mistake_is_struck_once() -> None:
    strike = StrikeUse(number=1, reason="mistake", note=NOTE)
    ask(PLEDGED, CAME, WENT).when(strike).then(UseStruck(1, "mistake", NOTE))
    ask(PLEDGED, CAME, WENT, UseStruck(1, "mistake")).when(strike).nothing()
    ask(PLEDGED, CAME).when(strike).refused("contribution.unknown_line")


# Thanks, refusal, the end


def test_thanks_are_said_once_each_and_a_letter_has_a_number() -> None:
    ask(PLEDGED, CAME).when(LETTER).then(DonorThanked(JUNE[3], "letter", "3/TCO"))
    ask(PLEDGED, CAME, DonorThanked(JUNE[3], "letter", "3/TCO")).when(LETTER).nothing()
    ask(PLEDGED, CAME, THANKED).when(LETTER).then(DonorThanked(JUNE[3], "letter", "3/TCO"))
    ask(PLEDGED, CAME).when(replace(LETTER, number=None)).refused("contribution.needs_number")
    ask(PLEDGED, CAME).when(ThankDonor(thanked_on=JUNE[3], way="phone")).then(DonorThanked(JUNE[3], "phone"))
    ask(PLEDGED, CAME).when(replace(LETTER, way="pigeon")).refused("code.unknown")
    ask(PLEDGED).when(LETTER).refused("contribution.nothing_received")
    ask(PLEDGED, CAME).when(replace(LETTER, thanked_on=JUNE[0])).refused("contribution.thanked_before_received")


def test_a_gift_is_refused_for_a_reason_and_only_before_it_was_taken() -> None:
    refuse = RefuseGift(refused_on=JUNE[1], reason="asks_for_names", note=NOTE)
    ask(PLEDGED).when(refuse).then(GiftRefused(JUNE[1], "asks_for_names", NOTE))
    ask(PLEDGED, GiftRefused(JUNE[1], "asks_for_names")).when(refuse).nothing()
    ask(PLEDGED, CAME).when(refuse).refused("contribution.received_already")
    ask(PLEDGED).when(replace(refuse, reason="ugly")).refused("code.unknown")
    ask(replace(PLEDGED, pledged_on=JUNE[4])).when(refuse).refused("contribution.before_pledge")


def test_all_that_came_and_was_used_and_thanked_for_is_closed_without_a_reason() -> None:
    all_used = ContributionUsed(1, JUNE[2], "schooling", 1_000)
    close = CloseContribution(closed_on=JUNE[5])
    ask(PLEDGED, ALL_CAME, all_used, THANKED).when(close).then(told.ContributionClosed(JUNE[5]))
    ask(PLEDGED, ALL_CAME, all_used, THANKED, told.ContributionClosed(JUNE[5])).when(close).nothing()
    ask(PLEDGED, ALL_CAME, all_used).when(close).refused("contribution.not_thanked")
    ask(PLEDGED, ALL_CAME, all_used, THANKED).when(replace(close, unkept="other")).refused(
        "contribution.reason_for_nothing"
    )
    ask(PLEDGED, ALL_CAME, all_used, THANKED).when(replace(close, left_over="lost")).refused(
        "contribution.reason_for_nothing"
    )
    ask(PLEDGED, ALL_CAME, all_used, THANKED).when(replace(close, closed_on=JUNE[2])).refused(
        "contribution.closed_too_early"
    )


def test_a_promise_not_kept_and_what_is_left_over_each_have_their_reason() -> None:
    close = CloseContribution(closed_on=JUNE[9])
    ask(PLEDGED).when(close).refused("contribution.needs_unkept")
    ask(PLEDGED).when(replace(close, unkept="spite")).refused("code.unknown")
    ask(PLEDGED).when(replace(close, unkept="donor_unable")).then(told.ContributionClosed(JUNE[9], "donor_unable"))
    ask(PLEDGED, ALL_CAME, THANKED).when(close).refused("contribution.needs_left_over")
    ask(PLEDGED, ALL_CAME, THANKED).when(replace(close, left_over="spite")).refused("code.unknown")
    ask(PLEDGED, CAME, THANKED).when(replace(close, unkept="in_part", left_over="returned", note=NOTE)).then(
        told.ContributionClosed(JUNE[9], "in_part", "returned", NOTE)
    )


@pytest.mark.parametrize("end", [GiftRefused(JUNE[1], "no_need"), told.ContributionClosed(JUNE[9], "other")], ids=str)
@pytest.mark.parametrize(
    "command",
    [
        received(1), used(1), LETTER, ReleasePurpose(agreed_on=JUNE[1], use="housing"),
        RefuseGift(refused_on=JUNE[2], reason="other"), CloseContribution(closed_on=JUNE[20], unkept="mistake"),
    ],
    ids=lambda command: type(command).__name__,
)  # fmt: skip
def test_after_the_end_nothing_is_written_down_any_more(end: Any, command: Command) -> None:
    ask(BOUND, end).when(command).refused("contribution.ended")


def test_nothing_is_struck_after_the_end() -> None:
    end = told.ContributionClosed(JUNE[9], "in_part", "lost")
    ask(PLEDGED, CAME, WENT, end).when(StrikeUse(number=1, reason="mistake")).refused("contribution.ended")
    ask(PLEDGED, CAME, end).when(StrikeReceipt(number=1, reason="mistake")).refused("contribution.ended")


# What comes next


@pytest.mark.parametrize(
    ("past", "steps"),
    [
        ((replace(PLEDGED, until=JUNE[9]),), (Next(Step.RECEIVE, JUNE[9]),)),
        ((PLEDGED, CAME), (Next(Step.RECEIVE), Next(Step.THANK), Next(Step.USE))),
        ((PLEDGED, ALL_CAME, THANKED), (Next(Step.USE),)),
        ((PLEDGED, ALL_CAME, THANKED, ContributionUsed(1, JUNE[2], "schooling", 1_000)), (Next(Step.CLOSE),)),
        ((GOODS, ContributionReceived(1, JUNE[1], 20, None, JUNE[28]), THANKED), (Next(Step.USE, JUNE[28]),)),
        ((GOODS, ContributionReceived(1, JUNE[1], 20, None, JUNE[4]), THANKED), (Next(Step.CLOSE),)),
        ((PLEDGED, CAME, ReceiptStruck(1, "mistake")), (Next(Step.RECEIVE),)),
        ((PLEDGED, GiftRefused(JUNE[1], "no_need")), ()),
        ((PLEDGED, told.ContributionClosed(JUNE[1], "other")), ()),
        ((), ()),
    ],
)
def test_what_is_to_be_done_next(past: Sequence[Any], steps: tuple[Next, ...]) -> None:
    assert waiting(gift(*past), JUNE[14]) == steps


# Donors


def test_a_donor_is_written_down_corrected_and_says_whether_to_be_named() -> None:
    name = Sealed("Công ty Thử")
    whole = RecordDonor(agency="communes", unit=UNIT, kind="firm", name=name, named=True)
    recorded = DonorRecorded("communes", UNIT, "firm", True, name)
    donor = given(DONOR, law=law()).when(whole).then(recorded)
    assert (donor.state_now.name, donor.state_now.named) == (name, True)

    def kept() -> given:
        return given(DONOR, recorded, law=law())

    kept().when(CorrectDonor(kind="person")).then(DonorCorrected("person"))
    kept().when(CorrectDonor(kind="firm")).nothing()
    assert kept().when(CorrectDonor(kind="person")).state_now.name == name
    kept().when(SettleNaming(said_on=JUNE[0], named=True)).nothing()
    kept().when(SettleNaming(said_on=JUNE[0])).then(DonorNamingSettled(JUNE[0], False))
    given(DONOR, recorded, DonorNamingSettled(JUNE[5], False), law=law()).when(
        SettleNaming(said_on=JUNE[4], named=True)
    ).refused("donor.said_later")


def test_a_donor_without_a_name_is_welcome_and_cannot_be_named() -> None:
    blank = RecordDonor(agency="labour", kind="person")
    given(DONOR, law=law()).when(blank).then(DonorRecorded("labour", None, "person"))
    given(DONOR, law=law()).when(replace(blank, named=True)).refused("donor.named_without_name")
    given(DONOR, DonorRecorded("labour", None, "person"), law=law()).when(
        SettleNaming(said_on=JUNE[0], named=True)
    ).refused("donor.named_without_name")


def test_a_donor_is_one_file_of_a_known_kind() -> None:
    recorded = DonorRecorded("labour", None, "person")
    given(DONOR, recorded, law=law()).when(RecordDonor(agency="labour", kind="person")).refused("donor.kept_already")
    given(DONOR, law=law()).when(RecordDonor(agency="labour", kind="ghost")).refused("code.unknown")
    given(DONOR, recorded, law=law()).when(CorrectDonor(kind="ghost")).refused("code.unknown")
    given(DONOR, law=law()).when(CorrectDonor(kind="firm")).refused("donor.unknown")
    given(DONOR, law=law()).when(SettleNaming(said_on=JUNE[0])).refused("donor.unknown")


def test_every_kind_of_donor_counts_as_a_source_of_money_the_plan_names() -> None:
    sources = {item.group for item in law().lists["donor_kinds"].values()}
    assert sources == {"social", "international"} <= law().lists["money_sources"].keys()
    assert {item.group for item in law().lists["contribution_uses"].values()} == {"people", "work"}


def test_nothing_in_a_contribution_can_hold_a_person() -> None:
    """Beside the sealed note there are codes, numbers, days and ids of donors; no field for a case or for who was helped."""
    names = {field.name for event in CONTRIBUTION.events for field in fields(event)}
    assert not names & {"case", "person", "victim", "name", "code", "beneficiary"}
    assert "people" in names


# Whatever is asked


DAYS = some.integers(1, 12)
SIZES = some.integers(1, 6)
ITEMS = some.sampled_from(["schooling", "housing", "communication"])
COMMANDS: some.SearchStrategy[Any] = some.one_of(
    some.builds(
        lambda size, day, keeps, more, again: received(
            size, day, good_until=JUNE[day - 1] + timedelta(days=keeps) if keeps is not None else None, more=more, again=again
        ),
        SIZES, DAYS, some.none() | some.integers(0, 6), some.booleans(), some.booleans(),
    ),
    some.builds(
        lambda size, day, use, people, again: used(size, day, use, people=people, again=again),
        SIZES, DAYS, ITEMS, some.none() | some.integers(0, 30), some.booleans(),
    ),
    some.builds(lambda day, use: ReleasePurpose(agreed_on=JUNE[day - 1], use=use), DAYS, ITEMS),
    some.builds(lambda day: ThankDonor(thanked_on=JUNE[day - 1], way="in_person"), DAYS),
    some.builds(lambda number: StrikeReceipt(number=number, reason="mistake"), some.integers(1, 4)),
    some.builds(lambda number: StrikeUse(number=number, reason="mistake"), some.integers(1, 4)),
    some.builds(lambda day: RefuseGift(refused_on=JUNE[day - 1], reason="other"), DAYS),
    some.builds(
        lambda day, unkept, left: CloseContribution(closed_on=JUNE[day + 10], unkept=unkept, left_over=left),
        DAYS, some.sampled_from([None, "other"]), some.sampled_from([None, "lost"]),
    ),
)  # fmt: skip
PLEDGES = some.builds(lambda size, purpose: goods(size, purpose=purpose), some.integers(1, 15), some.none() | ITEMS)


def answered(commands: Sequence[Any]) -> Iterator[tuple[list[Any], Any, list[Any]]]:
    """Each command with what had happened before it and what followed; refusals left out."""
    past: list[Any] = []
    for command in commands:
        try:
            followed = list(CONTRIBUTION.decide(command, CONTRIBUTION.replay(past), law()))
        except Refused:
            continue
        yield list(past), command, followed
        past += followed


def there(happened: Sequence[Any]) -> bool:
    """Counted from the raw events, piece by piece: can every piece that was used be a different piece that had come and still
    kept on that day? A matching by augmenting paths, which knows nothing of the account."""
    struck = {event.number for event in happened if isinstance(event, ReceiptStruck)}
    unused = {event.number for event in happened if isinstance(event, UseStruck)}
    came = [
        (event.received_on, event.good_until or date.max)
        for event in happened
        if isinstance(event, ContributionReceived) and event.number not in struck
        for _ in range(event.size)
    ]
    went = [
        event.used_on
        for event in happened
        if isinstance(event, ContributionUsed) and event.number not in unused
        for _ in range(event.size)
    ]
    taken: dict[int, int] = {}

    def finds(piece: int, seen: set[int]) -> bool:
        for at, (since, until) in enumerate(came):
            if since <= went[piece] <= until and at not in seen:
                seen.add(at)
                if at not in taken or finds(taken[at], seen):
                    taken[at] = piece
                    return True
        return False

    return all(finds(piece, set()) for piece in range(len(went)))


@settings(max_examples=150, deadline=None)
@whatever(first=PLEDGES, commands=some.lists(COMMANDS, max_size=14))
def test_whatever_is_asked_nothing_is_used_that_was_not_there(first: Any, commands: list[Any]) -> None:
    for past, _, followed in answered([first, *commands]):
        assert there([*past, *followed])


@settings(max_examples=100, deadline=None)
@whatever(
    receipts=some.lists(some.tuples(DAYS, SIZES, some.none() | some.integers(0, 6)), max_size=4),
    uses=some.lists(some.tuples(DAYS, SIZES), max_size=4),
)
def test_a_use_is_refused_only_where_no_way_of_taking_it_would_do(
    receipts: list[tuple[int, int, int | None]], uses: list[tuple[int, int]]
) -> None:
    came = [
        ContributionReceived(n, JUNE[day - 1], size, None, JUNE[day - 1] + timedelta(days=keeps) if keeps is not None else None)
        for n, (day, size, keeps) in enumerate(receipts, 1)
    ]  # fmt: skip
    went = [ContributionUsed(n, JUNE[day - 1], "schooling", size) for n, (day, size) in enumerate(uses, 1)]
    account = gift(GOODS, *came, *went).account
    assert account.covered == there([*came, *went])


@settings(max_examples=100, deadline=None)
@whatever(first=PLEDGES, commands=some.lists(COMMANDS, max_size=14))
def test_whatever_is_asked_a_bound_gift_is_never_used_against_the_donors_word(first: Any, commands: list[Any]) -> None:
    for past, command, followed in answered([first, *commands]):
        for event in followed:
            if isinstance(event, ContributionUsed) and first.purpose not in (None, event.use):
                agreed = [each for each in past if isinstance(each, PurposeReleased) and each.use == event.use]
                assert any(each.agreed_on <= command.used_on for each in agreed)


@settings(max_examples=100, deadline=None)
@whatever(first=PLEDGES, commands=some.lists(COMMANDS, max_size=14))
def test_whatever_is_asked_twice_is_once(first: Any, commands: list[Any]) -> None:
    """The same asked again writes nothing: it is known, or it is asked whether it really was a second time."""
    for past, command, followed in answered([first, *commands]):
        once = replace(command, again=False) if hasattr(command, "again") else command
        try:
            again = list(CONTRIBUTION.decide(once, CONTRIBUTION.replay([*past, *followed]), law()))
        except Refused:
            again = []
        assert again == []


@settings(max_examples=30, deadline=None)
@whatever(first=PLEDGES, commands=some.lists(COMMANDS, max_size=10))
def test_any_history_replays_from_the_ledger_as_it_was_lived(first: Any, commands: list[Any]) -> None:
    ledger = town()
    lived_: Contribution = CONTRIBUTION.initial
    for _, command, followed in answered([first, *commands]):
        for event in followed:
            lived_ = CONTRIBUTION.evolve(lived_, event)
        record(ledger, CONTRIBUTION, identity("one gift"), command, law=law())
    assert ledger.now(CONTRIBUTION, identity("one gift")).state == lived_
    folded = fold(CONTRIBUTIONS, entries(ledger))[str(identity("one gift"))]
    assert folded == lived_.gift
    assert msgspec.json.decode(msgspec.json.encode(folded), type=Gift) == folded, "as a shelf keeps it"


# Lists and sums


def town(keys: KeysInMemory | None = None) -> Ledger:
    return memory_ledger("support.communes", tells=[(DONOR, nobody), (CONTRIBUTION, nobody)], keys=keys, law=law())


KINDS = ("person", "firm", "ngo", "foreign_ngo", "international")
GIVEN = some.lists(
    some.tuples(
        some.sampled_from(KINDS), some.sampled_from([money, goods]),
        some.lists(some.tuples(some.sampled_from(["in", "out", "strike_in", "strike_out"]), DAYS, SIZES), max_size=6),
    ),
    max_size=6,
)  # fmt: skip


def give(ledger: Ledger, n: int, kind: str, pledge: Any, moves: Sequence[tuple[str, int, int]]) -> None:
    donor, one = identity(f"donor {n}"), identity(f"gift {n}")
    record(ledger, DONOR, donor, RecordDonor(agency="communes", unit=UNIT, kind=kind), law=law())
    record(ledger, CONTRIBUTION, one, pledge(20, donor=donor), law=law())
    for what, day, size in moves:
        command = {
            "in": received(size, day, more=True, again=True), "out": used(size, day, again=True),
            "strike_in": StrikeReceipt(number=size, reason="mistake"), "strike_out": StrikeUse(number=size, reason="mistake"),
        }[what]  # fmt: skip
        try:
            record(ledger, CONTRIBUTION, one, command, law=law())
        except Refused:
            continue


def counted(happened: Sequence[Entry], since: date, until: date, law: Law) -> dict[str, MoneySums]:
    """The sums, counted from the raw events and nothing else."""
    kinds = {e.body.subject: e.fact.kind for e in happened if isinstance(e.fact, DonorRecorded)}
    promised = {e.body.subject: e.fact for e in happened if isinstance(e.fact, ContributionPledged)}
    out = {(e.body.subject, e.fact.number) for e in happened if isinstance(e.fact, ReceiptStruck)}
    back = {(e.body.subject, e.fact.number) for e in happened if isinstance(e.fact, UseStruck)}
    sums: dict[str, MoneySums] = {}
    for one, pledge in promised.items():
        if pledge.kind is not GiftKind.MONEY:
            continue
        source = law.lists["donor_kinds"][kinds[pledge.donor]].group
        was = sums.setdefault(str(source), MoneySums())
        for entry in happened:
            if entry.body.subject != one:
                continue
            match entry.fact:
                case ContributionReceived(number=n, received_on=day, size=size) if (one, n) not in out and day <= until:
                    was = replace(was, received=was.received + size * (day >= since), left=was.left + size)
                case ContributionUsed(number=n, used_on=day, size=size) if (one, n) not in back and day <= until:
                    was = replace(was, used=was.used + size * (day >= since), left=was.left - size)
                case _:
                    pass
        sums[str(source)] = was
    return dict(sorted(sums.items()))


@settings(max_examples=30, deadline=None)
@whatever(gifts=GIVEN, since=DAYS, days=some.integers(0, 11))
def test_the_sums_by_source_are_those_an_independent_count_finds(gifts: list[Any], since: int, days: int) -> None:
    ledger = town()
    for n, (kind, pledge, moves) in enumerate(gifts):
        give(ledger, n, kind, pledge, moves)
    first, last = JUNE[since - 1], JUNE[since - 1 + days]
    happened = entries(ledger)
    found = money_by_source(fold(CONTRIBUTIONS, happened), fold(DONORS, happened), law(), first, last)
    assert found == counted(happened, first, last, law())


def test_money_counts_as_the_source_of_the_kind_of_donor_as_it_is_known_today() -> None:
    ledger = town()
    give(ledger, 1, "ngo", money, [("in", 2, 5)])
    record(ledger, DONOR, identity("donor 1"), CorrectDonor(kind="foreign_ngo"), law=law())
    happened = entries(ledger)
    sums = money_by_source(fold(CONTRIBUTIONS, happened), fold(DONORS, happened), law(), JUNE[0], JUNE[29])
    assert sums == {"international": MoneySums(5, 0, 5)}
    assert source_of(identity("nobody"), {}, law()) == "other_lawful"


def test_everything_that_can_happen_happens_in_the_lives_and_lists_have_no_name() -> None:
    ledger = next(lived(KeysInMemory()))
    happened = entries(ledger)
    assert {type(entry.fact) for entry in happened} == {*DONOR.events, *CONTRIBUTION.events}
    donors, gifts = fold(DONORS, happened), fold(CONTRIBUTIONS, happened)
    assert [(line.kind, line.named, line.unit) for line in donors.values()] == [("firm", True, UNIT)]
    assert sorted(str(gift.stage) for gift in gifts.values()) == ["settled", "turned_down"]
    said = msgspec.json.encode([*donors.values(), *gifts.values()]).decode()
    assert not [word for word in ("Công ty", "0900", "ghi chú") if word in said]


def test_the_name_of_a_donor_lies_under_a_key_of_its_own_kind() -> None:
    keys = KeysInMemory()
    ledger = next(lived(keys))
    recorded = next(entry for entry in entries(ledger) if isinstance(entry.fact, DonorRecorded))
    assert recorded.fact.name.value is None
    key = keys.get(recorded.fact.name.box.key)
    assert key
    assert (key.lock.kind, key.lock.section) == ("donor", "identity")


def test_an_account_is_small_arithmetic() -> None:
    account = Account((Receipt(1, JUNE[1], 5), Receipt(2, JUNE[1], 7, struck=True)), (Use(1, JUNE[2], "housing", 2),))
    assert (account.received, account.used, account.left, account.covered) == (5, 2, 3, True)
