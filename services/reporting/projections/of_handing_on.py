"""What reporting reads of a file that is handed on: to another agency that leads then, or to another place by letter."""

from datetime import date
from typing import TypeAlias

from services.reporting.projections.shape import Shape
from shared.kernel.words import AgencyId


class LeadOffered(Shape, frozen=True, kw_only=True):
    """Another agency was asked to lead."""

    agency: AgencyId
    offered_on: date


class LeadWasTaken(Shape, frozen=True, kw_only=True):
    agency: AgencyId
    taken_on: date


class LeadCameBack(Shape, frozen=True, kw_only=True):
    agency: AgencyId


class SentElsewhere(Shape, frozen=True, kw_only=True):
    """She moved; another place was asked by letter."""

    sent_on: date
    ask_again_on: date


class ReceivedElsewhere(Shape, frozen=True, kw_only=True):
    received_on: date


HandedOn: TypeAlias = LeadOffered | LeadWasTaken | LeadCameBack | SentElsewhere | ReceivedElsewhere
