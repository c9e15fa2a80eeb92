"""A town of two stand-ins under the real supervisor, as a program of its own that a test can interrupt or kill."""

import sys
from functools import partial
from pathlib import Path

from deploy.children import Nursery, Program
from deploy.processes import TownAlreadyRunning
from deploy.stay import watching


def main(home: Path, ports: list[int], words: list[str]) -> None:
    with watching(home, partial(print, flush=True)) as watch:
        nursery = Nursery(("http.server",), home / "nursery.log")
        watch.take("nursery", nursery.open, rank=1)
        for port in ports:
            name, log = f"standin.{port}", home / f"{port}.log"
            settings = {"STANDIN_WORD": "hello"}
            program = Program(name, "tests.setup.standin", (str(port), *words), settings, log)
            watch.take(name, partial(nursery.start, program), rank=2, address=f"http://127.0.0.1:{port}", log=log)
        print("begun", flush=True)
        watch.keep()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), [int(word) for word in sys.argv[2].split(",")], sys.argv[3:])
    except KeyboardInterrupt:
        print("stopped", flush=True)
    except TownAlreadyRunning as fault:
        sys.exit(str(fault))
