"""Between ledgers: the relay tells what was recorded, the inbox hears what others tell, each message once and in order."""
