"""Who watches others in the year: tips about labour brokers, from whoever took them to what came of them, and the supervision of
the Front with what it recommends."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.doors import File, begun, come, comes, listed
from deploy.demo.year.telling import Year

Line = Mapping[str, Any]


def must_stand(year: Year, officer: Officer, wanted: Mapping[File, str]) -> None:
    """Each of these files is as far as it was told, at this officer's desk; waits for what crosses on its way."""
    many = next(iter(wanted)).many

    def looked() -> dict[str, str]:
        lines = listed(officer, many)
        return {file.id: lines[file.id]["stage"] for file in wanted}

    stages = {file.id: stage for file, stage in wanted.items()}
    year.until(looked, lambda seen: seen == stages, f"{many} at {officer.username} do not stand as told: {stages}")


class Tips:
    """What was really done with each tip: how far it is at the desk that checks, and at the one that took it."""

    def __init__(self, year: Year) -> None:
        self.year, self.of = year, year.plan.effective_from.year
        self.thao, self.minh, self.lan = map(year.town.officer, ("thao.20008", "minh.20011", "lan.labour"))
        self.at_lead: dict[File, str] = {}
        self.at_thao: dict[File, str] = {}
        self.at_minh: dict[File, str] = {}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {3: self.told, 4: self.checked, 5: self.forwarded, 8: self.outcome, 10: self.another}
        for month, deed in deeds.items():
            yield date(self.of, month, 12), deed

    def told(self, day: date) -> None:
        """One to a commune, which passes it on; one to the lead itself."""
        self.passed = self._taken(self.thao, day, place="20008", informant="Bà Hư Cấu")
        self.passed.do(self.thao, "passing-on")
        self.own = self._taken(self.lan, day)
        comes(self.year, self.lan, self.passed, "came")
        self.passed.is_refused(self.lan, "broker.not_to_check", "check", checked_on=day, result="no_licence")
        self.passed.do(self.lan, "receipt")
        comes(self.year, self.thao, self.passed, "with_lead")
        self.at_thao[self.passed] = "with_lead"

    def _taken(self, officer: Officer, day: date, **more: str) -> File:
        said = {"channel": "in_person", "taken_on": day, "suspect": "Một công ty Hư Cấu", "note": "Hứa việc lương cao."}
        return begun(officer, "brokers", "broker", **said, **more)

    def checked(self, day: date) -> None:
        self.passed.do(self.lan, "check", checked_on=day, result="no_licence")
        self.own.do(self.lan, "check", checked_on=day, result="has_licence")

    def forwarded(self, day: date) -> None:
        self.passed.do(self.lan, "forwarding", to="town_police", number="51/LĐTBXH", dated=day)
        self.passed.is_refused(self.lan, "broker.outcome_missing", "closure", reason="settled")
        self.own.do(self.lan, "closure", reason="licensed")
        self.at_lead[self.own] = "tip_closed"

    def outcome(self, day: date) -> None:
        self.passed.do(self.lan, "outcome", outcome="fined", known_on=day, number="8/QĐ-XP")
        self.passed.do(self.lan, "closure", reason="settled")
        self.at_lead[self.passed] = "tip_closed"

    def another(self, day: date) -> None:
        """One that nobody has received by the end of the year, and one that was not passed on."""
        waiting = self._taken(self.minh, day, place="20011")
        waiting.do(self.minh, "passing-on")
        lying = self._taken(self.minh, day)
        self.at_minh |= {waiting: "passed", lying: "to_pass"}
        self.at_lead[waiting] = "came"

    def count(self) -> None:
        """Each at both ends as it was told."""
        ends = ((self.lan, self.at_lead), (self.thao, self.at_thao), (self.minh, self.at_minh))
        for officer, wanted in ends:
            must_stand(self.year, officer, wanted)
        closed = sum(stage == "tip_closed" for stage in self.at_lead.values())
        self.year.say(f"{len(self.at_lead)} tips about labour brokers at the lead, {closed} of them closed")


class Supervisions:
    """`stages` of the supervisions; of each recommendation, by supervision and number, how it stands and until when."""

    def __init__(self, year: Year) -> None:
        self.year, self.of = year, year.plan.effective_from.year
        self.quang, self.phuc, self.lan = map(year.town.officer, ("quang.fatherland_front", "phuc.20041", "lan.labour"))
        self.stages: dict[File, str] = {}
        self.made: dict[tuple[File, int], tuple[str, date]] = {}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {4: self.planned, 6: self.carried_out, 8: self.answered, 10: self.closed}
        for month, deed in deeds.items():
            yield date(self.of, month, 12), deed

    def planned(self, _: date) -> None:
        def plan(topic: str, **whom: str) -> File:
            return begun(
                self.quang, "supervisions", "supervision", topic=topic, planned_for=date(self.of, 6, 12), **whom
            )

        self.commune = plan("communication", agency="communes", unit="20041")
        self.lead = plan("support_policy", agency="labour")
        dropped = plan("reporting", agency="education")
        dropped.do(self.quang, "dropping", reason="not_needed")
        self.stages[dropped] = "dropped"

    def carried_out(self, day: date) -> None:
        """Two recommendations to the commune that broadcast too little, one to the lead."""
        for file in (self.commune, self.lead):
            file.do(self.quang, "record", carried_out_on=day, paper="14/BC-MTTQ")
            self.stages[file] = "supervised"
        self._recommend(self.commune, 1, "begin", date(self.of, 7, 12), day)
        self._recommend(self.commune, 2, "provide_means", date(self.of, 9, 30), day)
        self._recommend(self.lead, 1, "clarify", date(self.of, 9, 30), day)

    def _recommend(self, file: File, number: int, advice: str, answer_by: date, day: date) -> None:
        file.do(self.quang, "recommendation", advice=advice, paper=f"{number}/KN-MTTQ", dated=day, answer_by=answer_by)
        self.made[file, number] = "to_answer", answer_by

    def answered(self, day: date) -> None:
        """The first of the commune a month late; its second is never answered."""
        self._answer(self.phuc, self.commune, 1, "begin", day, reply="accepted", measure="done")
        self._answer(self.lan, self.lead, 1, "clarify", day, reply="not_accepted", reason="not_competent")

    def _answer(self, officer: Officer, file: File, number: int, advice: str, day: date, **said: str) -> None:
        asked = come(self.year, officer, "recommendations", lambda line: line["advice"] == advice)
        asked.do(officer, "answer", **said, paper="77/CV", dated=day)
        self.made[file, number] = "replied", self.made[file, number][1]

    def closed(self, day: date) -> None:
        self._until_they_stand()
        for file in (self.commune, self.lead):
            file.do(self.quang, "closure", number=1, closed_on=day)
            self.made[file, 1] = "recommendation_closed", self.made[file, 1][1]
        self.commune.is_refused(self.quang, "supervision.still_open", "finish", finished_on=day)
        self.lead.do(self.quang, "finish", finished_on=day)
        self.stages[self.lead] = "finished"

    def _until_they_stand(self) -> None:
        def looked() -> dict[tuple[File, int], tuple[str, date]]:
            lines = listed(self.quang, "supervisions")
            return {
                (file, each["number"]): (each["state"], date.fromisoformat(each["answer_by"]))
                for file in self.stages for each in lines[file.id]["recommendations"]
            }  # fmt: skip

        wanted = {(file.id, number): stands for (file, number), stands in self.made.items()}
        self.year.until(looked, lambda seen: seen == self.made, f"the recommendations do not stand as told: {wanted}")

    def count(self) -> None:
        """Each supervision and recommendation as it was told; one is late."""
        self._until_they_stand()
        must_stand(self.year, self.quang, self.stages)
        today = self.year.plan.effective_to
        late = sum(state == "to_answer" and by < today for state, by in self.made.values())
        (there,) = (each for each in listed(self.phuc, "recommendations").values() if each["stage"] == "to_answer")
        if late != 1 or date.fromisoformat(there["answer_by"]) >= today:
            raise StoryBroken(f"{late} recommendations are late, not the one at the commune")
        self.year.say(f"{len(self.stages)} supervisions, {len(self.made)} recommendations, {late} of them late")
