"""Difficulties and a proposal in which everything happens once, at whoever raised them and at the lead."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from services.support.domain.difficulties import commands as asked
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.messages.difficulties import tell_of_difficulty
from services.support.plan.domain.proposals import commands as of_proposal
from services.support.plan.domain.proposals.rules import PROPOSAL
from shared.kernel.difficulties import RaiseDifficulty
from shared.kernel.difficulty_stages import Stage
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.policy import load
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.plan.office import PROFILE

VM, KN, DROPPED = identity("a difficulty with the lead"), identity("a proposal"), identity("a proposal dropped")
ON = date(2023, 5, 4)


@cache
def law() -> Law:
    return load(PROFILE).law_on(date(2023, 6, 15))


def lived(keys: KeyStore) -> Iterator[Ledger]:
    yield _raiser(keys)
    yield _lead(keys)


def _raiser(keys: KeyStore) -> Ledger:
    """A commune that raised one, was guided, and has to say so twice."""
    ledger = memory_ledger("support.communes", tells=[(DIFFICULTY, tell_of_difficulty)], keys=keys, law=law())
    words = Sealed("chưa có nguồn chi tiền ăn")
    told: dict[str, Any] = {"teller": "support.labour", "stage": Stage.GUIDED, "on": ON, "number": "12/LĐTBXH"}
    for command in (
        RaiseDifficulty("money", "benefits", "20035", words, "TT84", 5, "communes", ON),
        asked.LearnProgress(**told, turn=0, note=Sealed("ứng từ nguồn đảm bảo xã hội")),
        asked.ReopenDifficulty(ON, "not_applicable", Sealed("nguồn đó đã hết")),
        asked.LearnProgress(**told | {"stage": Stage.REPLIED}, turn=1),
        asked.ConfirmHelp(ON),
    ):
        record(ledger, DIFFICULTY, VM, command, law=law())
    return ledger


def _lead(keys: KeyStore) -> Ledger:
    tells: Any = [(DIFFICULTY, tell_of_difficulty), (PROPOSAL, nobody)]
    ledger = memory_ledger("support.labour", tells=tells, keys=keys, law=law())
    come: dict[str, Any] = {"sender": "support.communes", "kind": "money", "step": "benefits", "unit": "20035"}
    about: dict[str, Any] = {"document": "TT84", "article": 5}
    words = Sealed("bổ sung mức chi tiền ăn")
    for command in (
        asked.ReceiveDifficulty(**come, **about, raised_on=ON, note=Sealed("chưa có nguồn chi tiền ăn")),
        asked.TakeDifficulty(ON),
        asked.GiveGuidance(ON, Sealed("ứng từ nguồn đảm bảo xã hội"), "12/LĐTBXH"),
        asked.LearnReopening(teller="support.communes", reopened_on=ON, reason="not_applicable", note=Sealed("đã hết")),
        asked.SendDifficultyUp(ON, "town_committee", "15/LĐTBXH", date(2023, 5, 20), Sealed("xin chủ trương")),
        asked.RecordAnswer(ON, Sealed("đồng ý chi"), "88/UBND"),
        asked.GatherDifficulty(KN),
        asked.LearnConfirmation(teller="support.communes", confirmed_on=ON),
    ):
        record(ledger, DIFFICULTY, VM, command, law=law())
    other = identity("another difficulty")
    record(
        ledger, DIFFICULTY, other, RaiseDifficulty("other", "other", None, None, None, None, "labour", ON), law=law()
    )
    record(ledger, DIFFICULTY, other, asked.CloseDifficulty(ON, "moot", Sealed("đã có biểu mẫu")), law=law())
    for change in (
        of_proposal.DraftProposal(drafted_on=ON, **about, change="amend", note=words, difficulties=frozenset({VM})),
        of_proposal.RewordProposal(**about, change="supplement", note=words),
        of_proposal.AddDifficulties(difficulties=frozenset({other})),
        of_proposal.SendProposal(sent_on=ON, to="province_labour", number="21/LĐTBXH"),
        of_proposal.ConcludeProposal(
            concluded_on=ON, outcome="noted", number="30/SLĐTBXH", note=Sealed("sẽ nghiên cứu")
        ),
    ):
        record(ledger, PROPOSAL, KN, change, law=law())
    record(
        ledger,
        PROPOSAL,
        DROPPED,
        of_proposal.DraftProposal(drafted_on=ON, **about, change="guide", note=words),
        law=law(),
    )
    record(
        ledger, PROPOSAL, DROPPED, of_proposal.DropProposal(dropped_on=ON, note=Sealed("đã có hướng dẫn")), law=law()
    )
    return ledger
