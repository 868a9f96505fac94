"""Fills a node's ledger with copies of its one file: crowd.py LEDGER FILES. Each copy has names of its own."""
import base64
import hashlib
import itertools
import sqlite3
import sys

ledger, wanted = sys.argv[1], int(sys.argv[2])
db = sqlite3.connect(ledger)
db.executescript('PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-200000')


def cid(text, i):
    digest = hashlib.sha256(b'%s %d' % (text.encode(), i)).digest()
    return 'b' + base64.b32encode(b'\x01\x55\x12\x20' + digest).decode().lower().rstrip('=')


def other(value, i):
    if isinstance(value, str) and value.startswith('baf') and len(value) == 59:
        return cid(value, i)
    return value


def copies(table, change):
    columns = [row[1] for row in db.execute('PRAGMA table_info(%s)' % table)]
    rows = db.execute('SELECT * FROM ' + table).fetchall()
    assert rows, table
    made = (change(dict(zip(columns, row)), i, len(rows), at) for i in range(1, wanted) for at, row in enumerate(rows))
    marks = ','.join(':' + column for column in columns)
    while batch := list(itertools.islice(made, 50000)):
        db.executemany('INSERT INTO %s VALUES (%s)' % (table, marks), batch)


def plain(row, i, count, at):
    return {column: other(value, i) for column, value in row.items()}


def keyed(*keys):
    """Moves numbers on by so many as there are rows of what they are the numbers of."""
    def change(row, i, count, at):
        new = plain(row, i, count, at)
        for column, table in keys:
            new[column] = row[column] + i * tops[table]
        return new
    return change


def local(row, i, count, at):
    """What a reference is for is a word and a name."""
    new = plain(row, i, count, at)
    new['file'] = ' '.join(other(word, i) for word in row['file'].split(' '))
    assert new['file'] != row['file'], row
    return new


triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
for name, _ in triggers:
    db.execute('DROP TRIGGER ' + name)
tops = {table: db.execute('SELECT max(id) FROM ' + table).fetchone()[0] for table in ('file', 'stripe')}
for table, change in (
        ('file', keyed(('id', 'file'))), ('stripe', keyed(('id', 'stripe'))),
        ('part', keyed(('file', 'file'), ('stripe', 'stripe'))), ('placement', keyed(('stripe', 'stripe'))),
        ('local_files', local), ('local_refs', local)):
    copies(table, change)
for _, sql in triggers:
    db.execute(sql)
db.commit()
db.execute('ANALYZE')
db.commit()
