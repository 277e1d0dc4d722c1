"""What a person downloads from a report page. Each layout and file form is a writer of its own over one model."""
