"""The worker of an intake as far as it brings in past cases, in a process that can be killed.

python -m tests.real.bring_in SETTINGS.json      the environment an instance is started with
"""

import json
import sys
from pathlib import Path

from services.intake.main import SERVICE
from shared.instance import Instance
from tests.bench.office import as_settings


def main() -> None:
    instance = Instance(SERVICE, as_settings(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    print("begun", flush=True)
    while instance.keep_views():
        pass
    print("ended", flush=True)
    instance.close()


if __name__ == "__main__":
    main()
