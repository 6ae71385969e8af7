-- What was heard of an action after it was given. "meeting" is where, and may be in another book.
CREATE TABLE action_update (
  id INTEGER PRIMARY KEY, action INTEGER NOT NULL REFERENCES action DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL, meeting INTEGER, at TEXT NOT NULL, said_by TEXT NOT NULL, text TEXT NOT NULL, status TEXT,
  due_words TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX action_update_by_action ON action_update (action, number);
