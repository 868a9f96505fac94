-- My files and those I keep for others. What is in a file stands in its manifest, not here.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    manifest TEXT NOT NULL UNIQUE,
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
    -- The shape of its latest segment.
    k INTEGER NOT NULL,
    n INTEGER NOT NULL,
    mine INTEGER NOT NULL,
    reasoning TEXT NOT NULL,
    -- Where it was put from, so that versions of one thing are known as such; empty for streams and others' files.
    source TEXT NOT NULL,
    -- Plain bytes that no file before it had.
    new_bytes INTEGER NOT NULL,
    -- When it was removed; it can be restored until the undelete window has passed.
    removed INTEGER,
    -- Whether its bytes were let go here, so that only others hold it.
    released INTEGER NOT NULL,
    -- As last assessed; assessed again whenever a placement of one of its stripes changes.
    tier TEXT NOT NULL,
    receipts INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    missing_holders INTEGER NOT NULL,
    missing_shards INTEGER NOT NULL
) STRICT;
CREATE INDEX file_by_source ON file (source) WHERE source <> '';
CREATE INDEX file_removed ON file (removed) WHERE removed IS NOT NULL;

-- Shards that were coded together: a segment of content, or a manifest in copies. Several files may have one in common.
CREATE TABLE stripe (
    id INTEGER PRIMARY KEY,
    cid TEXT NOT NULL UNIQUE,
    k INTEGER NOT NULL,
    n INTEGER NOT NULL,
    shard_bytes INTEGER NOT NULL,
    -- The shards' SHA-256 by row, 32 bytes each; only one of copies.
    shards BLOB NOT NULL,
    reach TEXT NOT NULL,
    owner TEXT NOT NULL,
    audience TEXT NOT NULL,
    availability TEXT NOT NULL,
    -- What a later put needs to use it again; NULL where there is nothing to use.
    plain_bytes INTEGER,
    seal_key BLOB,
    -- Whether its bytes came to lie here or elsewhere; a put that is under way has not got that far.
    complete INTEGER NOT NULL,
    -- As last assessed.
    tier TEXT NOT NULL,
    receipts INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    missing_holders INTEGER NOT NULL,
    missing_shards INTEGER NOT NULL
) STRICT;
-- What repair looks at is asked at each beat, and must cost what is short rather than what there is.
CREATE INDEX stripe_short ON stripe (losses, id) WHERE missing_shards > 0;
CREATE INDEX stripe_crowded ON stripe (losses, id) WHERE losses < n - k;

-- Which stripes a file is made of; position -1 is its manifest.
CREATE TABLE part (
    file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    stripe INTEGER NOT NULL REFERENCES stripe (id),
    PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_by_stripe ON part (stripe);

-- Where chunks of content lie that may be put again, by a name that only their audience's salt yields.
CREATE TABLE chunk (
    name BLOB NOT NULL PRIMARY KEY,
    stripe INTEGER NOT NULL REFERENCES stripe (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    length INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX chunk_by_stripe ON chunk (stripe);

-- Stripes that a put under way counts on. Gone with the put, or at the next start.
CREATE TABLE lease (
    put TEXT NOT NULL,
    stripe INTEGER NOT NULL REFERENCES stripe (id) ON DELETE CASCADE,
    PRIMARY KEY (put, stripe)
) STRICT, WITHOUT ROWID;
CREATE INDEX lease_by_stripe ON lease (stripe);

-- Stripes that lost a file or a lease: those that have neither left are to be collected.
CREATE TABLE loose (
    stripe INTEGER NOT NULL PRIMARY KEY REFERENCES stripe (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who signed for which row of which stripe.
CREATE TABLE placement (
    stripe INTEGER NOT NULL REFERENCES stripe (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    holder TEXT NOT NULL,
    cid TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    receipt BLOB NOT NULL,
    placed INTEGER NOT NULL,
    -- When the holder last proved that it has it; 0 for never.
    proven INTEGER NOT NULL,
    PRIMARY KEY (stripe, row, holder)
) STRICT, WITHOUT ROWID;
-- Whose proofs are due is asked often, and must cost what is due rather than what there is.
CREATE INDEX placement_by_holder ON placement (holder, proven);
CREATE INDEX placement_by_shard ON placement (cid, holder);

-- Shards on their way out before their receipts are in the table above; after a kill they are taken back.
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
