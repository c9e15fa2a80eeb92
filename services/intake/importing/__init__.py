"""Past cases from a spreadsheet, pure: bytes become a table (`reading`), its columns get a meaning (`columns`, `mapping`), a row
becomes the ordinary commands of intake (`rows`), and the same rules as everywhere say what would become of them (`checking`)."""
