"""Carrying out what an accountant ticked in the workbook: checked against the firm, re-read, shown, done once, audited.

`whose` refuses a workbook that is not of this firm; `planning` holds each row against the record as it is now;
`carrying` does what a person agreed to; `telling` puts both into words.
"""
