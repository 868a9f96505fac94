-- Where my other devices were last met, and when.
CREATE TABLE own_device (
    peer      TEXT NOT NULL PRIMARY KEY,
    addresses TEXT NOT NULL,
    last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
