"""What the notebooks show: every table, sentence and choice behind their cells, as functions of a result."""
