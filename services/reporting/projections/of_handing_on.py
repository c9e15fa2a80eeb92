"""What reporting reads of a file that is handed on: to another agency that leads then, or to another place by letter."""

from datetime import date
from typing import TypeAlias

import msgspec

from shared.kernel.words import AgencyId


class _Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as its reader sees it."""


class LeadOffered(_Fact, frozen=True, kw_only=True):
    """Another agency was asked to lead."""

    agency: AgencyId
    offered_on: date


class LeadWasTaken(_Fact, frozen=True, kw_only=True):
    agency: AgencyId
    taken_on: date


class LeadCameBack(_Fact, frozen=True, kw_only=True):
    agency: AgencyId


class SentElsewhere(_Fact, frozen=True, kw_only=True):
    """She moved; another place was asked by letter."""

    sent_on: date
    ask_again_on: date


class ReceivedElsewhere(_Fact, frozen=True, kw_only=True):
    received_on: date


HandedOn: TypeAlias = LeadOffered | LeadWasTaken | LeadCameBack | SentElsewhere | ReceivedElsewhere
