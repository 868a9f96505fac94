-- My book: who I have a bond with, what they promised me (what I promised stands in `pledges`), and where their devices were last seen.
CREATE TABLE person (
    did TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bond BLOB NOT NULL,
    formed INTEGER NOT NULL,
    pledged_to_me INTEGER NOT NULL CHECK (pledged_to_me >= 0),
    free_for_me INTEGER NOT NULL CHECK (free_for_me >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    peer TEXT PRIMARY KEY,
    did TEXT NOT NULL REFERENCES person (did) ON DELETE CASCADE,
    addresses TEXT NOT NULL,
    last_seen INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX device_by_person ON device (did);

-- Tickets I gave out that may still be used. The secret itself stands only in the ticket.
CREATE TABLE invitation (
    ticket TEXT PRIMARY KEY,
    uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
