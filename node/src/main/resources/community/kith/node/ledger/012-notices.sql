-- Truth: claims that are to end here, why, and whether their owner knows. Described in docs/spec/ledger.md.
CREATE TABLE notice (
    cid   TEXT    NOT NULL,
    owner TEXT    NOT NULL,
    cause TEXT    NOT NULL,
    given INTEGER NOT NULL,
    told  INTEGER,
    PRIMARY KEY (cid, owner),
    FOREIGN KEY (cid, owner) REFERENCES claims (cid, owner) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_untold ON notice (owner) WHERE told IS NULL;
