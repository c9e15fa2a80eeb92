"""Intake: a person who came back becomes known, is received, and is sent to be verified if she wishes."""
