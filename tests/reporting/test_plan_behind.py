"""What the numbers of papers and of training open to: the papers of a unit, the classes of a desk; and entries for inspectors."""

import html
import re

import pytest
from starlette.testclient import TestClient

from services.reporting.app.plan import Days
from services.reporting.app.trail import ENTRY
from services.support.plan.domain.training.class_rules import TRAINING
from services.support.plan.domain.training.officer_rules import OFFICER
from shared.access import Way
from shared.kernel.rights import NotPermitted
from shared.kernel.unit_papers import Obliged
from shared.sealing.keys import KeysInMemory
from shared.testing import actor, entries, identity, record
from tests.plan import training_lives as lives
from tests.plan.activity_lives import law as law_of_plans
from tests.reporting.a_year import DAY, office, year
from tests.reporting.hearing import joined, journal
from tests.reporting.office import Office
from tests.reporting.test_pages import text
from tests.reporting.test_plan_rights import OTHERS, SEALED

OPENS = re.compile(r'href="(/plan/(?:papers|training)/(?:behind|classes)[^"]*)"')
ENTRIES = re.compile(r'href="(/entries/[^"]+)"')
UNIT, MAY = "agency=communes&unit=20008", "as_of=31/05/2023"
INSPECTOR, FOLLOWS = ("office", "inspector"), ("finance", "finance_officer")
NO_CLASS = identity("no class")


def behind(browser: TestClient, page: str) -> list[str]:
    """Where the numbers of a page of the plan open."""
    return [html.unescape(href) for href in OPENS.findall(browser.get(page).text)]


@pytest.mark.parametrize("as_of", ["", "?as_of=31/05/2023", "?as_of=20/02/2023"])
@pytest.mark.parametrize("page", ["/plan/papers", "/plan/training"])
def test_every_number_of_papers_and_training_opens_as_of_the_day_it_was_asked_for(page: str, as_of: str) -> None:
    browser = office().browser(*INSPECTOR)
    found = behind(browser, page + as_of)
    assert found or page == "/plan/training", "no officer and no class on that day"
    for href in found:
        assert browser.get(href).status_code == 200, href
        assert (as_of.lstrip("?") in href) == bool(as_of) or not as_of


def test_behind_a_units_figures_stand_its_plan_and_reports_with_what_they_count() -> None:
    said = text(office().browser(*FOLLOWS).get(f"/plan/papers/behind?{UNIT}"))
    assert "Hoạt động đã báo 7" in said
    assert "Chỉ tiêu của đơn vị đã đạt 1/1" in said
    assert "Kế hoạch đã gửi · 1" in said
    assert "21/02/2023" in said


def test_the_activities_of_the_reports_that_count_are_the_number_that_was_opened() -> None:
    opened = office().reporting.plan_behind.papers(actor(*FOLLOWS), Obliged("communes", "20008"), Days(), Way.VIEWED)
    stands = opened.found.standing(opened.who)
    assert stands is not None
    assert sum(each.activities for each in opened.reports if not each.returned) == stands.activities == 7


def test_a_paper_that_the_lead_has_not_answered_yet_stands_behind_the_number_too() -> None:
    answers = ("UnitPlanCommented", "UnitPlanApproved", "UnitReportReceived", "UnitReportReturned")
    made = Office([entry for entry in year() if not entry.name.endswith(answers)])
    made.clock.set(DAY)
    said = text(made.browser(*INSPECTOR).get(f"/plan/papers/behind?{UNIT}"))
    assert "Kế hoạch đã gửi · 1" in said
    assert "chưa trả lời" in said


def test_before_a_paper_came_there_is_none_behind_the_number() -> None:
    said = text(office().browser(*INSPECTOR).get(f"/plan/papers/behind?{UNIT}&as_of=20/02/2023"))
    assert "Chưa gửi kế hoạch nào" in said
    assert "Chưa gửi báo cáo nào" in said


def a_class_attended() -> Office:
    """At the lead an officer of a unit is listed and has attended a class of the lead."""
    lead, law = lives.desk("support.labour", KeysInMemory()), law_of_plans()
    record(lead, OFFICER, lives.FIRST, lives.listing(), law=law)
    record(lead, OFFICER, lives.FIRST, lives.train(), law=law)
    for asked in (lives.holding(), lives.attending(lives.FIRST)):
        record(lead, TRAINING, lives.CLASS, asked, law=law)
    made = Office(joined(journal(lead)))
    made.clock.set(DAY)
    return made


def test_behind_the_trained_of_a_desk_stand_the_classes_they_attended_and_behind_a_class_whose_officers_came() -> None:
    browser = a_class_attended().browser(*FOLLOWS)
    of_desk, again, of_class = behind(browser, "/plan/training")
    assert of_desk == again == f"/plan/training/behind?{UNIT}"
    shown = browser.get(of_desk)
    assert "Phường Hương Vân: 1/1 cán bộ đã tập huấn" in text(shown)
    assert "Các lớp cán bộ nơi này đã dự · 1" in text(shown)
    assert OPENS.findall(shown.text) == [of_class] == [f"/plan/training/classes/{lives.CLASS}"]
    of_whom = browser.get(of_class)
    assert "Phường Hương Vân: 1" in text(of_whom)
    assert [html.unescape(href) for href in OPENS.findall(of_whom.text)] == [of_desk]


def test_a_class_elsewhere_is_known_by_its_day_only() -> None:
    browser = office().browser(*FOLLOWS)
    (href, *_) = [href for href in behind(browser, f"/plan/training?{MAY}") if "/behind" in href]
    said = text(browser.get(href))
    assert "1/1 cán bộ đã tập huấn" in said
    assert "03/11/2022 lớp ở nơi khác" in said


def test_the_entries_behind_open_for_an_inspector_and_are_of_the_ledger_that_counted() -> None:
    made = office()
    browser = made.browser(*INSPECTOR)
    for page in ("/plan/papers", f"/plan/training?{MAY}"):
        hrefs = behind(browser, page)
        found = {entry for href in hrefs for entry in ENTRIES.findall(browser.get(href).text)}
        assert found
        assert not [href for href in hrefs if "chưa có lời diễn giải" in browser.get(href).text]
        assert {browser.get(entry).status_code for entry in found} == {200}
    read = entries(made.ledger)
    assert {each.fact.sections for each in read} == {("entry",)}, (
        "each file was written down before its entries were shown"
    )


def test_whoever_may_see_no_single_entry_sees_what_was_counted_and_nothing_is_written_down() -> None:
    made = office()
    assert not made.reporting.may(actor(*FOLLOWS), ENTRY).allowed
    shown = made.browser(*FOLLOWS).get(f"/plan/papers/behind?{UNIT}")
    assert "Kế hoạch đã gửi · 1" in text(shown)
    assert "/entries/" not in shown.text
    assert entries(made.ledger) == []


@pytest.mark.parametrize(("agency", "role"), OTHERS)
def test_whoever_does_not_follow_the_plan_opens_none(agency: str, role: str) -> None:
    made = office()
    for path in (f"papers/behind?{UNIT}", f"training/behind?{UNIT}", f"training/classes/{NO_CLASS}"):
        assert made.browser(agency, role).get(f"/plan/{path}").status_code == 403
    with pytest.raises(NotPermitted):
        made.reporting.plan_behind.papers(actor(agency, role), Obliged("communes", "20008"), Days(), Way.VIEWED)


@pytest.mark.parametrize(
    "path", ["papers/behind?agency=nobody", f"training/behind?{UNIT}x", f"training/classes/{NO_CLASS}"]
)
def test_a_number_of_the_plan_that_there_is_none_of_is_no_page(path: str) -> None:
    assert office().browser(*INSPECTOR).get(f"/plan/{path}").status_code == 404


def test_no_name_and_nothing_sealed_stands_behind_a_number_of_the_plan_nor_in_its_address() -> None:
    browser = office().browser(*INSPECTOR)
    for page in ("/plan/papers", f"/plan/training?{MAY}"):
        for href in behind(browser, page):
            assert not [words for words in SEALED if words in browser.get(href).text]
            assert re.fullmatch(
                r"/plan/\w+/(behind\?agency=[a-z_]+(&unit=\d+)?&?|classes/[0-9a-f-]{36}\??)(as_of=[\d/]+)?", href
            )
