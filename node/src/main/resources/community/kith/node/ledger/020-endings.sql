-- Truth: bonds that are over and whose holdings are still being handed over; the end as it was signed, and whether the other side knows.
CREATE TABLE ending (
    did    TEXT    NOT NULL PRIMARY KEY REFERENCES person (did) ON DELETE CASCADE,
    at     INTEGER NOT NULL,
    signed BLOB    NOT NULL,
    told   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Truth: which bond of mine a guest hangs on, by whom it is with; empty for those whom no bond leads to. It stays as long as anything of theirs is here.
CREATE TABLE guest (
    did  TEXT NOT NULL PRIMARY KEY,
    door TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX guest_by_door ON guest (door);
