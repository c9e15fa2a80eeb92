"""More people than any town has: so many that something can be published. Known from the day they were received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from services.reporting.app.counting import Persons
from services.reporting.projections.keeping import Heard
from services.reporting.projections.links import Links
from services.reporting.projections.persons import VICTIM, Person
from shared.clock import local
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.testing import identity
from tests.reporting.office import TODAY, Office
from tests.reporting.town import SOURCES, profile

MARCH, APRIL = date(2023, 3, 31), date(2023, 4, 30)


@dataclass
class Crowd:
    """What `Persons` asks of everything that was heard."""

    people: dict[str, Person] = field(default_factory=dict)
    links: list[Links] = field(default_factory=list)

    def come(
        self, many: int, on: date, sex: Sex = Sex.FEMALE, age: AgeGroup = AgeGroup.ADULT, unit: str = "20035"
    ) -> None:
        for _ in range(many):
            case = str(identity(f"one of many {len(self.people)}"))
            self.people[case] = Person(sex, age, Ethnicity.KINH, unit, VICTIM, received_on=on, reported_on=on)

    def known_until(self, moment: datetime) -> tuple[dict[str, Person], list[Links]]:
        day = local(moment).date()
        return {case: one for case, one in self.people.items() if one.received_on and one.received_on < day}, self.links

    def sources(self, listened_to: Iterable[str]) -> Sequence[Heard]:
        return [Heard(source, 40, 40, None, None, 0, 0) for source in listened_to]


def crowded(crowd: Crowd) -> Office:
    """The desk of reporting in a town of so many."""
    return Office([], counting=Persons(crowd, profile().law_on, lambda: TODAY, SOURCES))


def many() -> Crowd:
    """Until March: 24 women, 6 men, 5 of whom nobody knows; all of one commune but twelve women."""
    crowd = Crowd()
    crowd.come(12, MARCH)
    crowd.come(12, MARCH, unit="20008")
    crowd.come(6, MARCH, Sex.MALE, AgeGroup.UNDER_16)
    crowd.come(5, MARCH, Sex.UNKNOWN)
    return crowd
