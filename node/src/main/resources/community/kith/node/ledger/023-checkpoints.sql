-- Truth: what this device's log was, as it signed it, with the signatures of witnesses: the newest, and the one that most have signed.
CREATE TABLE checkpoint (
    entries INTEGER PRIMARY KEY,
    note    BLOB    NOT NULL,
    seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Truth: what this device cosigned last of the logs of others. It never signs what does not grow out of it.
CREATE TABLE witnessed (
    log     BLOB    NOT NULL PRIMARY KEY,
    entries INTEGER NOT NULL,
    root    BLOB    NOT NULL,
    note    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Truth: the first checkpoint of a log that does not grow out of what was cosigned, and that one: the device signed both.
CREATE TABLE contradiction (
    log   BLOB    NOT NULL PRIMARY KEY,
    seen  BLOB    NOT NULL,
    shown BLOB    NOT NULL,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
