-- Another one whenever something became of half-typed text: what was typed ahead of an earlier one is out of date.
ALTER TABLE half_typed ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- What was found wrong in confirmed minutes, beside the words, which stay as they were.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  item INTEGER NOT NULL REFERENCES item DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL, at TEXT NOT NULL, exempt INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_by_meeting ON correction (meeting, at);
CREATE INDEX correction_by_item ON correction (item);
