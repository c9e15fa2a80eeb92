"""The limit of an HTTP command: a plain FastAPI endpoint that does the library's load and save. No login, no rules.

python -m tests.bench.peer PORT      the library's settings come from the environment
"""

import os
import sys
from uuid import UUID

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from shared.running import settle
from tests.bench.library import Case, library


class Information(BaseModel):
    """What is sent, as FastAPI users write it."""

    informed_on: str
    purposes: list[str]
    primary_purpose: str
    route: str
    cross_border: bool
    country: str
    returned_on: str
    story: str
    suspect: str


def main(port: int) -> None:
    web = FastAPI()
    with library(dict(os.environ)) as app:

        @web.get("/health")
        def health() -> dict[str, bool]:
            return {"well": True}

        @web.post("/api/cases/{case}/initial-information")
        def inform(case: UUID, told: Information) -> dict[str, object]:
            found: Case = app.repository.get(case)
            found.inform(**told.model_dump())
            app.save(found)
            return {"case": case, "version": found.version}

        settle()  # as our instances do
        uvicorn.run(web, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
