"""Where records stand: one SQLite file, with short lists also in memory."""
