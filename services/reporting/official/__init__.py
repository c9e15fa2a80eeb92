"""Official reports: one content from the figures, written as PDF, Word and Excel, the same bytes whenever it is made again."""
