"""Every file of the house has a view, whatever happened to it: nothing of it is in clear, and each decision there is says so."""

from collections import defaultdict
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from shared.ledger import Entry, Ledger, Loaded, stream_of
from shared.ledger.stored import LawRef
from shared.seeing import canonical
from shared.seeing.view import view
from shared.testing import entries
from tests.house.golden import histories
from tests.house.parts import DECIDERS, NAMES
from tests.intake.desks import PROFILE


def _named(ledger: Ledger, kind: type[Any]) -> str | None:
    known = ledger.names.by_class.get(kind)
    return known.name if known else None


BY_NAME = {decider.name: decider for decider in DECIDERS}


@pytest.mark.parametrize("service", NAMES)
def test_every_file_has_a_view_in_which_what_is_sealed_stays_so(service: str) -> None:
    for ledger, _ in histories(service):
        files: dict[tuple[str, UUID], list[Entry]] = defaultdict(list)
        for entry in entries(ledger):
            files[entry.name.rpartition(".")[0], entry.body.subject].append(entry)
        for (aggregate, subject), happened in files.items():
            decider = BY_NAME[aggregate]
            if happened[0].stream != stream_of(decider, subject):
                continue  # readings lie apart, a stream for each month
            state = decider.replay(entry.fact for entry in happened)
            part = Loaded(state, len(happened), tuple(happened))
            shown = view(subject, {aggregate: part}, LawRef("x", "0" * 64), None, (), partial(_named, ledger))
            clear = {
                str(ledger.open(value))
                for entry in happened
                for field in ledger.names.by_name[entry.name].sealed
                if (value := getattr(entry.fact, field)) is not None
            }
            said = canonical(shown).decode()
            assert not [word for word in clear if len(word) > 3 and word in said], aggregate


def test_every_decision_is_a_deed_of_some_desk() -> None:
    """A deed that was called otherwise would pin nothing, and nobody would notice."""
    from tests.house.test_words import deeds

    named = {deed.name for _, deed in deeds() if not deed.apart}
    assert sorted(PROFILE.rights.decisions - named) == []
