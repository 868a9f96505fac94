-- My files and those I keep for others. What is in a file stands in its manifest, not here.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    manifest TEXT NOT NULL UNIQUE,
    -- How `local_files` calls it.
    reference TEXT NOT NULL,
    link TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    created INTEGER NOT NULL,
    reach TEXT NOT NULL,
    owner TEXT NOT NULL,
    audience TEXT NOT NULL,
    availability TEXT NOT NULL,
    k INTEGER NOT NULL,
    n INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    segments INTEGER NOT NULL,
    mine INTEGER NOT NULL,
    reasoning TEXT NOT NULL,
    -- As last assessed; assessed again whenever a placement changes.
    tier TEXT NOT NULL,
    receipts INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    missing_holders INTEGER NOT NULL,
    missing_shards INTEGER NOT NULL
) STRICT;

-- Who signed for which row of which segment; segment -1 is the manifest.
CREATE TABLE placement (
    file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    segment INTEGER NOT NULL,
    row INTEGER NOT NULL,
    holder TEXT NOT NULL,
    cid TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    receipt BLOB NOT NULL,
    placed INTEGER NOT NULL,
    proven INTEGER,
    PRIMARY KEY (file, segment, row, holder)
) STRICT, WITHOUT ROWID;

CREATE INDEX placement_by_holder ON placement (holder, file);
CREATE INDEX placement_by_shard ON placement (cid, holder);

-- Shards on their way out before their file is in the table above; after a kill they are taken back.
CREATE TABLE draft (
    put TEXT NOT NULL,
    holder TEXT NOT NULL,
    cid TEXT NOT NULL,
    PRIMARY KEY (put, holder, cid)
) STRICT, WITHOUT ROWID;

-- Shards to be taken back from holders as soon as they answer.
CREATE TABLE retraction (
    holder TEXT NOT NULL,
    cid TEXT NOT NULL,
    PRIMARY KEY (holder, cid)
) STRICT, WITHOUT ROWID;
