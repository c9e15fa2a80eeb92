"""A report to those above, from its draft to the number of the signed paper. Figures are never kept: they are counted again."""
