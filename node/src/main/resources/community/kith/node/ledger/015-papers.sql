-- Truth: attestations that I issued, that are about me, or that I keep. Described in docs/spec/ledger.md.
CREATE TABLE attestation (
    id       TEXT    NOT NULL PRIMARY KEY,
    issuer   TEXT    NOT NULL,
    signed   BLOB    NOT NULL,
    came_by  TEXT    NOT NULL,
    kept     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attestation_by_bringer ON attestation (came_by);

-- Truth: what people took back of what they signed, me included.
CREATE TABLE revocation (
    what    TEXT NOT NULL,
    revoker TEXT NOT NULL,
    signed  BLOB NOT NULL,
    PRIMARY KEY (what, revoker)
) STRICT, WITHOUT ROWID;
CREATE INDEX revocation_by_revoker ON revocation (revoker);

-- Truth: papers that wait until a device of their recipient is there.
CREATE TABLE errand (
    recipient TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    paper     BLOB    NOT NULL,
    queued    INTEGER NOT NULL,
    PRIMARY KEY (recipient, kind, id)
) STRICT, WITHOUT ROWID;
