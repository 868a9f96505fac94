-- Blobs that were fetched to be read and may go at any time. Described in docs/spec/ledger.md.
CREATE TABLE cached (
    cid   TEXT    NOT NULL PRIMARY KEY,
    file  TEXT    NOT NULL,           -- the manifest of what it was read for
    class TEXT    NOT NULL,           -- 'commons', 'others' or 'mine': the order in which they go
    size  INTEGER NOT NULL CHECK (size >= 0),
    used  INTEGER NOT NULL,
    ready INTEGER NOT NULL            -- 0 while its bytes are being written
) STRICT, WITHOUT ROWID;
CREATE INDEX cached_by_use ON cached (class, used, cid);
CREATE INDEX cached_by_file ON cached (file);
CREATE INDEX cached_unready ON cached (cid) WHERE ready = 0;

-- View: what the blobs of each class add up to.
CREATE TABLE cache_use (
    class TEXT    NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    blobs INTEGER NOT NULL CHECK (blobs >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO cache_use VALUES ('commons', 0, 0), ('others', 0, 0), ('mine', 0, 0);

DROP VIEW wanted;
CREATE VIEW wanted AS
    SELECT cid FROM claims UNION ALL SELECT cid FROM local_refs UNION ALL SELECT cid FROM incoming
    UNION ALL SELECT cid FROM cached;

CREATE TRIGGER cached_add AFTER INSERT ON cached BEGIN
    UPDATE cache_use SET bytes = bytes + new.size, blobs = blobs + 1 WHERE class = new.class;
    DELETE FROM doomed WHERE cid = new.cid;
END;
CREATE TRIGGER cached_remove AFTER DELETE ON cached BEGIN
    UPDATE cache_use SET bytes = bytes - old.size, blobs = blobs - 1 WHERE class = old.class;
END;
CREATE TRIGGER cached_doom AFTER DELETE ON cached
WHEN NOT EXISTS (SELECT 1 FROM wanted WHERE cid = old.cid) BEGIN
    INSERT INTO doomed VALUES (old.cid) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER cached_keep BEFORE UPDATE OF cid, class, size ON cached BEGIN
    SELECT RAISE(ABORT, 'what is cached is removed and added anew, never changed');
END;

-- What somebody wants kept is cached no longer: each blob counts in a layer or in the cache, never in both.
CREATE TRIGGER claims_add_promotes AFTER INSERT ON claims BEGIN
    DELETE FROM cached WHERE cid = new.cid;
END;
CREATE TRIGGER local_refs_add_promotes AFTER INSERT ON local_refs BEGIN
    DELETE FROM cached WHERE cid = new.cid;
END;

-- Files are looked for by their names.
CREATE INDEX file_by_name ON file (name, id) WHERE removed IS NULL;
