-- Folders that are put again and again, and the snapshots that came of it.
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    every_seconds INTEGER NOT NULL CHECK (every_seconds > 0),
    keep TEXT NOT NULL,
    next INTEGER NOT NULL,
    -- Why it does not go on until somebody says so; empty when it does.
    paused TEXT NOT NULL,
    -- What went wrong the last time; empty when all was well.
    trouble TEXT NOT NULL
) STRICT;

CREATE TABLE snapshot (
    manifest TEXT NOT NULL PRIMARY KEY,
    backup INTEGER NOT NULL REFERENCES backup (id) ON DELETE CASCADE,
    taken INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX snapshot_by_backup ON snapshot (backup, taken);
