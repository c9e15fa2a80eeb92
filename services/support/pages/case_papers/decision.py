"""Dự thảo quyết định: the decision as it was proposed, granting or refusing, for whoever signs it.

Number and day are given when it is signed, the words of the amount, who pays and from which source are the pen's.
"""

from dataclasses import replace

from services.support.domain.benefits.claim_events import ApplicationAppraised
from services.support.domain.entitlement import Entitlement
from services.support.pages.case_papers.about import OfClaim, Told, named, who
from services.support.pages.case_papers.known_then import denied, owed_then
from services.support.pages.case_papers.submission import decider, reason, resolution, subject
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import DraftDecision, Letterhead, Signature
from shared.web.cases import Look
from shared.web.office import Office, cited
from shared.web.pages import money, small


def waits_for(of: OfClaim) -> Code | None:
    """Once it was decided the signed paper holds, and no draft."""
    if of.claim.decided:
        return "paper.decided_already"
    return None if of.claim.appraised else "paper.not_appraised"


def sealed(of: OfClaim) -> SealedParts:
    return {"identity": who(of.file)}


def fill(of: OfClaim, seen: Look, told: Told, office: Office) -> DraftDecision:
    proposed, words = of.claim.appraised, office.words
    assert proposed is not None
    owed = owed_then(of.claim, seen.entries, proposed, office.law)
    said = {
        "benefit": small(owed.benefit.vi), "name": named(told, "name") or words["paper.dots"], "code": seen.code,
        "birth": named(told, "birth") or words["paper.dots"], "us": office.head.agency,
        "amount": money(proposed.amount), "resolution": resolution(proposed, office) or words["paper.dots"],
        "reason": _why_not(proposed, owed, office), "number": proposed.number,
    }  # fmt: skip
    which = "granted" if proposed.proposes else "refused"
    laws = (words["decision.basis"].format(law=cited(office.law, each)) for each in owed.benefit.legal_basis)
    return DraftDecision(
        _head(office), subject(of.claim, office), decider(of.claim, office),
        (*laws, *_resting_on(proposed, said, office)),
        tuple(words[f"decision.{which}.{n}"].format(**said) for n in (1, 2, 3)),
        copies_to=(words["decision.copies"],), signature=Signature((words["decision.signs"],)),
    )  # fmt: skip


def _why_not(proposed: ApplicationAppraised, owed: Entitlement, office: Office) -> str:
    """The reason that was proposed, and the conditions that a confirmed rule asks for and she does not meet."""
    missed = denied(proposed.reason, owed, office.law)
    said = (office.words["decision.denied"].format(condition=small(each.vi)) for each in missed)
    return "; ".join((small(reason(proposed.reason, office) or office.words["paper.dots"]), *said))


def _head(office: Office) -> Letterhead:
    """The decision is that of the town, not of the office that drafts it."""
    town = office.words["decision.head"].format(town=small(office.head.place))
    return replace(office.head, agency=town, above=None, number=office.words["decision.number"])


def _resting_on(proposed: ApplicationAppraised, said: dict[str, str], office: Office) -> tuple[str, ...]:
    """The resolution that sets the amount, where one is granted; then the submission."""
    words = office.words
    resolved = (words["decision.resolution"].format(**said),) if proposed.proposes and proposed.resolution else ()
    return (*resolved, words["decision.submission"].format(**said))
