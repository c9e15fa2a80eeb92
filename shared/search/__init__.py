"""Search: a person is found by what was told of her, through tokens that nobody without the instance's key can read."""
