"""What keeps the two books the same afterwards: edits of locked records refused, and unlocking as a plan."""
