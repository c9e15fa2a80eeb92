"""The real parts a town stands on: the broker, the database and the identity provider.

Each part is started the same way: one that is given, else one from Docker, else a child process of ours.
"""
