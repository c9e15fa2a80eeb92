"""Runs an instance of reporting: `python -m services.reporting all|web|worker|rebuild`."""

from services.reporting.main import main

main()
