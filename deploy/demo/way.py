"""The way of one person: each thing that can be done for her, done by the officer whose work it is, at the public doors."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from deploy.demo.officers import Town
from deploy.demo.people import person

Say = Callable[[str], None]
ENDS = {"first_examination": "treated_here", "treatment": "treated_here"}
"""How services of this story end, where the profile has outcomes for them."""

HER_CIRCUMSTANCES = ("financial_difficulty", "poor_household", "poor_by_income", "returned_to_residence")


class Way:
    """The way of one person. `later(days)` lets the town's days pass, where the story may do that."""

    def __init__(self, town: Town, n: int, today: date, say: Say, later: Callable[[int], date]) -> None:
        self.n, self.today, self.say, self._later = n, today, say, later
        self.person = person(n, today)
        self.commune = town.officer(("thao.20008", "minh.20011", "nhung.20035")[n % 3])
        self.lan, self.binh = town.officer("lan.labour"), town.officer("binh.labour")
        self.khoa, self.mai = town.officer("khoa.police"), town.officer("mai.health")
        self.thuy, self.tam = town.officer("thuy.womens_union"), town.officer("tam.justice")
        self.unit = self.commune.username.partition(".")[2]

    def days(self, days: int) -> None:
        self.today = self._later(days)

    @property
    def on(self) -> str:
        return self.today.isoformat()

    # -- the beginning

    def report(self, channel: str = "person", **more: Any) -> UUID:
        """A report at the commune: the notice goes to the labour office in the same step."""
        p = self.person
        fields = {
            "channel": channel, "unit": self.unit, "reported_on": self.on, "sex": p.sex, "age_group": p.age_group,
            "name": p.name, "contact": p.contact, **more,
        }  # fmt: skip
        self.case = self.commune.begin("intake", **fields)
        self.say("a report at the commune; the labour office is told at once")
        return self.case

    def told_by_hotline(self) -> UUID:
        """The hotline 111 tells the commune: a report (TB-…), judged by its danger and answered; the case is opened from it
        with what is sealed there."""
        p = self.person
        told = self._of_report(
            "", told_on=self.on, channel="hotline_111", reference=f"111-{self.n + 1:05}", place=self.unit, persons=1,
            sex=p.sex, age_group=p.age_group, name=p.name, contact=p.contact, story=p.story, signs=["nowhere_to_stay"],
        )  # fmt: skip
        report = UUID(told["report"])
        self._of_report(f"{report}/triage", signs=["just_escaped", "nowhere_to_stay"], persons=1, children="no")
        self.say("a report from the hotline 111, and no case yet; judged by its danger")
        case = self.report("hotline_111", name=None, contact=None, from_report=str(report))
        self._of_report(f"{report}/answer", number=f"{self.n + 11}/UBND-LĐXH", dated=self.on)
        self._of_report(f"{report}/closure", reason="case_opened")
        self.say("the case was opened from the report, the hotline answered, the report closed")
        return case

    def _of_report(self, path: str, **fields: Any) -> dict[str, Any]:
        wanted = 200 if path else 201
        return self.commune.post("intake", f"/api/reports/{path}".rstrip("/"), fields, wanted=wanted)

    def report_to_police(self) -> UUID:
        p = self.person
        self.case = self.khoa.begin(
            "intake",
            channel="police",
            unit=self.unit,
            reported_on=self.on,
            sex=p.sex,
            age_group=p.age_group,
            name=p.name,
        )
        self.say("the police met the person first; the labour office is told at once")
        return self.case

    def returned_and_sent_again(self) -> None:
        """The labour office sends the notice back once; the commune completes it."""
        self.lan.wait_for("intake", self.case)
        self.lan.do(
            "intake", self.case, "handover-return", reason="incomplete", note="Chưa có nơi ở thực tế, đề nghị bổ sung."
        )
        self.commune.wait_for("intake", self.case, lambda c: bool(c["file"]["came_back"]))
        self.commune.do("intake", self.case, "notice", contact=self.person.contact, story=self.person.story)
        self.say("the notice came back with a reason and was sent again, completed")

    def receive(self) -> None:
        """Reception with essential needs and the first examination, before any verification."""
        p = self.person
        self.lan.wait_for("intake", self.case, lambda c: c["deeds"]["reception"]["allowed"])
        self.lan.do(
            "intake", self.case, "reception", received_on=self.on, person_status="citizen", first_examination=True,
            sex=p.sex, age_group=p.age_group, ethnicity=p.ethnicity, essential_needs=["meals", "clothing", "shelter"],
            name=p.name, birth=p.birth, contact=p.contact, relatives="Mẹ ở cùng xã, chưa muốn báo tin.",
        )  # fmt: skip
        self.say("received by the labour office with essential needs; the first examination is asked for")

    def wishes(self) -> None:
        """Her safety, what is kept from whom, the seven questions; for a child its own path."""
        self.lan.do(
            "intake", self.case, "safety", assessed_on=self.on, level="worried", concerns=["neighbours"],
            confidentiality=["no_calls", "not_village"], safe_contact="Dì ở chợ, sau 19 giờ",
        )  # fmt: skip
        told = ("interview", "purpose_of_interview", "use_of_data", "right_to_own_data", "length_of_storage")
        answers: dict[str, Any] = dict.fromkeys((*told, "way_to_withdraw"), "yes") | {"research": "no"}
        minor = self.person.age_group != "18plus"
        if minor:
            self.lan.do(
                "intake", self.case, "child-care", arranged_on=self.on, age_group=self.person.age_group,
                age_at_act=self.person.age_group, representative="parent", representative_suspected=False,
                child_officer="Cán bộ trẻ em của xã",
            )  # fmt: skip
        self.lan.do(
            "intake", self.case, "consent", answered_on=self.on, **answers,
            given_by="child_and_representative" if minor else "herself",
        )  # fmt: skip
        self.say("her safety, her wishes and her consent are recorded, each question with its own answer")

    def examine(self) -> None:
        """The health centre accepts and delivers the first examination."""
        self.help(self.mai, "first_examination", quantity=1)
        self.say("first examination done, before any verification")

    def inform(self) -> None:
        p = self.person
        self.lan.do(
            "intake", self.case, "initial-information", informed_on=self.on, purposes=[p.purpose], primary_purpose=p.purpose,
            route="self_returned", cross_border=True, country=p.country, returned_on=self.on, story=p.story,
        )  # fmt: skip
        self.say("initial information recorded")

    # -- the verification

    def ask_police(self) -> None:
        self.lan.do("intake", self.case, "verification-request", asked_on=self.on, told_her=True, her_wish="agrees")
        self.khoa.wait_for("intake", self.case, lambda c: c["deeds"]["verification-answer"]["allowed"])
        self.say("verification asked of the police; their clock runs")

    def police_send_back(self) -> None:
        self.khoa.do(
            "intake", self.case, "verification-return", reason="incomplete", note="Đề nghị ghi rõ thời điểm trở về."
        )
        self.lan.wait_for("intake", self.case, lambda c: c["deeds"]["verification-request"]["allowed"])
        self.say("the police returned the request with a reason; it is asked again")

    def police_answer(self, outcome: str) -> None:
        more: dict[str, Any] = (
            {"certificate": f"{self.n + 1}/GXN-CATX", "certificate_on": self.on} if outcome == "victim" else {}
        )
        self.khoa.do(
            "intake",
            self.case,
            "verification-answer",
            outcome=outcome,
            answered_on=self.on,
            number=f"{self.n + 101}/CV-CATX",
            **more,
        )
        self.lan.wait_for("intake", self.case, lambda c: c["stage"] == outcome)
        self.say(f"the police answered: {outcome}")

    # -- the support

    def plan(self, *, regimes: bool = True) -> None:
        self.lan.wait_for("support", self.case, lambda c: bool(c["file"]["lead"]["status"]))
        self.lan.do(
            "support", self.case, "needs", assessed_on=self.on, needs=["health", "psychology", "loan", "community"],
            health="Thiếu máu nhẹ, cần theo dõi.", note="Muốn mở quán ăn sáng cùng mẹ.",
        )  # fmt: skip
        self.lan.do(
            "support", self.case, "circumstances", known_on=self.on,
            circumstances={**dict.fromkeys(HER_CIRCUMSTANCES, "met"), "stays_at_facility": "not_met"},
        )  # fmt: skip
        items = [
            {"service": "treatment", "agency": "health"},  # at home it is a service, no regime (ND09 Điều 20)
            {"service": "union_life", "agency": "womens_union"},
            {"service": "legal_advice", "agency": "justice", "regime": "LEGAL_AID"},
        ]
        if not regimes:  # services help anybody; a regime of the law needs a status
            items = [{key: word for key, word in item.items() if key != "regime"} for item in items]
        self.lan.do("support", self.case, "plan", agreed_on=self.on, items=items, she_agrees=True)
        self.say("needs assessed, a plan agreed with the person")

    def refer(self, agency: str, service: str, regime: str | None = None) -> None:
        fields: dict[str, Any] = {
            "service": service,
            "agency": agency,
            "offered_on": self.on,
            "she_agrees": True,
            "sections": ["identity", "contact"],
            "until": (self.today + timedelta(days=90)).isoformat(),
        }
        fields |= {"regime": regime} if regime else {}
        self.lan.do("support", self.case, "referrals", **fields)

    def help(self, officer: Any, service: str, *, quantity: int) -> None:
        """The agency asked accepts and delivers."""
        task = self.task(officer, service)
        officer.do("support", self.case, "referral-acceptance", referral=task, accepted_on=self.on)
        officer.do(
            "support",
            self.case,
            "delivery",
            referral=task,
            delivered_on=self.on,
            quantity=quantity,
            confirmed_by_person=True,
            **({"outcome": ENDS[service], "place": "agency"} if service in ENDS else {}),
        )

    def task(self, officer: Any, service: str) -> str:
        """The open referral for a service at this officer's agency, as soon as it has come."""

        def open_tasks(seen: dict[str, Any]) -> list[str]:
            tasks = (seen["file"].get("asked") or {}).get("tasks", [])
            return [
                t["received"]["referral"]
                for t in tasks
                if t["stage"] == "offered" and t["received"]["service"] == service
            ]

        return open_tasks(officer.wait_for("support", self.case, lambda c: bool(open_tasks(c))))[-1]

    def all_delivered(self) -> None:
        self.lan.wait_for("support", self.case, lambda c: c["deeds"]["closure"]["allowed"] and not open_referrals(c))

    def close(self, reason: str = "completed") -> None:
        self.lan.do("support", self.case, "follow-up", on=self.on, risk="low", note="Đã mở quán, sức khỏe ổn định.")
        self.days(30)
        self.lan.do(
            "support",
            self.case,
            "closure",
            closed_on=self.on,
            reason=reason,
            her_view="Thấy yên tâm, muốn giữ liên lạc.",
        )
        self.say(f"followed up and closed: {reason}")


def open_referrals(seen: dict[str, Any]) -> list[Any]:
    referrals = (seen["file"].get("lead") or {}).get("referrals", [])
    return [each for each in referrals if each["stage"] in ("offered", "accepted")]
