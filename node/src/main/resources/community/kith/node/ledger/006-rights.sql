-- Truth: who placed a blob here in an owner's name, by a right of theirs.
CREATE TABLE deputed (
    cid    TEXT    NOT NULL,
    owner  TEXT    NOT NULL,
    placer TEXT    NOT NULL,
    size   INTEGER NOT NULL CHECK (size >= 0),
    PRIMARY KEY (cid, owner),
    FOREIGN KEY (cid, owner) REFERENCES claims (cid, owner) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX deputed_by_placer ON deputed (owner, placer);

-- Truth: rights that owners gave to this node's person, each with its list of stripes among the claims.
CREATE TABLE entrusted (
    id      TEXT    NOT NULL PRIMARY KEY,
    owner   TEXT    NOT NULL,
    list    TEXT    NOT NULL,
    signed  BLOB    NOT NULL,
    since   INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entrusted_by_owner ON entrusted (owner);

-- Truth: rights that their owners took back before they ended, whoever had them.
CREATE TABLE withdrawn (
    id      TEXT    NOT NULL PRIMARY KEY,
    owner   TEXT    NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawn_by_owner ON withdrawn (owner);
