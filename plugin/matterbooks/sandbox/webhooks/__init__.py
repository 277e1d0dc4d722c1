"""Webhooks out: what changed, told to those who asked."""
