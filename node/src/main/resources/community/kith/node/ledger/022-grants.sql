-- Truth: grants to read that I gave, that are for me, or that people brought who let others read what I hold for them. Described in docs/spec/ledger.md.
CREATE TABLE read_grant (
    id      TEXT    NOT NULL PRIMARY KEY,
    owner   TEXT    NOT NULL,
    grantee TEXT    NOT NULL,
    until   INTEGER NOT NULL,
    signed  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX read_grant_by_owner ON read_grant (owner, grantee);
