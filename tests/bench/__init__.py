"""Measures the product's own paths beside their limits, in one run: `python -m tests.bench`. Ratios, not speeds, pass or fail."""
