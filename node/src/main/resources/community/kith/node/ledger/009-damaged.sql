-- Truth: shards of mine that went bad on this disk, until they are restored. Found: when, or when that was tried last.
CREATE TABLE damaged (
    cid   TEXT    NOT NULL PRIMARY KEY,
    found INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX damaged_by_time ON damaged (found);
