"""Whenever another agency tells us of an officer: the lead keeps the line, the officer's agency notes the class."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.training.officer_commands import (
    HearOfficerChanged,
    HearOfficerLeft,
    HearOfficerListed,
    HearOfficerTrained,
    HearTrainingTakenBack,
)
from services.support.plan.domain.training.officer_events import Spell
from services.support.plan.domain.training.officer_rules import OFFICER
from shared.contracts.support_training import (
    OfficerChanged,
    OfficerLeft,
    OfficerListed,
    OfficerTrained,
    TrainingTakenBack,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard


def count_the_officer_whenever_one_was_listed(heard: Heard) -> list[Act]:
    told: OfficerListed = heard.message
    return [Act(OFFICER, heard.subject, HearOfficerListed(teller=heard.sender, **vars(told)))]


def keep_the_line_right_whenever_it_was_changed(heard: Heard) -> list[Act]:
    told: OfficerChanged = heard.message
    spells = tuple(Spell(each.since, each.until, each.reason) for each in told.spells)
    changed = HearOfficerChanged(teller=heard.sender, position=told.position, spells=spells, name=told.name)
    return [Act(OFFICER, heard.subject, changed)]


def count_no_more_whenever_the_officer_left(heard: Heard) -> list[Act]:
    told: OfficerLeft = heard.message
    return [Act(OFFICER, heard.subject, HearOfficerLeft(teller=heard.sender, **vars(told)))]


def note_the_class_whenever_the_officer_was_trained(heard: Heard) -> list[Act]:
    told: OfficerTrained = heard.message
    return [Act(OFFICER, heard.subject, HearOfficerTrained(teller=heard.sender, **vars(told)))]


def strike_the_class_whenever_it_was_taken_back(heard: Heard) -> list[Act]:
    told: TrainingTakenBack = heard.message
    return [Act(OFFICER, heard.subject, HearTrainingTakenBack(teller=heard.sender, training=told.training))]


OF_TRAINING: Mapping[type, Callable[[Heard], list[Act]]] = {
    OfficerListed: count_the_officer_whenever_one_was_listed,
    OfficerChanged: keep_the_line_right_whenever_it_was_changed,
    OfficerLeft: count_no_more_whenever_the_officer_left,
    OfficerTrained: note_the_class_whenever_the_officer_was_trained,
    TrainingTakenBack: strike_the_class_whenever_it_was_taken_back,
}
