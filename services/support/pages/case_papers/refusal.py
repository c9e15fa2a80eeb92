"""Văn bản từ chối: to the person herself, why a benefit is not given, the texts that rests on, and what she can do now.

She takes it home: laws are cited by their numbers, and no condition is named that says what happened to her. What the law says
of complaining was not found: its place is left to whoever signs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.support.domain.benefits.claim_events import BenefitDecided
from services.support.domain.entitlement import Ground
from services.support.pages.case_papers.about import OfClaim, Told, desk_of, named, who
from services.support.pages.case_papers.known_then import denied, in_plain_words, owed_then, texts
from services.support.pages.case_papers.submission import reason
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import BenefitRefusal, Signature
from shared.web.cases import Look
from shared.web.office import Office
from shared.web.pages import small, vn_date

_TITLE = re.compile(r"\b(Luật|Bộ luật) [^;]*?(?=số \d)")


def waits_for(of: OfClaim) -> Code | None:
    return None if of.claim.decided and not of.claim.decided.granted else "paper.not_refused"


def decided_on(of: OfClaim) -> date | None:
    """A decision is judged by the law of its day, and so is what is said of it."""
    return of.claim.decided.dated if of.claim.decided else None


def sealed(of: OfClaim) -> SealedParts:
    return {"identity": who(of.file)}


def fill(of: OfClaim, seen: Look, told: Told, office: Office) -> BenefitRefusal:
    decided, arrived, words = of.claim.decided, of.claim.arrived, office.words
    assert decided is not None
    owed = owed_then(of.claim, seen.entries, decided, office.law)
    said = {
        "benefit": small(owed.benefit.vi), "number": decided.number, "dated": vn_date(decided.dated),
        "applied_on": vn_date(arrived.applied_on if arrived else None), "us": office.head.agency,
        "desk": desk_of(of.claim, of.file, office),
    }  # fmt: skip
    missed = denied(decided.reason, owed, office.law)
    basis = dict.fromkeys((*owed.benefit.legal_basis, *(text for ground in missed for text in ground.legal_basis)))
    return BenefitRefusal(
        replace(office.head, number=None), words["refusal.about"], named(told, "name"),
        tuple(words[f"refusal.{part}"].format(**said) for part in ("applied", "decided")),
        tuple(_reasons(decided, missed, office)), (by_number(texts(basis, office.law)),),
        tuple(words[f"refusal.{part}"].format(**said) for part in ("again", "services", "ask")),
        copies_to=(words["paper.as_above"],), signature=Signature((words["paper.head_of_office"],)),
    )  # fmt: skip


def by_number(cited: str) -> str:
    """Laws cited by their numbers alone: the title of one would tell a stranger why."""
    return _TITLE.sub(r"\1 ", cited)


def _reasons(decided: BenefitDecided, missed: tuple[Ground, ...], office: Office) -> Iterator[str]:
    yield f"{reason(decided.reason, office) or office.words['paper.dots']}."
    yield from (in_plain_words(each, office) for each in missed)
