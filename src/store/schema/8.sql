-- Words that the book knows besides the dictionary's.
CREATE TABLE own_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX own_word_by_word ON own_word (word COLLATE NOCASE);

-- What proof-reading found and somebody left as it is written, and why. "words" are those that stand in "entry".
CREATE TABLE stet (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX stet_by_meeting ON stet (meeting);
