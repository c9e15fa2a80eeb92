"""Checks a profile before anybody starts with it: `python -m shared.policy deploy/profiles/huong-tra-2023`."""

import sys
from pathlib import Path

from shared.policy.faults import ProfileFault
from shared.policy.profile import load


def main(folders: list[str]) -> int:
    """0 when every folder is a sound profile; else 1, with each fault on a line."""
    sound = bool(folders)
    for folder in folders:
        try:
            profile = load(Path(folder))
        except ProfileFault as fault:
            print(fault, file=sys.stderr)
            sound = False
        else:
            print(f"{profile.id}: {len(profile.instances)} instances, {len(profile.users)} users")
            for start, law in profile.periods:
                there = f"{len(law.agencies)} agencies, {len(law.units)} units"
                print(f"  law {law.id} from {start}: {there}, {law.hash[:16]}…")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
