"""Every ledger as a log that others watch: it is sealed into tiles, its checkpoints go round on Kafka, a witness of each agency
co-signs them or refuses."""
