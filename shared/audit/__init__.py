"""Audit without a network and without a database: a folder that was fetched, and what it proves.

audit.json                          the town, and when it was fetched
policy.txt                          whom the inspector believes (C2SP tlog-policy)
logs/<source>/checkpoint            the newest checkpoint with its co-signatures (C2SP signed-note)
logs/<source>/tile/…                the tiles of its tree (C2SP tlog-tiles)
logs/<source>/entries/<first>.jsonl what stands in the ledger, an entry a line
logs/<source>/witnessed/<witness>   the checkpoint of this log that each witness co-signed last
copies/<source>/<first>.jsonl       the same entries as they were told on the journal
evidence/<digest>.json              how a log contradicted itself before a witness
"""
