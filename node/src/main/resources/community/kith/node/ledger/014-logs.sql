-- Truth: entries of devices' logs, mine and others', each with all branches. Described in docs/spec/ledger.md.
CREATE TABLE log_entry (
    log      BLOB    NOT NULL,
    sequence INTEGER NOT NULL,
    id       BLOB    NOT NULL,
    tick     INTEGER NOT NULL,
    signed   BLOB    NOT NULL,
    PRIMARY KEY (log, sequence, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_entry_by_id ON log_entry (id);
CREATE INDEX log_entry_in_order ON log_entry (tick, log, sequence, id);

-- Follows from log_entry: how each log stands.
CREATE TABLE log_state (
    log      BLOB    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    head     BLOB,
    entries  INTEGER NOT NULL,
    highest  INTEGER NOT NULL,
    disputed INTEGER
) STRICT, WITHOUT ROWID;
