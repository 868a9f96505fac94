-- Truth: what this device has to say and has not given a place in its log yet, as it does not know whether its log goes on elsewhere.
CREATE TABLE log_draft (
    number INTEGER PRIMARY KEY,
    type   TEXT    NOT NULL,
    body   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Views, which follow from log_entry and can be made anew at any time. Whose log it is, by its first entry:
CREATE TABLE shown_log (
    log      BLOB NOT NULL PRIMARY KEY,
    passport TEXT NOT NULL,
    entry    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_log_by_passport ON shown_log (passport);

-- devices that passports took their rights,
CREATE TABLE shown_end (
    passport TEXT    NOT NULL,
    peer     TEXT    NOT NULL,
    last     INTEGER NOT NULL,
    signed   BLOB    NOT NULL,
    PRIMARY KEY (passport, peer)
) STRICT, WITHOUT ROWID;

-- branches that passports chose,
CREATE TABLE shown_branch (
    passport TEXT    NOT NULL,
    peer     TEXT    NOT NULL,
    branch   BLOB    NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (passport, peer)
) STRICT, WITHOUT ROWID;

-- devices that passports let speak for them, and what they are called,
CREATE TABLE shown_device (
    passport   TEXT    NOT NULL,
    peer       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    issued     INTEGER NOT NULL,
    delegation BLOB    NOT NULL,
    PRIMARY KEY (passport, peer)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_device_by_peer ON shown_device (peer);

-- and bonds, with who ended them.
CREATE TABLE shown_bond (
    id     TEXT    NOT NULL PRIMARY KEY,
    a      TEXT    NOT NULL,
    b      TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    formed INTEGER NOT NULL,
    signed BLOB    NOT NULL,
    told_by_a INTEGER NOT NULL DEFAULT 0,
    told_by_b INTEGER NOT NULL DEFAULT 0,
    ended  TEXT
) STRICT, WITHOUT ROWID;
