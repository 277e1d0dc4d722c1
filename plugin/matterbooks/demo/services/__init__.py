"""What the practice does. Each service changes records, ledger and outbox in one unit of work; the caller commits."""
