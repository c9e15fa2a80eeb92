"""What the lead's file said when an application was appraised or decided: a paper about that says what was known then."""

from collections.abc import Iterable, Sequence

from services.support.domain.benefits.claim_events import ApplicationAppraised, BenefitDecided
from services.support.domain.benefits.claim_rules import BY_RULE
from services.support.domain.benefits.claims import Claim
from services.support.domain.case import CASE
from services.support.domain.entitlement import ARTICLE, CERTIFIED, Answer, Entitlement, Ground, entitlements, person_of
from services.support.domain.file import File
from shared.kernel.law import Law
from shared.kernel.words import Code, Confidence
from shared.ledger import Entry
from shared.papers import Condition
from shared.web.office import Office, cited

Told = ApplicationAppraised | BenefitDecided


def file_then(entries: Sequence[Entry], told: Told | None) -> File:
    """The lead's file up to this, or as it stands now while it was not told."""
    facts = [entry.fact for entry in entries if isinstance(entry.fact, CASE.events)]
    until = len(facts) - facts[::-1].index(told) if told else len(facts)
    file: File = CASE.replay(facts[:until])
    return file


def owed_then(claim: Claim, entries: Sequence[Entry], told: Told | None, law: Law) -> Entitlement:
    """Where she stood then with this benefit, which is one of this law, with every rule that said so."""
    found = entitlements(person_of(file_then(entries, told), law), law)
    return next(each for each in found if each.benefit.code == claim.benefit)


def conditions(owed: Entitlement, office: Office) -> tuple[Condition, ...]:
    """The rules that were asked, each with its answer and its text; one that nobody confirmed says so."""
    return tuple(_condition(each, office) for each in owed.grounds)


def _condition(ground: Ground, office: Office) -> Condition:
    basis = texts(ground.legal_basis, office.law)
    doubt = "" if ground.confidence is Confidence.VERIFIED else office.words["paper.unconfirmed"]
    what = office.words["paper.article"].format(whom=ground.vi) if ground.rule == ARTICLE else ground.vi
    return Condition(what, office.words[f"ground.{ground.answer}"], " ".join(filter(None, (basis, doubt))))


def texts(basis: Iterable[str], law: Law) -> str:
    """Texts written out, those of one law together: "Điều 37, Điều 38 Luật …; Điều 23 Nghị định …"."""
    articles: dict[str, list[str]] = {}
    for each in basis:
        code, _, article = each.partition(" ")
        articles.setdefault(code, []).append(article)
    return "; ".join(cited(law, f"{code} {', '.join(filter(None, found))}") for code, found in articles.items())


def denied(reason: Code | None, owed: Entitlement, law: Law) -> tuple[Ground, ...]:
    """The confirmed rules that deny it, where the reason of a refusal is that the law does not give it."""
    item = law.lists["refusal_reasons"].get(reason or "")
    if item is None or item.group != BY_RULE:
        return ()
    return tuple(each for each in owed.grounds if each.answer is Answer.NO and each.confidence is Confidence.VERIFIED)


def readings(owed: Entitlement, office: Office) -> tuple[str, ...]:
    """Of texts that disagree, which one is followed; where nobody chose yet, that a person has to."""
    chosen, open_ = office.words["paper.reading_chosen"], office.words["paper.reading_open"]
    return tuple(
        (chosen if each.chosen else open_).format(conflict=each.conflict.vi, reading=each.holds.vi)
        for each in owed.disputes
        if each.chosen or each.matters
    )


def in_plain_words(ground: Ground, office: Office) -> str:
    """A rule that denied the benefit, as it may stand on a paper she takes home: some name what happened to her."""
    if ground.rule in (ARTICLE, CERTIFIED):
        return office.words[f"refusal.{ground.rule}"]
    return office.words["refusal.condition"].format(condition=ground.vi)
