"""After the demo an inspector's desk is empty: everything was done in time, on its day, by people who had to do with it."""

from deploy.demo import run
from tests.town.running import FOLDER, RunningTown, eventually

HOURS = {"read_at_night"}
"""The town's hour is that of whoever runs the test."""


def test_after_the_demo_nothing_about_the_person_is_odd(town: RunningTown) -> None:
    told = run(town.home, 1, FOLDER)[0]
    eventually(town.quiet, 60, "quiet")
    inspector = town.story.officer("thanh.office")
    eventually(lambda: str(told.case) in {c["case"] for c in inspector.get("reporting", "/api/cases")["cases"]}, 10)
    found = inspector.get("reporting", "/api/odd")["findings"]
    hers = [each for each in found if each["case"] == str(told.case) and each["rule"] not in HOURS]
    assert [(each["rule"], each["sentence"], each["entries"]) for each in hers] == []
    assert [each for each in found if each["rule"].startswith("seal")] == [], "every journal is whole"
