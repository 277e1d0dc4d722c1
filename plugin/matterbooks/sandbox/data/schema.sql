CREATE TABLE state (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE companies (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE number_lines (
    company INTEGER, line TEXT, next INTEGER NOT NULL, PRIMARY KEY (company, line)
) WITHOUT ROWID;
CREATE TABLE records (
    company INTEGER NOT NULL, entity TEXT NOT NULL, id INTEGER NOT NULL,
    value TEXT, party TEXT, changed INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (company, entity, id)
);
CREATE INDEX records_by_value ON records (company, entity, value) WHERE value IS NOT NULL;
CREATE INDEX records_by_party ON records (company, entity, party) WHERE party IS NOT NULL;
CREATE INDEX records_by_change ON records (company, entity, changed);
CREATE TABLE deletions (
    company INTEGER, entity TEXT, id INTEGER, at INTEGER NOT NULL, PRIMARY KEY (company, entity, id)
) WITHOUT ROWID;
CREATE TABLE entries (
    company INTEGER NOT NULL, txn_type TEXT NOT NULL, txn_id INTEGER NOT NULL,
    day TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (company, txn_type, txn_id)
);
CREATE INDEX entries_by_day ON entries (company, day, txn_id, txn_type);
CREATE TABLE replies (
    company INTEGER NOT NULL, request_id TEXT NOT NULL, at INTEGER NOT NULL,
    status INTEGER NOT NULL, content_type TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (company, request_id)
);
CREATE INDEX replies_by_time ON replies (company, at);
CREATE TABLE connections (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE tokens (
    kind TEXT, value TEXT, connection INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
