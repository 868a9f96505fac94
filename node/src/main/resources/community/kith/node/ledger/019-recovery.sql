-- Truth: what I keep so that others can get their passport back. Described in docs/spec/ledger.md and docs/spec/recovery.md.
CREATE TABLE ward (
    owner    TEXT    NOT NULL,
    counter  INTEGER NOT NULL,
    policy   BLOB    NOT NULL,
    share    BLOB,
    contacts BLOB    NOT NULL,
    taken    INTEGER NOT NULL,
    PRIMARY KEY (owner, counter)
) STRICT, WITHOUT ROWID;

-- Truth: requests to recover a passport, and what was said of them.
CREATE TABLE petition (
    id       TEXT    NOT NULL PRIMARY KEY,
    passport TEXT    NOT NULL,
    request  BLOB    NOT NULL,
    arrived  INTEGER NOT NULL,
    approved INTEGER,
    ended    TEXT,
    refusal  BLOB
) STRICT, WITHOUT ROWID;

-- Truth: whom I chose to give my passport back; one that is in force has settled.
CREATE TABLE recovery_policy (
    counter INTEGER NOT NULL PRIMARY KEY,
    signed  BLOB    NOT NULL,
    settled INTEGER
) STRICT;

-- Truth: how it stands with each of them. outbox is a share on its way, proof opens with the passport's key alone.
CREATE TABLE guardian (
    counter INTEGER NOT NULL,
    did     TEXT    NOT NULL,
    outbox  BLOB,
    proof   BLOB    NOT NULL,
    acked   INTEGER,
    drilled INTEGER,
    passed  INTEGER,
    note    TEXT    NOT NULL,
    PRIMARY KEY (counter, did)
) STRICT, WITHOUT ROWID;
