"""One file for each family of records; ``registry`` lists them all."""
