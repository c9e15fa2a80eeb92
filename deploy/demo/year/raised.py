"""The difficulties of the year: raised at once, guided or sent up, answered, closed; and a proposal on the law made of two."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from deploy.demo.officers import Officer, StoryBroken
from deploy.demo.year.doors import File, begun, comes, listed
from deploy.demo.year.telling import Year
from deploy.demo.year.watched import must_stand

MET: dict[str, tuple[str, dict[str, Any]]] = {
    "money": ("thao.20008", {"kind": "money", "at_step": "reception"}),
    "a gap": ("minh.20011", {"kind": "law_gap", "at_step": "benefits", "document": "ND09", "article": 19}),
    "the same gap": ("tam.justice", {"kind": "law_gap", "at_step": "benefits", "document": "ND09", "article": 19}),
    "a form": ("mai.health", {"kind": "form_missing", "at_step": "needs"}),
    "no answer": ("hoa.19996", {"kind": "no_answer", "at_step": "verification"}),
}
"""Which difficulty it is, in a word of ours; who meets it, and what is said of it."""


class Difficulties:
    """`stages` is how far each really is; `awaited` those whose answer from above is late."""

    def __init__(self, year: Year) -> None:
        self.year, self.of = year, year.plan.effective_from.year
        self.lan, self.tam = year.town.officer("lan.labour"), year.town.officer("tam.justice")
        self.files: dict[str, tuple[Officer, File]] = {}
        self.stages: dict[str, str] = {}
        self.awaited: set[str] = set()
        self.proposals: dict[str, tuple[Officer, File, str]] = {}

    def days(self) -> Iterable[tuple[date, Callable[[date], None]]]:
        deeds = {
            3: self.raised,
            4: self.guided,
            5: self.said_back,
            6: self.gathered,
            8: self.answered,
            10: self.concluded,
        }
        for month, deed in deeds.items():
            yield date(self.of, month, 12), deed

    def raised(self, _: date) -> None:
        for name, (username, said) in MET.items():
            officer = self.year.town.officer(username)
            file = begun(officer, "difficulties", "difficulty", **said, note="Chưa rõ phải làm thế nào.")
            self.files[name], self.stages[name] = (officer, file), "raised"

    def guided(self, day: date) -> None:
        """The last is not taken yet."""
        for name in ("money", "a gap", "the same gap", "a form"):
            comes(self.year, self.lan, self.files[name][1], "raised")
            self._lead(name, "taking", "taken", taken_on=day)
        file = self.files["money"][1]
        file.is_refused(self.lan, "difficulty.nothing_said", "closing", closed_on=day, reason="helped")
        for name in ("money", "a form"):
            self._lead(name, "guidance", "guided", given_on=day, number="31/HD", note="Chi từ nguồn được giao.")
        for name, to, number, month in (("a gap", "labour", "32/CV", 7), ("the same gap", "justice", "33/CV", 9)):
            asked = {"to": f"province_{to}", "number": number, "expected_on": date(self.of, month, 1)}
            self._lead(name, "question", "sent_up", sent_on=day, **asked)

    def said_back(self, day: date) -> None:
        """One was helped and says so; the other was not, and gets another answer."""
        self._raiser("money", "confirmation", "settled", confirmed_on=day)
        self._raiser(
            "a form", "reopening", "reopened", reopened_on=day, reason="not_applicable", note="Mẫu đó của người lớn."
        )
        self._lead("a form", "taking", "taken", taken_on=day)
        self._lead("a form", "guidance", "guided", given_on=day, number="41/HD", note="Dùng mẫu kèm theo.")

    def gathered(self, day: date) -> None:
        """What two met becomes a proposal; the justice office drafts another from reading the law, and drops it."""
        both = [self.files[name][1].id for name in ("a gap", "the same gap")]
        said = {"drafted_on": day, "document": "ND09", "change": "amend", "note": "Mức hỗ trợ không còn phù hợp."}
        proposal = begun(self.lan, "proposals", "proposal", **said, article=19, difficulties=both)
        proposal.do(self.lan, "sending", sent_on=day, to="province_labour", number="52/KN")
        other = begun(self.tam, "proposals", "proposal", **said)
        other.do(self.tam, "dropping", dropped_on=day, note="Đã có dự thảo thay thế.")
        self.proposals = {"of two": (self.lan, proposal, "proposed"), "of one": (self.tam, other, "dropped")}

    def answered(self, day: date) -> None:
        """Above answers one, a month late; the other answer does not come."""
        self._lead("a gap", "answer", "replied", answered_on=day, number="7/SLĐ", note="Sẽ sửa đổi.")
        self._lead("a gap", "closing", "settled", closed_on=day, reason="in_proposal")
        self.awaited = {"the same gap"}

    def concluded(self, day: date) -> None:
        officer, proposal, _ = self.proposals["of two"]
        proposal.do(officer, "outcome", concluded_on=day, outcome="partly", number="99/BLĐ")
        self.proposals["of two"] = officer, proposal, "concluded"

    def _lead(self, name: str, path: str, stage: str, **said: Any) -> None:
        self.files[name][1].do(self.lan, path, **said)
        self.stages[name] = stage

    def _raiser(self, name: str, path: str, stage: str, **said: Any) -> None:
        """Whoever raised it speaks, once they have heard; and the lead hears that."""
        officer, file = self.files[name]
        comes(self.year, officer, file, self.stages[name])
        file.do(officer, path, **said)
        comes(self.year, self.lan, file, stage)
        self.stages[name] = stage

    def count(self) -> None:
        """Each as it was told, at the lead and where it was raised; what is open, and what above has not answered in time."""
        must_stand(self.year, self.lan, {file: self.stages[name] for name, (_, file) in self.files.items()})
        for name, (officer, file) in self.files.items():
            must_stand(self.year, officer, {file: self.stages[name]})
        lines, today = listed(self.lan, "difficulties"), self.year.plan.effective_to
        late = {
            name for name, (_, file) in self.files.items()
            if (by := lines[file.id]["expected_on"]) and date.fromisoformat(by) < today
        }  # fmt: skip
        if late != self.awaited:
            raise StoryBroken(f"above is late with {late}, not {self.awaited}")
        for officer, proposal, stage in self.proposals.values():
            must_stand(self.year, officer, {proposal: stage})
        rests_on = listed(self.lan, "proposals")[self.proposals["of two"][1].id]["count"]
        gathered = sum(
            bool(line["proposals"]) for key, line in lines.items() if key in {f.id for _, f in self.files.values()}
        )
        if not rests_on == gathered == 2:
            raise StoryBroken(f"the proposal rests on {rests_on} difficulties, {gathered} say so, not 2")
        open_ = sum(stage != "settled" for stage in self.stages.values())
        self.year.say(
            f"{len(self.files)} difficulties, {open_} of them open, {len(late)} late above; {len(self.proposals)} proposals"
        )
