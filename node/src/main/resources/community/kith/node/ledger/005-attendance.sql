-- What was seen of each device around me, in sums: one row for each, however long it is watched.
CREATE TABLE attendance (
    peer TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    noted INTEGER NOT NULL,
    watched_seconds INTEGER NOT NULL CHECK (watched_seconds >= 0),
    away_seconds INTEGER NOT NULL CHECK (away_seconds >= 0),
    -- Seconds there and seconds watched for each hour of the day (UTC), old ones counting less: 2 × 24 doubles.
    by_hour BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- How absent repair takes each holder to be, so that a restart makes nobody present.
CREATE TABLE absence (
    peer TEXT PRIMARY KEY,
    seconds INTEGER NOT NULL CHECK (seconds >= 0)
) STRICT, WITHOUT ROWID;

-- Who lives together, as I was told: people with the same label fail together.
CREATE TABLE household (
    did TEXT PRIMARY KEY,
    label TEXT NOT NULL
) STRICT, WITHOUT ROWID;
