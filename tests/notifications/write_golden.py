"""Writes a golden file for each event that has none yet: `python -m tests.notifications.write_golden`."""

from shared.sealing.keys import KeysInMemory
from shared.testing import write_golden
from tests.notifications.office import GOLDEN, POLICE, Office, may, told

if __name__ == "__main__":
    keys = KeysInMemory()
    office = Office(keys=keys)
    office.hear(told("intake.case.VerificationReceived", 3, unit="20035", due_on="2023-05-25")).on(may(24))
    office.read(POLICE, next(iter(office.app.notices(POLICE))))
    for path in write_golden(GOLDEN, office.ledger, keys):
        print(path.name)
