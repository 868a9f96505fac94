-- Which list lies with each steward by its right, and how large it is: the steward counts these bytes as kept for me.
ALTER TABLE given ADD COLUMN list TEXT NOT NULL DEFAULT '';
ALTER TABLE given ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
