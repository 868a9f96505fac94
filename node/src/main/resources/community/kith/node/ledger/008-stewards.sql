-- Truth: what holders signed on my asking for an owner who was away, until the owner has heard of it.
CREATE TABLE owed (
    stripe  TEXT    NOT NULL,
    row     INTEGER NOT NULL,
    holder  TEXT    NOT NULL,
    owner   TEXT    NOT NULL,
    receipt BLOB    NOT NULL,
    PRIMARY KEY (stripe, row, holder)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_by_owner ON owed (owner);

-- Truth: who looks after my stripes when I am away, and since when; the first comes first.
CREATE TABLE steward (
    peer  TEXT    NOT NULL PRIMARY KEY,
    did   TEXT    NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Truth: which right each of them has for which of my stripes. The print tells whether these changed since.
CREATE TABLE given (
    steward TEXT    NOT NULL,
    bundle  TEXT    NOT NULL,
    print   TEXT    NOT NULL,
    stripes INTEGER NOT NULL,
    signed  BLOB    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (steward, bundle)
) STRICT, WITHOUT ROWID;

-- Truth: devices that said they go away for good, and wait for me to bring elsewhere what they keep for me.
CREATE TABLE leaving (
    peer TEXT    NOT NULL PRIMARY KEY,
    said INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
