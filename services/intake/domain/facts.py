"""Rules of the trafficking facts: recorded once, corrected with a reason, never impossible; and what the penal law asks."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from services.intake.domain.ages import is_under16_penal, must_have_grown
from services.intake.domain.asked import CorrectTraffickingFacts, RecordTraffickingFacts
from services.intake.domain.checks import must_be_born_by
from services.intake.domain.file import File
from services.intake.domain.happened import Event, FactsEvent, TraffickingFactsCorrected, TraffickingFactsRecorded
from services.intake.domain.journey import Leg
from services.intake.domain.words import Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

FactsCommand = RecordTraffickingFacts | CorrectTraffickingFacts
LISTS: Mapping[str, Code] = {
    "acts": "trafficking_acts",
    "means": "trafficking_means",
    "purposes": "purposes",
    "route": "routes",
    "relationship_to_trafficker": "htcds_relationship_to_trafficker",
    "method_of_recruitment": "htcds_method_of_recruitment",
    "recruitment_websites_and_apps": "htcds_websites_and_apps",
    "methods_of_control": "htcds_methods_of_control",
    "type_of_exploitation": "htcds_type_of_exploitation",
    "type_of_sex_exploitation": "htcds_type_of_sex_exploitation",
    "forced_labour_industry": "htcds_forced_labour_industry",
    "exploitation_websites_and_apps": "htcds_websites_and_apps",
}
"""The list of the law that each field takes its codes from."""
MEANS = "means"
"""The group of those of the list `trafficking_means` that are means; the other says that none is asked for."""


def decide_facts(command: FactsCommand, file: File, law: Law) -> list[Event]:
    if file.stage is Stage.NONE:
        raise Refused("facts.no_case", "there is no such case")
    _must_be_listed(command, law)
    _must_be_possible(command, file)
    match command:
        case RecordTraffickingFacts():
            recorded = TraffickingFactsRecorded(**vars(command))
            if file.facts and recorded != file.facts:
                raise Refused("facts.already_recorded", "what was recorded is corrected, with a reason")
            return [] if file.facts else [recorded]
        case CorrectTraffickingFacts():
            must_know(law, "correction_reasons", command.reason)
            if file.facts is None:
                raise Refused("facts.not_recorded", "there is nothing to correct yet")
            corrected = TraffickingFactsCorrected(**vars(command))
            return [] if corrected == file.facts else [corrected]
        case _:
            assert_never(command)


def means_missing(facts: FactsEvent, law: Law) -> bool:
    """From 16 the crime takes force, threat, deception or another trick (Penal Code Điều 150); under 16 it takes none
    (Điều 151). Said to the officer, who may not know them yet: nothing is refused for it."""
    known = law.lists.get("trafficking_means", {})
    given = any(code in known and known[code].group == MEANS for code in facts.means)
    return not given and is_under16_penal(facts.age_at_act) is not True


def _must_be_listed(command: FactsCommand, law: Law) -> None:
    for field, kind in LISTS.items():
        said = getattr(command, field)
        must_know(law, kind, *(said if isinstance(said, tuple) else (said,)))
    must_know(law, "countries", *(leg.country for leg in command.legs))
    must_know(law, "htcds_leg_type", *(leg.type for leg in command.legs))
    if command.primary_purpose not in command.purposes:
        raise Refused("facts.primary_not_listed", "the main purpose is one of the purposes")


def _must_be_possible(command: FactsCommand, file: File) -> None:
    must_have_grown(file.person.age_group, command.age_at_act, "facts.younger_now")
    known_on = file.task.asked_on if file.task else file.reported_on
    must_follow(command.recorded_on, known_on, "facts.before_report")
    must_follow(command.recorded_on, command.returned_on, "facts.returned_later")
    returned_on = command.returned_on or file.told_before.returned_on
    for leg in command.legs:
        if leg.year is None:
            if leg.month is not None:
                raise Refused("facts.month_without_year", "a month says nothing without its year")
            continue
        must_be_born_by(command.birth, date(leg.year, 12, 31), "facts.leg_before_birth")
        if _later(leg, command.recorded_on):
            raise Refused("facts.leg_in_future", f"{leg.year} is not there yet")
        if returned_on and _later(leg, returned_on):
            raise Refused("facts.leg_after_return", f"{leg.year} is after she came back")


def _later(leg: Leg, day: date) -> bool:
    """Did this leg begin after that day, as far as its year and month can tell?"""
    assert leg.year is not None
    return (leg.year, leg.month or 1) > (day.year, day.month if leg.month else 12)
