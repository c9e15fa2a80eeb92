"""Rosters, classes and target T3: what can be written, what is refused, and that a day is counted from its own past alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from services.support.plan.domain.training.class_commands import (
    CallOffClass,
    CorrectClass,
    GiveCertificate,
    PlanClass,
    StrikeAttendance,
)
from services.support.plan.domain.training.class_events import (
    AttendanceRecorded,
    AttendanceStruck,
    CertificateGiven,
    ClassCorrected,
    ClassHeld,
    ClassNotHeld,
    ClassPlanned,
)
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_commands import (
    CertifyOfficer,
    CorrectOfficer,
    HearOfficerChanged,
    HearOfficerLeft,
    HearOfficerListed,
    HearOfficerTrained,
    HearTrainingTakenBack,
    RecordLeaving,
    StrikeEarlierTraining,
    StrikeOfficer,
    TakeOfficerBack,
    TakeTrainingBack,
)
from services.support.plan.domain.training.officer_events import (
    OfficerCameBack,
    OfficerCertified,
    OfficerCorrected,
    OfficerEvent,
    OfficerHadLeft,
    OfficerLeft,
    OfficerListed,
    OfficerStruck,
    OfficerTrained,
    OfficerTrainedElsewhere,
    OfficerWasChanged,
    OfficerWasListed,
    OfficerWasTrained,
    Spell,
    TrainingTakenBack,
    TrainingWasTakenBack,
)
from services.support.plan.domain.training.officer_rules import OFFICER, told_to
from services.support.plan.domain.training.roster import RosterLine
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.trained import Share, trained_on
from shared.testing import given, identity
from tests.plan.activity_lives import law
from tests.plan.office import profile
from tests.plan.training_lives import (
    CLASS,
    FIRST,
    JAN,
    JUN,
    MAY,
    NAME,
    OTHER,
    TOLD_TO,
    UNIT,
    attending,
    elsewhere,
    holding,
    listing,
    train,
)

LISTED = OfficerListed("communes", UNIT, "social_affairs", JAN, NAME, TOLD_TO)
LEFT = OfficerLeft(date(2023, 4, 30), "moved")
TRAINED = OfficerTrained(CLASS, MAY, ("approach",), 8)
HELD = ClassHeld("labour", None, "KH2023", ("approach", "counselling"), MAY, 8)
PLANNED = ClassPlanned("labour", None, "KH2023", ("approach", "counselling"), MAY, 8)
HOME = "support.communes"
WAS_LISTED = OfficerWasListed(HOME, "communes", UNIT, "head", JAN, NAME)


def roster(*past: Any, of: Law | None = None) -> given:
    return given(OFFICER, *past, law=of or law())


def course(*past: Any, of: Law | None = None) -> given:
    return given(TRAINING, *past, law=of or law())


# -- the roster


def test_an_officer_is_listed_and_the_lead_is_told() -> None:
    roster().when(listing()).then(LISTED)


def test_the_lead_tells_nobody_of_its_own() -> None:
    ours = listing(agency="labour", unit=None)
    roster().when(ours).then(replace(LISTED, agency="labour", unit=None, told_to=None))
    assert told_to(law(), "labour") is None


def test_the_lead_keeps_the_roster_of_an_agency_that_has_no_place_of_its_own() -> None:
    roster().when(listing(agency="labour", unit=None, of="police")).then(
        replace(LISTED, agency="police", unit=None, told_to=None)
    )


@pytest.mark.parametrize(("ours", "of"), [("labour", "justice"), ("justice", "police"), ("labour", "nobody")])
def test_whoever_can_write_keeps_the_own_roster_and_nobody_but_the_lead_keeps_that_of_others(
    ours: str, of: str
) -> None:
    roster().when(listing(agency=ours, unit=None, of=of)).refused("officer.roster_of_another")


def test_a_roster_is_older_than_the_plan() -> None:
    roster().when(listing(date(2015, 9, 1))).then(replace(LISTED, since=date(2015, 9, 1)))


def test_what_is_in_no_list_is_refused() -> None:
    roster().when(listing(position="wizard")).refused("code.unknown")
    roster().when(listing(unit="99999")).refused("unit.not_then")
    roster(LISTED).when(RecordLeaving(until=MAY, reason="bored")).refused("code.unknown")
    roster(LISTED).when(StrikeOfficer(reason="bored")).refused("code.unknown")
    roster(LISTED).when(CorrectOfficer(position="wizard", since=JAN)).refused("code.unknown")


def test_a_line_is_begun_once() -> None:
    roster(LISTED).when(listing(MAY)).refused("officer.listed_already")


def test_name_position_and_first_day_are_corrected_and_what_is_the_same_is_nothing() -> None:
    same = CorrectOfficer(position="social_affairs", since=JAN)
    roster(LISTED).when(same).nothing()
    roster(LISTED).when(replace(same, position="head")).then(OfficerCorrected("head", JAN))
    other = Sealed("Trần Thị Khác")
    named = roster(LISTED).when(replace(same, name=other)).then(OfficerCorrected("social_affairs", JAN, other))
    assert named.state_now.name == other
    assert roster(LISTED, OfficerCorrected("head", JAN)).state.name == NAME


def test_who_leaves_is_on_the_roster_until_the_end_of_that_day() -> None:
    asked = RecordLeaving(until=LEFT.until, reason="moved")
    line = roster(LISTED).when(asked).then(LEFT).state_now.line
    assert [line.on_roster(LEFT.until + timedelta(days=n)) for n in (0, 1)] == [True, False]
    roster(LISTED, LEFT).when(asked).nothing()
    roster(LISTED, LEFT).when(replace(asked, until=MAY)).then(OfficerLeft(MAY, "moved"))


def test_who_comes_back_was_away_in_between() -> None:
    back = TakeOfficerBack(since=JUN)
    line = roster(LISTED, LEFT).when(back).then(OfficerCameBack(JUN)).state_now.line
    assert [line.on_roster(day) for day in (JAN, LEFT.until, MAY, JUN)] == [True, True, False, True]
    roster(LISTED, LEFT, OfficerCameBack(JUN)).when(back).nothing()
    roster(LISTED).when(back).refused("officer.never_left")
    roster(LISTED, LEFT).when(TakeOfficerBack(since=LEFT.until)).refused("officer.back_before_leaving")


def test_days_on_the_roster_stand_in_their_order() -> None:
    roster(LISTED).when(RecordLeaving(until=JAN - timedelta(days=1), reason="moved")).refused(
        "officer.left_before_since"
    )
    roster(LISTED, LEFT).when(CorrectOfficer(position="head", since=MAY)).refused("officer.since_after_until")
    again = CorrectOfficer(position="head", since=LEFT.until)
    roster(LISTED, LEFT, OfficerCameBack(JUN)).when(again).refused("officer.back_before_leaving")


def test_a_line_that_was_a_mistake_counts_on_no_day() -> None:
    struck = roster(LISTED).when(StrikeOfficer(reason="double")).then(OfficerStruck("double"))
    assert not struck.state_now.line.on_roster(MAY)
    roster(LISTED, OfficerStruck("double")).when(StrikeOfficer(reason="double")).nothing()
    for asked in (
        RecordLeaving(until=MAY, reason="moved"),
        TakeOfficerBack(since=MAY),
        CorrectOfficer(position="head", since=JAN),
    ):
        roster(LISTED, OfficerStruck("double")).when(asked).refused("officer.struck")


def test_a_class_that_was_attended_keeps_its_day_within_the_roster() -> None:
    roster(LISTED, TRAINED).when(RecordLeaving(until=LEFT.until, reason="moved")).refused("officer.attended_then")
    roster(LISTED, TRAINED).when(CorrectOfficer(position="head", since=JUN)).refused("officer.attended_then")
    roster(LISTED, TRAINED).when(StrikeOfficer(reason="double")).refused("officer.attended_then")
    roster(LISTED, TRAINED).when(RecordLeaving(until=MAY, reason="moved")).then(OfficerLeft(MAY, "moved"))


def test_nobody_writes_into_a_line_that_is_not_there_or_is_another_agencys() -> None:
    asked = (
        CorrectOfficer(position="head", since=MAY), RecordLeaving(until=MAY, reason="moved"), TakeOfficerBack(since=MAY),
        StrikeOfficer(reason="double"),
    )  # fmt: skip
    for each in asked:
        roster().when(each).refused("officer.unknown")
        roster(WAS_LISTED).when(each).refused("officer.not_ours")


# -- attendance, as the officer's line has it


def test_somebody_who_is_on_no_roster_attends_nothing() -> None:
    roster().when(train()).refused("attendance.not_on_roster")
    roster(LISTED, OfficerStruck("mistake")).when(train()).refused("attendance.not_on_roster")


def test_somebody_who_left_before_that_day_or_came_after_it_does_not_attend() -> None:
    roster(LISTED, LEFT).when(train()).refused("attendance.off_roster")
    roster(LISTED).when(train(JAN - timedelta(days=1))).refused("attendance.not_yet_on_roster")
    roster(LISTED, LEFT, OfficerCameBack(JUN)).when(train()).refused("attendance.off_roster")
    roster(LISTED, LEFT).when(train(LEFT.until)).then(replace(TRAINED, held_on=LEFT.until))
    roster(LISTED).when(train(JAN)).then(replace(TRAINED, held_on=JAN))


def test_a_class_of_a_unit_takes_officers_of_that_unit_only() -> None:
    roster(LISTED).when(train(unit="20035")).refused("attendance.of_another_unit")
    roster(WAS_LISTED).when(train(unit=UNIT)).refused("attendance.of_another_unit")
    roster(LISTED).when(train(unit=UNIT)).then(TRAINED)
    roster(WAS_LISTED).when(train()).then(TRAINED)


def test_said_twice_is_once_and_another_day_of_the_same_class_takes_the_place_of_the_first() -> None:
    roster(LISTED, TRAINED).when(train()).nothing()
    later = replace(TRAINED, held_on=JUN)
    line = roster(LISTED, TRAINED).when(train(JUN)).then(later).state_now.line
    assert [each.held_on for each in line.attended] == [JUN]


def test_a_certificate_stands_beside_its_class_and_outlives_a_correction_of_it() -> None:
    asked = CertifyOfficer(training=CLASS, certificate="7/GCN", dated=JUN)
    given_ = OfficerCertified(CLASS, "7/GCN", JUN)
    roster(LISTED, TRAINED).when(asked).then(given_)
    roster(LISTED, TRAINED, given_).when(asked).nothing()
    roster(LISTED).when(asked).refused("attendance.unknown")
    line = roster(LISTED, TRAINED, given_).when(train(JUN)).state_now.line
    assert [(each.held_on, each.certificate) for each in line.attended] == [(JUN, "7/GCN")]


def test_a_class_put_down_by_mistake_is_taken_back() -> None:
    asked = TakeTrainingBack(training=CLASS, reason="mistake")
    back = TrainingTakenBack(CLASS, "mistake")
    assert roster(LISTED, TRAINED).when(asked).then(back).state_now.line.attended == ()
    roster(LISTED, TRAINED, back).when(asked).nothing()


def test_a_class_of_the_province_or_of_an_earlier_place_of_work_counts_also_when_it_is_older_than_the_line() -> None:
    written = roster(LISTED).when(elsewhere())
    line = written.state_now.line
    assert (line.trained_by(JAN), line.on_roster(line.attended[0].held_on)) == (True, False)
    event = OfficerTrainedElsewhere(line.attended[0].training, date(2022, 11, 3), ("job_fraud_abroad",), 16)
    written.then(event)
    roster(LISTED, event).when(elsewhere()).nothing()
    later = replace(event, certificate="5/SLĐ", dated=JAN)
    roster(LISTED, event).when(elsewhere(certificate="5/SLĐ", dated=JAN)).then(later)
    roster(LISTED, event).when(StrikeOfficer(reason="double")).then(OfficerStruck("double"))
    roster(LISTED, event).when(RecordLeaving(until=JAN, reason="moved")).then(OfficerLeft(JAN, "moved"))


def test_a_class_elsewhere_needs_a_subject_and_its_certificate_a_number_and_a_later_day() -> None:
    roster(LISTED).when(elsewhere(subjects=frozenset())).refused("class.no_subject")
    roster(LISTED).when(elsewhere(subjects=frozenset({"cooking"}))).refused("code.unknown")
    roster(LISTED).when(elsewhere(dated=JAN)).refused("certificate.number_missing")
    roster(LISTED).when(elsewhere(certificate="5/SLĐ", dated=date(2022, 11, 2))).refused("certificate.before_class")
    roster(WAS_LISTED).when(elsewhere()).refused("officer.not_ours")


def test_a_class_elsewhere_is_taken_back_in_the_line_and_one_of_ours_in_the_class() -> None:
    event = roster(LISTED).when(elsewhere()).answer[0]
    asked = StrikeEarlierTraining(training=event.training, reason="mistake")
    taken = TrainingTakenBack(event.training, "mistake")
    assert roster(LISTED, event).when(asked).then(taken).state_now.line.attended == ()
    roster(LISTED, event, taken).when(asked).nothing()
    roster(LISTED, TRAINED).when(replace(asked, training=CLASS)).refused("attendance.kept_in_class")
    roster(LISTED, event).when(replace(asked, reason="bored")).refused("code.unknown")


# -- what other desks tell


def heard_training(teller: str, **more: Any) -> HearOfficerTrained:
    said: dict[str, Any] = {
        "training": CLASS,
        "held_on": MAY,
        "subjects": ("approach",),
        "hours": 8,
        "certificate": None,
    }
    return HearOfficerTrained(teller=teller, **{**said, "dated": None, **more})


def test_the_lead_keeps_the_line_it_was_told_of_and_hears_each_thing_once() -> None:
    listed = HearOfficerListed(teller=HOME, agency="communes", unit=UNIT, position="head", since=JAN, name=NAME)
    roster().when(listed).then(WAS_LISTED)
    roster(WAS_LISTED).when(listed).nothing()
    spells = (Spell(JAN, MAY, "moved"), Spell(JUN))
    changed = HearOfficerChanged(teller=HOME, position="health", spells=spells, name=None)
    roster(WAS_LISTED).when(changed).then(OfficerWasChanged("health", spells))
    roster(WAS_LISTED, OfficerWasChanged("health", spells)).when(changed).nothing()
    left = HearOfficerLeft(teller=HOME, until=MAY, reason="moved")
    roster(WAS_LISTED).when(left).then(OfficerHadLeft(MAY, "moved"))
    roster(WAS_LISTED, OfficerHadLeft(MAY, "moved")).when(left).nothing()


def test_a_class_is_told_by_the_lead_to_whose_officer_it_is_and_by_that_agency_to_the_lead() -> None:
    was = OfficerWasTrained(TOLD_TO, CLASS, MAY, ("approach",), 8)
    roster(LISTED).when(heard_training(TOLD_TO)).then(was)
    roster(LISTED, was).when(heard_training(TOLD_TO)).nothing()
    roster(WAS_LISTED).when(heard_training(HOME)).then(replace(was, teller=HOME))
    taken = HearTrainingTakenBack(teller=TOLD_TO, training=CLASS)
    roster(LISTED, was).when(taken).then(TrainingWasTakenBack(CLASS))
    roster(LISTED, was, TrainingWasTakenBack(CLASS)).when(taken).nothing()


def test_nobody_speaks_of_an_officer_who_is_not_theirs() -> None:
    stranger = "support.justice"
    told = (
        HearOfficerListed(teller=stranger, agency="justice", unit=None, position="head", since=JAN, name=NAME),
        HearOfficerChanged(teller=stranger, position="head", spells=(), name=None),
        HearOfficerLeft(teller=stranger, until=MAY, reason="moved"),
        heard_training(stranger),
        HearTrainingTakenBack(teller=stranger, training=CLASS),
    )
    for each in told:
        roster(WAS_LISTED).when(each).refused("officer.not_theirs")
        roster(LISTED).when(each).refused("officer.not_theirs")
    for each in told[1:]:
        roster().when(each).refused("officer.unknown")


def test_what_the_officers_agency_says_of_its_roster_is_never_refused_for_a_class_we_know_of() -> None:
    """It may have come late: the class stays, and the roster is as its agency says."""
    left = HearOfficerLeft(teller=HOME, until=LEFT.until, reason="moved")
    line = roster(WAS_LISTED, TRAINED).when(left).then(OfficerHadLeft(LEFT.until, "moved")).state_now.line
    assert (line.on_roster(MAY), line.trained_by(MAY)) == (False, True)


# -- classes


def test_a_class_is_planned_then_held_or_called_off() -> None:
    asked: dict[str, Any] = {"agency": "labour", "subjects": frozenset({"counselling", "approach"}), "hours": 8}
    course().when(PlanClass(**asked, planned_for=MAY)).then(PLANNED)
    course(PLANNED).when(PlanClass(**asked, planned_for=MAY)).refused("class.planned_already")
    course(PLANNED).when(holding()).then(HELD)
    course(PLANNED, HELD).when(holding()).nothing()
    course(PLANNED, HELD).when(holding(JUN)).refused("class.held_already")
    off = ClassNotHeld("no_money")
    course(PLANNED).when(CallOffClass(reason="no_money")).then(off)
    course(PLANNED, off).when(CallOffClass(reason="no_money")).nothing()
    course(PLANNED, off).when(CallOffClass(reason="weather")).refused("class.not_planned")
    course(PLANNED, off).when(holding()).refused("class.called_off")
    course(PLANNED, HELD).when(CallOffClass(reason="no_money")).refused("class.not_planned")
    course().when(CallOffClass(reason="no_money")).refused("class.not_planned")


def test_a_class_that_was_not_planned_here_is_written_down_when_it_was_held() -> None:
    course().when(holding()).then(HELD)


def test_a_class_keeps_whose_it_was_when_it_was_planned() -> None:
    of_unit = replace(PLANNED, agency="communes", unit=UNIT)
    course(of_unit).when(holding()).then(replace(HELD, agency="communes", unit=UNIT))


def test_a_class_has_a_subject_of_the_list_and_a_plan_that_runs() -> None:
    course().when(holding(subjects=frozenset())).refused("class.no_subject")
    course().when(holding(subjects=frozenset({"cooking"}))).refused("code.unknown")
    course().when(holding(unit="99999")).refused("unit.not_then")
    course(PLANNED).when(CallOffClass(reason="bored")).refused("code.unknown")
    before = profile().law_on(date(2022, 6, 1))
    assert before.plan is None
    course(of=before).when(holding(date(2022, 6, 1))).refused("plan.not_in_force")


def test_a_class_is_corrected_and_keeps_its_note() -> None:
    note = Sealed("mang theo mẫu")
    asked = CorrectClass(**vars(holding(JUN)), training=CLASS)
    corrected = ClassCorrected(**{**vars(HELD), "held_on": JUN, "note": note})
    course(replace(HELD, note=note)).when(asked).then(corrected)
    course(corrected).when(asked).nothing()
    course(PLANNED).when(asked).refused("class.not_held_yet")
    dated = CertificateGiven(FIRST, "7/GCN", MAY)
    there = replace(asked, attended=frozenset({FIRST}))
    course(HELD, AttendanceRecorded((FIRST,)), dated).when(there).refused("certificate.before_class")


def test_what_the_desk_read_of_a_class_must_still_be_so_when_it_is_written() -> None:
    """Lines of officers follow from it: they would say another day than the class, or not hear of its correction."""
    asked = CorrectClass(**vars(holding(JUN)), training=CLASS)
    course(HELD, AttendanceRecorded((FIRST,))).when(asked).refused("class.changed_meanwhile")
    later = ClassCorrected(**{**vars(HELD), "held_on": JUN})
    course(HELD, later).when(attending(FIRST)).refused("class.changed_meanwhile")
    course(HELD).when(replace(attending(FIRST), lesson=None)).refused("class.changed_meanwhile")


def test_attendance_is_added_to_and_said_twice_is_once() -> None:
    course(HELD).when(attending(FIRST)).then(AttendanceRecorded((FIRST,)))
    course(HELD, AttendanceRecorded((FIRST,))).when(attending(FIRST)).nothing()
    course(HELD, AttendanceRecorded((FIRST,))).when(attending(FIRST, OTHER)).then(AttendanceRecorded((OTHER,)))
    course(HELD).when(attending()).refused("attendance.nobody")
    course(PLANNED).when(attending(FIRST)).refused("class.not_held_yet")


def test_a_certificate_goes_to_who_attended_and_not_before_the_class() -> None:
    there = (HELD, AttendanceRecorded((FIRST,)))
    asked = GiveCertificate(officer=FIRST, number="7/GCN", dated=JUN)
    given_ = CertificateGiven(FIRST, "7/GCN", JUN)
    course(*there).when(asked).then(given_)
    course(*there, given_).when(asked).nothing()
    course(*there, given_).when(replace(asked, number="8/GCN")).then(replace(given_, number="8/GCN"))
    course(*there).when(replace(asked, officer=OTHER)).refused("attendance.unknown")
    course(*there).when(replace(asked, dated=MAY - timedelta(days=1))).refused("certificate.before_class")


def test_an_attendance_by_mistake_is_struck_with_its_certificate() -> None:
    there = (HELD, AttendanceRecorded((FIRST, OTHER)), CertificateGiven(FIRST, "7/GCN", JUN))
    struck = (
        course(*there).when(StrikeAttendance(officer=FIRST, reason="mistake")).then(AttendanceStruck(FIRST, "mistake"))
    )
    assert (struck.state_now.attended, struck.state_now.certificates) == ((OTHER,), ())
    course(HELD).when(StrikeAttendance(officer=FIRST, reason="mistake")).refused("attendance.unknown")
    course(*there).when(StrikeAttendance(officer=FIRST, reason="bored")).refused("code.unknown")


# -- target T3


def folded(**officers: list[OfficerEvent]) -> dict[str, RosterLine]:
    return {name: OFFICER.replay(events).line for name, events in officers.items()}


def test_nobody_on_a_roster_is_no_percent_at_all() -> None:
    nobody = trained_on(MAY, folded(gone=[LISTED, LEFT]))
    assert (nobody.all.officers, nobody.all.percent, nobody.desks) == ((), None, {})


def test_a_share_is_rounded_down_so_that_100_means_everybody() -> None:
    assert Share(tuple("abcdefgh"), ("h",)).percent == 87
    assert Share(tuple(str(n) for n in range(300)), ("7",)).percent == 99
    assert Share(("a",), ()).percent == 100


def test_each_desk_has_its_share_and_says_who_is_missing() -> None:
    other = replace(LISTED, agency="justice", unit=None)
    now = trained_on(MAY, folded(a=[LISTED, TRAINED], b=[LISTED], c=[other], d=[replace(LISTED, since=JUN)]))
    assert (now.all.trained, now.all.officers, now.all.missing) == (1, ("a", "b", "c"), ("b", "c"))
    assert now.desks == {("communes", UNIT): Share(("a", "b"), ("b",)), ("justice", None): Share(("c",), ("c",))}


def test_who_was_trained_and_left_counts_neither_above_nor_below() -> None:
    lines = folded(a=[LISTED, OfficerTrained(CLASS, JAN, ("approach",), 8), LEFT], b=[LISTED])
    assert (trained_on(LEFT.until, lines).all.percent, trained_on(MAY, lines).all.percent) == (50, 0)


BEGIN = date(2023, 3, 1)
LAST = 60
DESKS = [("communes", "20008"), ("communes", "20035"), ("justice", None)]
days = some.integers(0, LAST).map(lambda n: BEGIN + timedelta(days=n))
asked_of_an_officer = some.one_of(
    some.builds(lambda day: RecordLeaving(until=day, reason="moved"), days),
    some.builds(lambda day: TakeOfficerBack(since=day), days),
    some.builds(lambda day, n: train(day, identity(f"class {n}")), days, some.integers(0, 3)),
    some.builds(lambda day: elsewhere(held_on=day), days),
)
histories = some.lists(
    some.tuples(some.sampled_from(DESKS), days, some.lists(asked_of_an_officer, max_size=8)), max_size=8
)
History = list[OfficerEvent]
Learned = OfficerTrained | OfficerTrainedElsewhere


def lived(desk: tuple[str, str | None], since: date, asked: list[Any]) -> History:
    """All that happened to an officer, in the order in which it was written down: that is not always the order of the days."""
    happened: History = [replace(LISTED, agency=desk[0], unit=desk[1], since=since)]
    for command in asked:
        try:
            new = OFFICER.decide(command, OFFICER.replay(happened), law())
        except Refused:
            continue
        happened += new
        assert not OFFICER.decide(command, OFFICER.replay(happened), law()), "said twice was done twice"
    return happened


def began_to_hold(event: OfficerEvent) -> date:
    """The first day on which it makes a difference: who leaves is there until the end of the day."""
    match event:
        case OfficerListed(since=since) | OfficerCameBack(since=since):
            return since
        case OfficerLeft(until=until):
            return until + timedelta(days=1)
        case OfficerTrained(held_on=held_on) | OfficerTrainedElsewhere(held_on=held_on):
            return held_on
        case _:
            raise AssertionError(event)


def last_words(happened: History) -> History:
    """Without what was taken back by saying it anew: the last word on each leaving, and on each class."""
    kept: History = []
    for event in happened:
        if isinstance(event, OfficerLeft) and kept and isinstance(_roster_event(kept), OfficerLeft):
            kept.remove(_roster_event(kept))
        if isinstance(event, Learned):
            kept = [each for each in kept if not (isinstance(each, Learned) and each.training == event.training)]
        kept.append(event)
    return kept


def _roster_event(kept: History) -> OfficerEvent:
    return [each for each in kept if not isinstance(each, Learned)][-1]


def counted(day: date, all_of_them: Mapping[str, History]) -> dict[tuple[str, str | None], tuple[int, int]]:
    """An independent count: walk through the days up to this one, letting people come, go and learn."""
    there: dict[str, tuple[str, str | None]] = {}
    learned: set[str] = set()
    for n in range((day - BEGIN).days + 1):
        today = BEGIN + timedelta(days=n)
        for officer, happened in all_of_them.items():
            for event in happened:
                if began_to_hold(event) != today:
                    continue
                if isinstance(event, Learned):
                    learned.add(officer)
                elif isinstance(event, OfficerLeft):
                    there.pop(officer, None)
                else:
                    first = happened[0]
                    assert isinstance(first, OfficerListed)
                    there[officer] = (first.agency, first.unit)
    return {
        desk: (len(here), len(here & learned))
        for desk in set(there.values())
        if (here := {officer for officer, at in there.items() if at == desk})
    }


@whatever(histories, days)
def test_as_of_a_day_only_what_had_happened_by_then_is_counted_whatever_changed_since(
    drawn: list[tuple[tuple[str, str | None], date, list[Any]]], day: date
) -> None:
    all_of_them = {f"officer {n}": lived(*each) for n, each in enumerate(drawn)}
    now = trained_on(day, {officer: OFFICER.replay(happened).line for officer, happened in all_of_them.items()})
    final = {officer: last_words(happened) for officer, happened in all_of_them.items()}

    assert {desk: (len(s.officers), s.trained) for desk, s in now.desks.items()} == counted(day, final)

    by_then = {
        officer: OFFICER.replay(sorted((e for e in happened if began_to_hold(e) <= day), key=began_to_hold)).line
        for officer, happened in final.items()
    }
    assert trained_on(day, by_then) == now
    assert sum(len(share.officers) for share in now.desks.values()) == len(now.all.officers)
    assert sum(share.trained for share in now.desks.values()) == now.all.trained
