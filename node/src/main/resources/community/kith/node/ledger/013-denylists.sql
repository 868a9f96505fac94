-- Truth: denylists that I publish, and those I subscribe to, each in its latest edition. Described in docs/spec/ledger.md.
CREATE TABLE denylist (
    publisher TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    sequence  INTEGER NOT NULL,
    signed    BLOB    NOT NULL,
    refreshed INTEGER NOT NULL,
    PRIMARY KEY (publisher, name)
) STRICT, WITHOUT ROWID;

-- Truth: how often which entry of which list was used here, and for what. Of who asked, nothing.
CREATE TABLE denial (
    publisher  TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    cid        TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    first_used INTEGER NOT NULL,
    last_used  INTEGER NOT NULL,
    times      INTEGER NOT NULL,
    PRIMARY KEY (publisher, name, cid, action)
) STRICT, WITHOUT ROWID;
CREATE INDEX denial_by_time ON denial (last_used);
