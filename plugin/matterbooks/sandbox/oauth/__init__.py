"""Intuit's authorization server: apps, consents, codes and tokens."""
