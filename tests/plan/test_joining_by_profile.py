"""A kind of activity, a task, a unit and an agency join by the profile alone: nothing but its files is changed here."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from services.support.plan.domain.activities.events import ActivityCarriedOut
from services.support.plan.pages import activities as room_of_activities
from shared.policy import load
from tests.plan.office import PROFILE, Office, book_of, facts

ROOMS = (room_of_activities.ROOM,)

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROFILE, tmp_path / "town"))


@pytest.fixture
def change(folder: Path) -> Change:
    def changed(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return changed


def test_a_new_kind_of_activity_and_its_task_are_lines_of_the_plan(folder: Path, change: Change) -> None:
    plan = "plans/2023/plan.yaml"
    change(
        plan,
        "kinds:\n",
        "kinds:\n  street_theatre: {vi: Kịch đường phố, en: Street theatre, asks: [audience], needs: [audience]}\n",
    )
    change(
        plan,
        "tasks:\n",
        "tasks:\n  theatre: {vi: Diễn kịch, section: II.1.a, kinds: [street_theatre], responsible: [communes], cadence: monthly,"
        " confidence: verified}\n",
    )
    office = Office("communes", load(folder))
    thao, book = office.officer("commune_officer", unit="20008"), book_of(office, "20008")
    assert f"/books/{book}/kinds/street_theatre" in thao.page("/plan")
    form = thao.page(f"/books/{book}/kinds/street_theatre")
    assert "Kịch đường phố" in form
    assert 'name="audience.youth"' in form
    assert 'name="everywhere"' not in form
    thao.send(f"/books/{book}/activity", 409, kind="street_theatre", carried_out_on="10/06/2023")
    thao.send(f"/books/{book}/activity", kind="street_theatre", carried_out_on="10/06/2023", **{"audience.youth": "90"})
    (done,) = facts(office)
    assert isinstance(done, ActivityCarriedOut)
    assert (done.details.task, done.details.audience) == ("theatre", {"youth": 90})


def test_a_new_unit_has_its_book_from_its_first_day_and_none_after_its_last(folder: Path, change: Change) -> None:
    line = '{code: "19999", vi: Phường Mới, kind: ward, agency: communes, valid_from: 2023-06-01, valid_to: 2023-06-20}'
    change("town.yaml", "units:\n", f"units:\n  - {line}\n")
    office = Office("communes", load(folder), today=date(2023, 6, 15))
    officer, book = office.officer("commune_officer", unit="19999"), book_of(office, "19999")
    broadcast = {"kind": "loudspeaker_broadcast", "everywhere": "true"}
    assert "Phường Mới" in officer.page("/plan")
    refused = officer.send(f"/books/{book}/activity", 409, carried_out_on="30/05/2023", **broadcast)
    assert "Vào ngày này chưa có, hoặc không còn" in refused.text
    officer.send(f"/books/{book}/activity", carried_out_on="10/06/2023", **broadcast)
    office.clock.set(date(2023, 6, 25))
    officer.page(f"/books/{book}", 404)


def test_a_new_agency_with_an_instance_keeps_its_own_book_and_without_one_the_lead_does(
    folder: Path, change: Change
) -> None:
    change(
        "town.yaml",
        "agencies:\n",
        "agencies:\n  youth_union: {vi: Thị đoàn Hương Trà, short: Thị đoàn, powers: [services]}\n",
    )
    change(
        "plans/2023/plan.yaml",
        "responsible: [communes, labour, womens_union]",
        "responsible: [communes, labour, womens_union, youth_union]",
    )
    an = "{username: an.youth_union, family_name: Lê, given_name: An, agency: youth_union, roles: [service_officer]}"
    change("users.yaml", "users:\n", f"users:\n  - {an}\n")
    lead = Office("labour", load(folder))
    assert "Thị đoàn Hương Trà" in lead.officer("case_lead").page("/plan")
    change("town.yaml", "instances:\n", "instances:\n  - {service: support, agency: youth_union, port: 18299}\n")
    lead = Office("labour", load(folder))
    assert "Thị đoàn Hương Trà" not in lead.officer("case_lead").page("/plan")
    theirs = Office("youth_union", load(folder))
    officer, book = theirs.officer("service_officer"), book_of(theirs)
    assert "Thị đoàn Hương Trà" in officer.page("/plan")
    talk = {"kind": "direct_talk", "carried_out_on": "10/06/2023", "in_units": ["20008"]}
    officer.send(f"/books/{book}/activity", **talk, **{"audience.youth": "60"})
    assert len(facts(theirs)) == 1
