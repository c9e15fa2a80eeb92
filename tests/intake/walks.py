"""Ways through the town that nobody planned: officers of three agencies ask what comes to mind, the post is late or twice."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from services.intake.domain import Event, File
from services.intake.domain.words import Stage
from services.intake.projections import QUEUE
from shared.kernel.decider import Refused
from shared.kernel.tell import Heard
from shared.ledger import Entry
from shared.ledger.stored import name_of
from shared.testing import told
from shared.views import Kept
from tests.intake.procedure.stories import FIRST, HER, command, officer, rules_say
from tests.intake.procedure.table import Answer, answer, table
from tests.intake.procedure.town import Desks

TABLE = table()
DESKS = tuple(TABLE.people.desks)
Pair = tuple[str, str]
PAIRS: list[Pair] = [(sender, receiver) for sender in DESKS for receiver in DESKS if sender != receiver]
ASKED = {agency: [n for n, b in TABLE.blocks.items() if agency in {w.agency for w in b.may}] for agency in DESKS}
WAYS = {
    agency: [(name, given) for name in names for given in ({}, *TABLE.blocks[name].otherwise.values())]
    for agency, names in ASKED.items()
}
"""What officers of an agency may ask, and the ways in which the table fills it in."""
BY_MESSAGE = {block.told.message: name for name, block in TABLE.blocks.items() if block.told}
RARE = {"RecordProof", "RecordPoliceRefusal"}
"""Few hold a paper or refuse the police; else most ways would end here."""
ASIDE = {Stage.RETURNED, Stage.RECALLED, Stage.LOST_CONTACT, Stage.ENDED}


@cache
def moves(name: str, stage: Stage) -> set[str]:
    """Every answer the table knows for a command at a stage, however the form is filled in."""
    block = TABLE.blocks[name]
    cells = {str(TABLE.expected(name, file)) for file in TABLE.files if file.startswith(f"{stage}.")}
    probes = {str(answer(probe.then)) for probe in block.also}
    days = {f"refused {bound.rule}" for day in block.days.values() for bound in day.bounds}
    unit = {"refused right.unit"} if stage is Stage.NONE else set()  # no file yet: it lies where the form says
    return cells | probes | days | unit | {"nothing", block.twice}


class Walk:
    """One case in three intakes. Every step is held against the table; `story` is what was done, `facts` what happened."""

    def __init__(self, seed: int) -> None:
        self.chance, self.desks, self.day = Random(seed), Desks(DESKS), FIRST
        self.story: list[str] = []
        self.facts: dict[str, list[Event]] = {agency: [] for agency in DESKS}
        self.queues = {agency: Kept[Entry, Any](QUEUE) for agency in DESKS}
        self.handed = dict.fromkeys(PAIRS, 0)
        """How many messages of each pair were handed over."""
        self._post: dict[Pair, tuple[int, list[Heard]]] = dict.fromkeys(PAIRS, (0, []))

    def begin(self) -> None:
        self.asks(self.chance.choice(DESKS), "RecordReport", {})

    def step(self) -> None:
        """The next thing that happens: mostly the procedure goes on, or a message arrives."""
        deeds: dict[Callable[[], None], int] = {
            self.the_procedure_goes_on: 6, self.something_is_written_down: 3, self.anything_is_asked: 2,
            self.a_message_arrives: 8, self.an_old_message_arrives_again: 1, self.days_pass: 2,
        }  # fmt: skip
        self.chance.choices(list(deeds), list(deeds.values()))[0]()

    def the_procedure_goes_on(self) -> None:
        """Somebody does what leads to the next step."""
        self._one_of(lambda said: said.kind == "to" and said.what not in ASIDE)

    def something_is_written_down(self) -> None:
        """Care, letters, a recall, contact lost, the end: whatever has its place where a file is."""
        self._one_of(lambda said: said.kind == "stays" or said.what in ASIDE)

    def _one_of(self, wanted: Callable[[Answer], bool]) -> None:
        agency = self.chance.choice([a for a in DESKS if self.file(a).stage is not Stage.NONE])
        for name, given in self.chance.sample(WAYS[agency], len(WAYS[agency])):
            if name in RARE and self.chance.random() < 0.9:
                continue
            if wanted(rules_say(command(name, given, on=self.day, agency=agency), self.file(agency))):
                self.asks(agency, name, given)
                return

    def anything_is_asked(self) -> None:
        """Also what makes no sense there, filled in wrongly, or with a day that is wrong."""
        agency = self.chance.choice(DESKS)
        name = self.chance.choice(ASKED[agency])
        given = self.chance.choice([{}, *(probe.given for probe in TABLE.blocks[name].also)])
        if name != "RecordReport" or self.file(agency).stage is not Stage.NONE:
            self.asks(agency, name, given, self.chance.randint(-3, 1))

    def days_pass(self) -> None:
        self.day += timedelta(days=self.chance.randint(1, 9))
        self.desks.clock.set(self.day)

    # The post: between two agencies in turn, between different ones in any order

    def a_message_arrives(self) -> None:
        if waiting := self.waiting():
            self.hand_over(self.chance.choice(waiting))

    def an_old_message_arrives_again(self) -> None:
        for sender, receiver in (pair for pair, handed in self.handed.items() if handed):
            old = self.chance.choice(self.sent((sender, receiver))[: self.handed[sender, receiver]])
            before = self.facts[receiver].copy()
            self.desks.at[receiver].ledger.hear(old)
            self._look(receiver)
            assert self.facts[receiver] == before, "heard twice"

    def waiting(self) -> list[Pair]:
        """The pairs between which something is on its way."""
        return [pair for pair in PAIRS if self.handed[pair] < len(self.sent(pair))]

    def hand_over(self, pair: Pair) -> None:
        message = self.sent(pair)[self.handed[pair]]
        self.handed[pair] += 1
        before, name = self.file(pair[1]), BY_MESSAGE[name_of(type(message.message))]
        self.desks.at[pair[1]].ledger.hear(message)
        self._judge(pair[1], name, before, self._outcome(pair[1], before))

    def sent(self, pair: Pair) -> list[Heard]:
        """Everything the first has told the second, from its ledger."""
        sender, receiver = (self.desks.at[agency].ledger for agency in pair)
        if self._post[pair][0] < sender.store.last():
            self._post[pair] = (sender.store.last(), told(sender, receiver))
        return self._post[pair][1]

    # What happens, held against the table

    def asks(self, agency: str, name: str, given: dict[str, Any], shift: int = 0) -> None:
        before = self.file(agency)
        what = command(name, given, on=self.day + timedelta(days=shift), agency=agency)
        try:
            self.desks.do(officer(name, agency), what, HER)
            said = self._outcome(agency, before)
        except Refused as refused:
            said_twice = refused.rule == "right.stage" and rules_say(what, before).kind == "nothing"
            said = "nothing" if said_twice else f"refused {refused.rule}"
        self._judge(agency, name, before, said)

    def _judge(self, agency: str, name: str, before: File, said: str) -> None:
        self.story.append(f"{self.day} {agency} {name} at {before.stage}: {said}")
        assert said in moves(name, before.stage), "\n".join(self.story)

    def _outcome(self, agency: str, before: File) -> str:
        known = len(self.facts[agency])
        self._look(agency)
        if len(self.facts[agency]) == known:
            return "nothing"
        after = self.file(agency)
        return "stays" if after.stage is before.stage else f"to {after.stage}"

    def _look(self, agency: str) -> None:
        """Keep up with the ledger: the facts of the case, and the queue, step by step."""
        ledger = self.desks.at[agency].ledger
        for row in ledger.store.since(self.queues[agency].position(), 10_000):
            entry = ledger.decode(row)
            self.queues[agency].keep([entry], entry.position)
            self.facts[agency].append(entry.fact)

    def file(self, agency: str) -> File:
        found: File = self.desks.file(agency, HER)
        return found
