"""The sheets of the workbook, a function each: (page, result) -> None."""
