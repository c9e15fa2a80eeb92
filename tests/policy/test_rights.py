"""The table of rights of Hương Trà 2023: who may do what to which file, and who may open which part of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.contracts.export import messages
from shared.desk import Desk
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import ANY, Right, Subject
from shared.policy import DemoUser, Profile
from shared.testing import StillClock, memory_ledger, shelf

MAY_2023 = date(2023, 5, 5)


def desk(profile: Profile, username: str) -> Actor:
    """The demo user as the login would tell it."""
    user: DemoUser = next(user for user in profile.users if user.username == username)
    return Actor("x", user.agency, user.unit, frozenset(user.roles))


def verdict(profile: Profile, username: str, deed: str, stage: str, unit: str | None = None) -> str:
    """The rule that permits, or the reason why not, for a file of the user's own agency."""
    actor = desk(profile, username)
    return profile.rights.judge(actor, deed, Subject(actor.agency, unit, stage)).rule


@pytest.mark.parametrize(
    ("username", "deed", "stage", "rule"),
    [
        ("thao.20008", "intake.report.record", "none", "commune.report"),
        ("thao.20008", "intake.notice.send", "reported", "commune.notice"),
        ("thao.20008", "intake.essential_need.give", "verifying", "commune.urgent_care"),
        ("thao.20008", "intake.verification.ask", "informed", "right.role"),
        ("thao.20008", "support.referral.accept", "offered", "commune.work"),
        ("lan.labour", "intake.reception.record", "reported", "labour.reception"),
        ("lan.labour", "intake.reception.record", "verifying", "right.stage"),
        ("lan.labour", "intake.handover.return", "reported", "labour.handover"),
        ("lan.labour", "intake.essential_need.give", "verifying", "labour.care"),
        ("lan.labour", "intake.essential_need.give", "not_victim", "right.stage"),
        ("lan.labour", "intake.verification.ask", "informed", "labour.ask"),
        ("lan.labour", "intake.verification.ask", "received", "right.stage"),
        ("lan.labour", "intake.verification.answer", "verifying", "right.role"),
        ("lan.labour", "intake.verification.answer_by_letter", "verifying", "labour.letter_answer"),
        ("lan.labour", "intake.proof.record", "received", "labour.proof"),
        ("lan.labour", "intake.police_refusal.record", "informed", "labour.police_refusal"),
        ("lan.labour", "intake.person.link", "received", "lead.same_person"),
        ("binh.labour", "intake.person.link", "received", "right.role"),
        ("khoa.police", "intake.person.link", "asked", "right.role"),
        ("binh.labour", "intake.reception.record", "reported", "right.role"),
        ("binh.labour", "intake.case.read", "victim", "labour.files"),
        ("binh.labour", "support.needs.assess", "open", "lead.casework"),
        ("binh.labour", "support.referral.offer", "open", "lead.casework"),
        ("binh.labour", "support.case.close", "following", "lead.casework"),
        ("binh.labour", "support.case.close", "closed", "right.stage"),
        ("binh.labour", "support.case.reopen", "closed", "lead.reopen"),
        ("binh.labour", "support.target.read", "none", "lead.target"),
        ("tuan.labour", "support.target.read", "none", "lead.leader"),
        ("tuan.labour", "support.case.read", "following", "right.role"),
        ("son.office", "support.target.read", "none", "right.power"),
        ("binh.labour", "support.death.record", "following", "lead.casework"),
        ("hanh.labour", "intake.case.list", "received", "clerk.lists"),
        ("hanh.labour", "intake.case.read", "received", "right.role"),
        ("khoa.police", "intake.report.record", "none", "police.report"),
        ("khoa.police", "intake.verification.receive", "asked", "police.take_request"),
        ("khoa.police", "intake.verification.return", "asked", "police.take_request"),
        ("khoa.police", "intake.verification.answer", "asked", "police.verify"),
        ("khoa.police", "intake.verification.answer", "answered", "right.stage"),
        ("khoa.police", "intake.verification.ask", "informed", "right.role"),
        ("khoa.police", "intake.rescue.record", "none", "police.record_rescue"),
        ("khoa.police", "intake.rescue.record", "received", "right.stage"),
        ("lan.labour", "intake.rescue.record", "none", "right.role"),
        ("thao.20008", "intake.rescue.record", "none", "right.role"),
        ("khoa.police", "intake.facts.record", "asked", "police.facts"),
        ("khoa.police", "intake.facts.correct", "answered", "police.facts"),
        ("lan.labour", "intake.facts.record", "received", "right.role"),
        ("lan.labour", "intake.facts.correct", "victim", "right.role"),
        ("binh.labour", "intake.facts.record", "victim", "right.role"),
        ("thao.20008", "intake.facts.record", "reported", "right.role"),
        ("lan.labour", "intake.protection.ask", "received", "labour.protection"),
        ("lan.labour", "intake.protection.ask", "ended", "right.stage"),
        ("lan.labour", "intake.protection.recall", "ended", "labour.recall_protection"),
        ("thao.20008", "intake.protection.recall", "recalled", "commune.recall_protection"),
        ("khoa.police", "intake.protection.recall", "protecting", "right.role"),
        ("binh.labour", "intake.protection.ask", "received", "right.role"),
        ("thao.20008", "intake.protection.ask", "reported", "commune.protection"),
        ("thao.20008", "intake.protection.ask", "victim", "right.stage"),
        ("lan.labour", "intake.protection.grant", "received", "right.role"),
        ("thao.20008", "intake.protection.end", "received", "right.role"),
        ("khoa.police", "intake.protection.ask", "asked", "right.role"),
        ("khoa.police", "intake.protection.grant", "protecting", "police.protect"),
        ("khoa.police", "intake.protection.decline", "asked", "police.protect"),
        ("khoa.police", "intake.protection.end", "answered", "police.protect"),
        ("thao.20008", "intake.report.take", "none", "commune.reports_take"),
        ("thao.20008", "intake.report.triage", "untriaged", "commune.reports_work"),
        ("thao.20008", "intake.report.triage", "passed_on", "right.stage"),
        ("thao.20008", "intake.report.close", "linked", "commune.reports_case"),
        ("lan.labour", "intake.report.pass_on", "triaged", "office.reports_work"),
        ("khoa.police", "intake.report.call", "passed_on", "office.reports_call"),
        ("binh.labour", "intake.report.read", "triaged", "right.role"),
        ("hanh.labour", "intake.report.list", "triaged", "right.role"),
        ("mai.health", "intake.report.take", "none", "right.role"),
        ("mai.health", "support.referral.accept", "offered", "service.answer"),
        ("mai.health", "support.referral.decline", "accepted", "right.stage"),
        ("mai.health", "support.service.deliver", "accepted", "service.delivery"),
        ("mai.health", "support.case.close", "accepted", "right.role"),
        ("thuy.womens_union", "support.referral.decline", "offered", "service.answer"),
        ("phuong.finance", "support.service.deliver", "accepted", "right.role"),
        ("thao.20008", "intake.difficulty.raise", "none", "commune.difficulty"),
        ("lan.labour", "intake.difficulty.list", "none", "labour.difficulty"),
        ("khoa.police", "intake.difficulty.raise", "asked", "police.difficulty"),
        ("mai.health", "support.difficulty.raise", "accepted", "service.difficulty"),
        ("hanh.labour", "intake.difficulty.raise", "none", "right.role"),
        ("thanh.office", "support.difficulty.list", "none", "right.role"),
        ("son.office", "reporting.ball.read", "any", "reporting.ball"),
        ("son.office", "reporting.entry.read", "any", "right.role"),
        ("thanh.office", "reporting.entry.read", "any", "inspector.entries"),
        ("thanh.office", "support.needs.assess", "open", "right.role"),
        ("quang.fatherland_front", "reporting.statistics.read", "any", "right.role"),
        ("quang.fatherland_front", "reporting.publication.read", "any", "publication.read"),
        ("quang.fatherland_front", "reporting.publication.publish", "any", "right.role"),
        ("hanh.labour", "reporting.publication.publish", "any", "publication.by_the_lead"),
        ("nga.office", "reporting.publication.publish", "any", "right.power"),
        ("son.office", "reporting.publication.withdraw", "any", "publication.by_leaders"),
        ("quang.fatherland_front", "reporting.timeline.read", "any", "right.role"),
    ],
)
def test_who_may_do_what(profile: Profile, username: str, deed: str, stage: str, rule: str) -> None:
    unit = desk(profile, username).unit
    assert verdict(profile, username, deed, stage, unit) == rule


@pytest.mark.parametrize(
    ("username", "whole"),
    [
        ("lan.labour", True),
        ("hanh.labour", True),
        ("khoa.police", True),
        ("thao.20008", False),
        ("thanh.office", False),
    ],
)
def test_who_lists_the_cases_of_the_whole_agency_and_who_those_of_the_own_unit(
    profile: Profile, username: str, whole: bool
) -> None:
    actor = desk(profile, username)
    assert profile.rights.reaches_agency(actor, "intake.case.list", actor.agency) == whole
    assert not profile.rights.reaches_agency(actor, "intake.case.list", "another")


def test_everybody_sees_the_notices_told_to_them(profile: Profile) -> None:
    for user in profile.users:
        assert verdict(profile, user.username, "notifications.notices.read", "any") == "notices.read"


def test_every_deed_has_a_row_and_every_role_a_deed(profile: Profile) -> None:
    rows = profile.rights.rows
    assert {deed for row in rows for deed in row.deeds} == set(profile.deeds)
    assert {row.role for row in rows} == set(profile.roles)
    assert set(profile.rules) == {row.rule for row in rows}


def test_each_row_can_be_used_by_somebody_of_the_demo(profile: Profile) -> None:
    def fits(row: Right, user: DemoUser) -> bool:
        has = row.role in user.roles or row.role == "public"  # whoever sends the public page has no login
        return has and row.power in (ANY, *profile.rights.powers[user.agency])

    idle = [row.rule for row in profile.rights.rows if not any(fits(row, user) for user in profile.users)]
    assert idle == []


def test_sections_are_opened_only_with_the_reading_of_a_file(profile: Profile) -> None:
    for row in profile.rights.rows:
        readings = {f"{row.of}.read"} if row.of else {"intake.case.read", "intake.report.read", "support.case.read"}
        assert not row.sections or row.deeds & readings, row.rule
        assert not row.sections or row.of or row.stages != {ANY} or row.role == "finance_officer", row.rule


@pytest.mark.parametrize(
    ("username", "stage", "sections"),
    [
        ("mai.health", "offered", "note"),
        ("mai.health", "accepted", "identity contact health psychology note"),
        ("mai.health", "declined", ""),
        ("mai.health", "ended", ""),
        ("thuy.womens_union", "accepted", "identity contact relatives money note"),
        ("tam.justice", "accepted", "identity contact relatives story note"),
        ("duc.education", "accepted", "identity contact relatives note"),
        ("phuong.finance", "accepted", "money"),
        ("khoa.police", "asked", "identity contact relatives story police informant suspect note papers"),
        ("khoa.police", "protecting", "identity contact relatives note papers"),
        ("lan.labour", "received", "identity contact relatives story police health informant note papers"),
        ("binh.labour", "reported", ""),
        ("binh.labour", "received", "identity contact relatives story note papers"),
        ("binh.labour", "open", "identity contact relatives story health psychology money note"),
        ("hanh.labour", "received", ""),
        ("lan.labour", "triaged", "identity contact story informant note"),
        ("lan.labour", "sent_back", ""),
        ("binh.labour", "triaged", ""),
    ],
)
def test_who_may_open_which_parts(profile: Profile, username: str, stage: str, sections: str) -> None:
    actor = desk(profile, username)
    assert profile.rights.sections(actor, Subject(actor.agency, None, stage)) == set(sections.split())


@pytest.mark.parametrize(
    ("username", "stage", "intake", "support"),
    [
        ("thao.20008", "returned", "identity contact relatives story informant note papers", ""),
        ("lan.labour", "ended", "identity contact relatives story police health informant note papers", ""),
        ("binh.labour", "ended", "identity contact relatives story note papers", ""),
    ],
)
def test_a_row_of_one_service_opens_nothing_at_the_desks_of_another_where_stages_are_called_alike(
    profile: Profile, username: str, stage: str, intake: str, support: str
) -> None:
    actor = desk(profile, username)
    on = Subject(actor.agency, actor.unit, stage)
    assert profile.rights.at("intake").sections(actor, on) == set(intake.split())
    assert profile.rights.at("support").sections(actor, on) == set(support.split())
    assert not any(profile.rights.at("support").may_read(actor, section, on).allowed for section in intake.split())


def test_every_desk_reads_the_table_as_its_own_service(profile: Profile) -> None:
    for service in ("intake", "support"):
        ledger = memory_ledger(f"{service}.labour", tells=[])
        made = Desk(
            ledger, service=service, deeds=[], rights=profile.rights, law_on=profile.law_on, clock=StillClock(),
            attachments=shelf(ledger),
        )  # fmt: skip
        assert made.rights == profile.rights.at(service)


def test_the_suspect_of_a_case_is_read_by_the_police_and_nobody_else(profile: Profile) -> None:
    """Whom a tip about a labour broker accuses is another matter: there is no victim in it."""
    rows = [row for row in profile.rights.rows if "suspect" in row.sections]
    assert {row.role for row in rows if row.of != "support.broker"} == {"police_officer"}
    assert {row.of for row in rows} == {"", "support.broker"}


def test_facts_and_protection_are_the_polices_to_decide(profile: Profile) -> None:
    theirs = {"intake.facts.record", "intake.facts.correct", "intake.rescue.record", "intake.protection.grant",
              "intake.protection.decline", "intake.protection.end"}  # fmt: skip
    rows = [row for row in profile.rights.rows if row.deeds & theirs]
    assert {row.role for row in rows} == {"police_officer"}
    assert {row.power for row in rows} == {"verification", "rescue", "protection"}


def test_a_commune_closes_its_own_report_once_labour_works_on_it(profile: Profile) -> None:
    thao = desk(profile, "thao.20008")
    assert profile.rights.may_read(thao, "story", Subject("communes", "20008", "reported")).allowed
    assert not profile.rights.may_read(thao, "story", Subject("communes", "20008", "victim")).allowed


def test_huong_van_does_not_see_the_files_of_huong_vaan(profile: Profile) -> None:
    assert verdict(profile, "thao.20008", "intake.case.read", "reported", "20008") == "commune.files"
    assert verdict(profile, "thao.20008", "intake.case.read", "reported", "20011") == "right.unit"
    assert verdict(profile, "minh.20011", "intake.case.read", "reported", "20008") == "right.unit"


def subjects(profile: Profile) -> some.SearchStrategy[Subject]:
    """Any file anywhere in the town."""
    law = profile.law_on(MAY_2023)
    stages = sorted({stage for words in profile.stages.values() for stage in words})
    return some.builds(
        Subject,
        agency=some.sampled_from(sorted(law.agencies)),
        unit=some.sampled_from([None, *sorted(law.units)]),
        stage=some.sampled_from(stages),
    )


def test_no_stage_of_a_report_is_a_stage_of_a_case(profile: Profile) -> None:
    """The table asks by stage who may open a section: a common word would lend the rights of one to the other."""
    of_reports = profile.stages["intake.report"].keys() - {"none"}
    assert not of_reports & {
        stage for part, words in profile.stages.items() if part != "intake.report" for stage in words
    }


def test_the_public_may_send_a_report_where_the_agency_takes_them_and_nothing_else(profile: Profile) -> None:
    for agency in profile.rights.powers:
        anybody = Actor("public", agency, None, frozenset({"public"}))
        on = Subject(agency, None, "none")
        may = [deed for deed in profile.deeds if profile.rights.judge(anybody, deed, on).allowed]
        assert may == (["intake.report.take"] if agency == "communes" else [])
        assert profile.rights.sections(anybody, on) == frozenset()


@given(data=some.data())
def test_those_who_lead_watch_and_check_open_no_part_of_any_file(profile: Profile, data: some.DataObject) -> None:
    role = data.draw(some.sets(some.sampled_from(["inspector", "leader", "supervisor", "clerk"]), min_size=1))
    on = data.draw(subjects(profile))
    actor = Actor("x", on.agency, on.unit, frozenset(role))
    assert profile.rights.sections(actor, on) == frozenset()
    assert not profile.rights.judge(actor, "intake.case.read", on).allowed


@given(data=some.data())
def test_a_commune_officer_never_gets_near_another_units_file(profile: Profile, data: some.DataObject) -> None:
    on = data.draw(subjects(profile).filter(lambda on: on.agency == "communes"))
    units = sorted(profile.law_on(MAY_2023).units)
    actor = Actor("x", "communes", data.draw(some.sampled_from(units)), frozenset({"commune_officer"}))
    files = [deed for deed in profile.deeds if deed.startswith(("intake.", "support."))]
    allowed = [deed for deed in files if profile.rights.judge(actor, deed, on).allowed]
    if actor.unit != on.unit:
        assert allowed == []
        assert profile.rights.sections(actor, on) == frozenset()
    else:
        assert "intake.case.read" in allowed


@given(data=some.data())
def test_nobody_touches_a_file_of_another_agency(profile: Profile, data: some.DataObject) -> None:
    on = data.draw(subjects(profile))
    agency = data.draw(some.sampled_from(sorted(profile.law_on(MAY_2023).agencies)))
    actor = Actor("x", agency, on.unit, frozenset(profile.roles))
    if agency != on.agency:
        assert profile.rights.sections(actor, on) == frozenset()
        assert not [deed for deed in profile.deeds if profile.rights.judge(actor, deed, on).allowed]


@given(data=some.data())
def test_health_never_reads_the_story_and_the_union_never_health(profile: Profile, data: some.DataObject) -> None:
    on = data.draw(subjects(profile))
    officer = Actor("x", on.agency, on.unit, frozenset({"service_officer"}))
    sections = profile.rights.sections(officer, on)
    assert not (on.agency == "health" and "story" in sections)
    assert not (on.agency != "health" and sections & {"health", "psychology"})
    assert not sections & {"police", "suspect", "informant"}


def test_every_message_has_the_power_it_takes_to_tell_it(profile: Profile) -> None:
    assert profile.rights.tells.keys() == messages().keys()


@pytest.mark.parametrize(
    ("what", "teller", "allowed"),
    [
        ("intake.VerificationAnswered", "intake.police", True),
        ("intake.VerificationAnswered", "intake.communes", False),
        ("intake.VerificationAnswered", "support.police", False),
        ("intake.ProtectionAsked", "intake.communes", True),
        ("intake.ProtectionAsked", "support.health", False),
        ("intake.ProtectionRecalled", "intake.communes", True),
        ("intake.ProtectionRecalled", "support.health", False),
        ("intake.ProtectionGranted", "intake.labour", False),
        ("intake.ProtectionEnded", "intake.police", True),
        ("intake.PersonRescued", "intake.communes", False),
        ("intake.VictimCertified", "intake.labour", False),
        ("intake.PersonReported", "intake.communes", True),
        ("intake.PersonReported", "support.health", False),
        ("intake.StatusDecided", "intake.police", False),
        ("support.ReferralOffered", "support.labour", True),
        ("support.ReferralOffered", "support.health", False),
        ("support.ReferralAccepted", "support.womens_union", True),
        ("intake.TipPassedOn", "intake.communes", True),
        ("intake.TipPassedOn", "support.health", False),
        ("intake.TipReturned", "intake.health", False),
        ("support.Rumour", "support.labour", False),
    ],
)
def test_a_signature_shows_who_said_it_and_the_table_whether_they_may(
    profile: Profile, what: str, teller: str, allowed: bool
) -> None:
    if allowed:
        profile.rights.must_tell(what, teller)
    else:
        with pytest.raises(Refused) as refused:
            profile.rights.must_tell(what, teller)
        assert refused.value.rule == "told.not_theirs"


def test_whoever_may_list_lists_what_is_at_every_stage(profile: Profile) -> None:
    """Lists are read by unit and not line by line (`Desk.reach`): no row may let list some stages only."""
    listing = [row for row in profile.rights.rows if any(deed.endswith(".list") for deed in row.deeds)]
    assert listing
    assert [row.rule for row in listing if row.stages != frozenset({"*"})] == []
