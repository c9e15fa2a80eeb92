"""What the papers of the support of one person say: plan, submission and decision, refusal, receipt, summary, her own sheet.

As in `shared.papers.forms` a value of None is a dotted line for the pen, and names stand here in clear: keep these values
nowhere.
"""

from dataclasses import dataclass

from shared.papers.forms import Letterhead, Signature, Tick


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan; `wanted` is her yes or no in words."""

    service: str
    agency: str
    wanted: str
    regime: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class SupportPlan:
    """Kế hoạch hỗ trợ: what was agreed with her, signed by both. `replaces` names the plan before it."""

    head: Letterhead
    which: str
    agreed_on: str
    lines: tuple[PlanLine, ...]
    name: str | None = None
    birth: str | None = None
    replaces: str | None = None
    goals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the law is not sure about, for whoever signs."""


@dataclass(frozen=True)
class Fact:
    """Something that is known, after its label."""

    label: str
    value: str | None = None


@dataclass(frozen=True)
class Condition:
    """A rule of the law that was asked, what came of it, and the text it rests on."""

    what: str
    answer: str
    basis: str


@dataclass(frozen=True)
class Submission:
    """Tờ trình: what is laid before whoever decides. Before the appraisal is written down its boxes are open to the pen."""

    head: Letterhead
    subject: str
    to: str
    basis: tuple[str, ...]
    opening: str
    facts: tuple[Fact, ...]
    conditions: tuple[Condition, ...]
    proposal: tuple[Tick, ...]
    closing: str
    signature: Signature
    name: str | None = None
    birth: str | None = None
    amount: str | None = None
    resolution: str | None = None
    reason: str | None = None
    granting: bool = True
    """May an amount be proposed? False once it is proposed to refuse."""
    refusing: bool = True
    """May there be a reason for refusing? False once it is proposed to grant."""
    opinion: str | None = None
    """What the appraising officer wrote beside it."""
    remarks: tuple[str, ...] = ()
    """What the person who signs has to look at: texts that disagree, rules nobody confirmed, a late application."""
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class DraftDecision:
    """Dự thảo quyết định: nothing in it holds before it is signed; number and day are the pen's."""

    head: Letterhead
    subject: str
    authority: str
    basis: tuple[str, ...]
    articles: tuple[str, ...]
    signature: Signature
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class BenefitRefusal:
    """Văn bản từ chối, to the person herself: the reasons with the texts they rest on, and what she can do. It is taken home,
    so it cites laws by their numbers. `complaint` is None, room for the pen, as long as nobody confirmed what the law says."""

    head: Letterhead
    subject: str
    to: str | None
    opening: tuple[str, ...]
    reasons: tuple[str, ...]
    basis: tuple[str, ...]
    way_on: tuple[str, ...]
    signature: Signature
    call: str | None = None
    complaint: str | None = None
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class HelpReceipt:
    """Phiếu xác nhận đã nhận hỗ trợ: she signs that a thing or a service reached her; what is not recorded yet is the pen's."""

    head: Letterhead
    service: str
    asked_by: str
    asked_on: str
    name: str | None = None
    given_on: str | None = None
    quantity: str | None = None


@dataclass(frozen=True)
class NeedRow:
    """A need, how far its help has come, by which service, and who has to act next."""

    need: str
    reached: str
    service: str | None = None
    holder: str | None = None


@dataclass(frozen=True)
class BenefitRow:
    """An application: how far it is, the decision by its number, the amounts decided and paid."""

    benefit: str
    stage: str
    decision: str | None = None
    decided: str | None = None
    paid: str | None = None


@dataclass(frozen=True)
class CaseSummary:
    """Tóm tắt hồ sơ for the leader, one page: where things stand and who must act; never her story. `name` is None where
    whoever prints may not read it, and then its line is left out."""

    head: Letterhead
    person: str
    facts: tuple[Fact, ...]
    needs: tuple[NeedRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    late: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    name: str | None = None
    left_out: str | None = None
    """How much did not find room, where anything did not."""


@dataclass(frozen=True)
class Promise:
    """Who helps her with what, and until when; the telephone is the pen's where nobody knows it."""

    what: str
    who: str
    until: str | None = None
    call: str | None = None


@dataclass(frozen=True)
class PlainSheet:
    """Giấy hẹn và việc cần làm: for the person herself, in large print and short sentences, with no name and nothing that
    tells a stranger why."""

    head: Letterhead
    meeting: str | None = None
    place: str | None = None
    call: str | None = None
    agreed: str | None = None
    to_do: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    done: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
