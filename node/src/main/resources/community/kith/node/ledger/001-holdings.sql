-- What is kept here, for whom, and why a blob may not be deleted yet. Described in docs/spec/ledger.md.

-- Truth: each promise made with a receipt. A blob that two people placed here has two claims, and counts for both.
CREATE TABLE claims (
    cid       TEXT    NOT NULL,
    owner     TEXT    NOT NULL,           -- the passport's DID
    size      INTEGER NOT NULL CHECK (size >= 0),
    reach     TEXT    NOT NULL,
    audience  TEXT    NOT NULL,           -- DIDs with a space between, for reach `invited`
    placed_at INTEGER NOT NULL,
    receipt   BLOB    NOT NULL,
    PRIMARY KEY (cid, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_by_owner ON claims (owner);

-- View: the sum of each owner's claims.
CREATE TABLE usage (
    owner TEXT    NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    blobs INTEGER NOT NULL CHECK (blobs >= 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claims_add AFTER INSERT ON claims BEGIN
    INSERT INTO usage VALUES (new.owner, new.size, 1)
        ON CONFLICT (owner) DO UPDATE SET bytes = usage.bytes + new.size, blobs = usage.blobs + 1;
END;
CREATE TRIGGER claims_remove AFTER DELETE ON claims BEGIN
    UPDATE usage SET bytes = bytes - old.size, blobs = blobs - 1 WHERE owner = old.owner;
    DELETE FROM usage WHERE owner = old.owner AND blobs = 0;
END;
CREATE TRIGGER claims_keep BEFORE UPDATE OF cid, owner, size ON claims BEGIN
    SELECT RAISE(ABORT, 'a claim is removed and made anew, never moved');
END;

-- Truth: how many bytes of this disk each person may use.
CREATE TABLE pledges (
    owner TEXT    NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT, WITHOUT ROWID;

-- Truth: files whose blobs are kept here for a reason of our own, and who may read them from us.
CREATE TABLE local_files (
    file     TEXT NOT NULL PRIMARY KEY,
    owner    TEXT NOT NULL,
    reach    TEXT NOT NULL,
    audience TEXT NOT NULL,
    layer    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE local_refs (
    cid   TEXT    NOT NULL,
    file  TEXT    NOT NULL REFERENCES local_files (file),
    size  INTEGER NOT NULL CHECK (size >= 0),
    layer TEXT    NOT NULL,
    PRIMARY KEY (cid, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX local_refs_by_file ON local_refs (file);

-- View: bytes of the distinct blobs that each layer's files refer to.
CREATE TABLE layers (
    layer TEXT    NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER local_refs_add BEFORE INSERT ON local_refs
WHEN NOT EXISTS (SELECT 1 FROM local_refs WHERE cid = new.cid AND layer = new.layer) BEGIN
    INSERT INTO layers VALUES (new.layer, new.size)
        ON CONFLICT (layer) DO UPDATE SET bytes = layers.bytes + new.size;
END;
CREATE TRIGGER local_refs_remove BEFORE DELETE ON local_refs
WHEN (SELECT count(*) FROM local_refs WHERE cid = old.cid AND layer = old.layer) = 1 BEGIN
    UPDATE layers SET bytes = bytes - old.size WHERE layer = old.layer;
END;
CREATE TRIGGER local_refs_keep BEFORE UPDATE ON local_refs BEGIN
    SELECT RAISE(ABORT, 'a reference is removed and made anew, never changed');
END;

-- Truth while a blob is being written for somebody: one row for each writer. What is left after a crash names the orphans.
CREATE TABLE incoming (
    id  INTEGER PRIMARY KEY,
    cid TEXT NOT NULL
) STRICT;
CREATE INDEX incoming_by_cid ON incoming (cid);

-- Truth: blobs that are still to be deleted. The triggers below keep one rule in every transaction, whoever writes it: a
-- blob is doomed when its last claim, reference or writer goes, and spared when one comes before it was deleted.
CREATE TABLE doomed (
    cid TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE VIEW wanted AS
    SELECT cid FROM claims UNION ALL SELECT cid FROM local_refs UNION ALL SELECT cid FROM incoming;

CREATE TRIGGER claims_spare AFTER INSERT ON claims BEGIN
    DELETE FROM doomed WHERE cid = new.cid;
END;
CREATE TRIGGER local_refs_spare AFTER INSERT ON local_refs BEGIN
    DELETE FROM doomed WHERE cid = new.cid;
END;
CREATE TRIGGER incoming_spare AFTER INSERT ON incoming BEGIN
    DELETE FROM doomed WHERE cid = new.cid;
END;
CREATE TRIGGER claims_doom AFTER DELETE ON claims
WHEN NOT EXISTS (SELECT 1 FROM wanted WHERE cid = old.cid) BEGIN
    INSERT INTO doomed VALUES (old.cid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER local_refs_doom AFTER DELETE ON local_refs
WHEN NOT EXISTS (SELECT 1 FROM wanted WHERE cid = old.cid) BEGIN
    INSERT INTO doomed VALUES (old.cid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER incoming_doom AFTER DELETE ON incoming
WHEN NOT EXISTS (SELECT 1 FROM wanted WHERE cid = old.cid) BEGIN
    INSERT INTO doomed VALUES (old.cid) ON CONFLICT DO NOTHING;
END;
