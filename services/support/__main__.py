"""Runs an instance of support: `python -m services.support all|web|worker`."""

from services.support.main import main

main()
