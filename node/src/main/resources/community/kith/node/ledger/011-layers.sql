-- Every blob counts once, in the highest layer that a claim or a file of mine wants it for. The layers' words are in this
-- order as text: gift < invested < reciprocal < sovereign. Described in docs/spec/ledger.md.

ALTER TABLE claims ADD COLUMN layer TEXT NOT NULL DEFAULT 'reciprocal';
CREATE INDEX claims_of_gifts ON claims (owner) WHERE layer = 'gift';

DROP TRIGGER local_refs_add;
DROP TRIGGER local_refs_remove;
DROP TRIGGER local_refs_keep;
DROP TABLE layers;

-- What was pinned and not put counts as invested.
UPDATE local_files SET layer = 'invested' WHERE file IN (
    SELECT 'stripe ' || s.cid FROM stripe s
    WHERE EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = s.id AND f.mine = 0)
        AND NOT EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = s.id AND f.mine <> 0));
UPDATE local_refs SET layer = 'invested'
    WHERE layer <> 'invested' AND file IN (SELECT file FROM local_files WHERE layer = 'invested');

-- What wants a blob, and for which layer.
CREATE VIEW kept AS
    SELECT cid, size, layer FROM claims UNION ALL SELECT cid, size, layer FROM local_refs;

-- View: what the distinct blobs of each layer add up to.
CREATE TABLE layers (
    layer TEXT    NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    blobs INTEGER NOT NULL CHECK (blobs >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO layers VALUES ('sovereign', 0, 0), ('reciprocal', 0, 0), ('invested', 0, 0), ('gift', 0, 0);
UPDATE layers SET
    bytes = (SELECT coalesce(sum(size), 0) FROM
        (SELECT max(layer) AS layer, max(size) AS size FROM kept GROUP BY cid) AS each_blob
        WHERE each_blob.layer = layers.layer),
    blobs = (SELECT count(*) FROM (SELECT max(layer) AS layer FROM kept GROUP BY cid) AS each_blob
        WHERE each_blob.layer = layers.layer);

-- Before a row of a blob changes, the blob leaves the layer it is in; after that it enters the one it is in then. No
-- statement changes two rows of the same blob in the same table.
CREATE TRIGGER claims_add_leaves BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM kept WHERE cid = new.cid) BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER claims_add_enters AFTER INSERT ON claims BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER claims_move_leaves BEFORE UPDATE OF layer ON claims BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;
CREATE TRIGGER claims_move_enters AFTER UPDATE OF layer ON claims BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER claims_end_leaves BEFORE DELETE ON claims BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;
CREATE TRIGGER claims_end_enters AFTER DELETE ON claims
WHEN EXISTS (SELECT 1 FROM kept WHERE cid = old.cid) BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;

CREATE TRIGGER local_refs_add_leaves BEFORE INSERT ON local_refs
WHEN EXISTS (SELECT 1 FROM kept WHERE cid = new.cid) BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER local_refs_add_enters AFTER INSERT ON local_refs BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER local_refs_move_leaves BEFORE UPDATE OF layer ON local_refs BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;
CREATE TRIGGER local_refs_move_enters AFTER UPDATE OF layer ON local_refs BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = new.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = new.cid);
END;
CREATE TRIGGER local_refs_end_leaves BEFORE DELETE ON local_refs BEGIN
    UPDATE layers SET bytes = bytes - (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs - 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;
CREATE TRIGGER local_refs_end_enters AFTER DELETE ON local_refs
WHEN EXISTS (SELECT 1 FROM kept WHERE cid = old.cid) BEGIN
    UPDATE layers SET bytes = bytes + (SELECT max(size) FROM kept WHERE cid = old.cid), blobs = blobs + 1
        WHERE layer = (SELECT max(layer) FROM kept WHERE cid = old.cid);
END;
CREATE TRIGGER local_refs_keep BEFORE UPDATE OF cid, file, size ON local_refs BEGIN
    SELECT RAISE(ABORT, 'a reference is removed and made anew, never changed');
END;

-- A stripe that a file I put is made of counts as mine; one that is only in files I pinned, as invested.
CREATE TRIGGER local_files_move AFTER UPDATE OF layer ON local_files WHEN old.layer <> new.layer BEGIN
    UPDATE local_refs SET layer = new.layer WHERE file = new.file;
END;
CREATE TRIGGER part_add_counts AFTER INSERT ON part BEGIN
    UPDATE local_files SET layer = CASE
            WHEN EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = new.stripe AND f.mine <> 0)
            THEN 'sovereign' ELSE 'invested' END
        WHERE file = (SELECT 'stripe ' || cid FROM stripe WHERE id = new.stripe) AND layer <> CASE
            WHEN EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = new.stripe AND f.mine <> 0)
            THEN 'sovereign' ELSE 'invested' END;
END;
CREATE TRIGGER part_end_counts AFTER DELETE ON part BEGIN
    UPDATE local_files SET layer = 'invested'
        WHERE file = (SELECT 'stripe ' || cid FROM stripe WHERE id = old.stripe) AND layer = 'sovereign'
            AND EXISTS (SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = old.stripe)
            AND NOT EXISTS (
                SELECT 1 FROM part p JOIN file f ON f.id = p.file WHERE p.stripe = old.stripe AND f.mine <> 0);
END;
