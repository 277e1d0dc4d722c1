"""Limits, latency and trouble on demand."""
