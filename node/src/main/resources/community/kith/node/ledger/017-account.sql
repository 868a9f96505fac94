-- Truth: the newest account heads that I keep for passports I have a bond with, and my own. Described in docs/spec/account.md.
CREATE TABLE account_head (
    passport TEXT    NOT NULL,
    device   TEXT    NOT NULL,
    counter  INTEGER NOT NULL,
    signed   BLOB    NOT NULL,
    kept     INTEGER NOT NULL,
    PRIMARY KEY (passport, device)
) STRICT, WITHOUT ROWID;

-- Which of my devices' heads each of my people's devices has: the counter it last said yes to.
CREATE TABLE account_sent (
    peer    TEXT    NOT NULL PRIMARY KEY,
    counter INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Truth: files that came with an account and whose stripes are not in my care yet.
CREATE TABLE adopting (
    file INTEGER NOT NULL PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
    tried INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- An account lists files in this order, a page at a time.
CREATE INDEX file_by_created ON file (created, manifest);
