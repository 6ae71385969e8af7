-- The minute book. Times are local and written "2023-02-27 18:00:00"; booleans are 0 and 1.

CREATE TABLE body (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, called TEXT NOT NULL,
  quorum INTEGER, venue TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX body_by_short_name ON body (short_name COLLATE NOCASE);

CREATE TABLE standing_item (
  id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, title TEXT NOT NULL, purpose TEXT NOT NULL
) STRICT;
CREATE INDEX standing_item_by_body ON standing_item (body, position);

CREATE TABLE person (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL,
  role TEXT NOT NULL, abbreviation TEXT NOT NULL, organisation TEXT NOT NULL
) STRICT;
CREATE INDEX person_by_name ON person (name COLLATE NOCASE);

CREATE TABLE membership (
  id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX membership_by_body ON membership (body, person);
CREATE INDEX membership_by_person ON membership (person);

CREATE TABLE abbreviation (id INTEGER PRIMARY KEY, short TEXT NOT NULL, long TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX abbreviation_by_short ON abbreviation (short COLLATE NOCASE);

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body DEFERRABLE INITIALLY DEFERRED,
  slug TEXT NOT NULL UNIQUE, date TEXT NOT NULL, time TEXT, venue TEXT NOT NULL, quorum INTEGER,
  status TEXT NOT NULL, started TEXT, closed TEXT, next_meeting TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_by_body ON meeting (body, date);
CREATE INDEX meeting_by_date ON meeting (date);

-- Body, people and memberships as they were when minutes were confirmed, as JSON; "id" is the meeting's.
CREATE TABLE confirmed_roll (
  id INTEGER PRIMARY KEY REFERENCES meeting DEFERRABLE INITIALLY DEFERRED, roll TEXT NOT NULL
) STRICT;

CREATE TABLE item (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, purpose TEXT NOT NULL,
  presenter TEXT NOT NULL, report TEXT NOT NULL, documents TEXT NOT NULL,
  exempt INTEGER NOT NULL, private_session INTEGER NOT NULL
) STRICT;
CREATE INDEX item_by_meeting ON item (meeting, position);

CREATE TABLE visit (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  item INTEGER NOT NULL REFERENCES item DEFERRABLE INITIALLY DEFERRED, began TEXT NOT NULL, ended TEXT
) STRICT;
CREATE INDEX visit_by_meeting ON visit (meeting, began);
CREATE INDEX visit_by_item ON visit (item);

CREATE TABLE attendance (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL, substitute_for INTEGER
) STRICT;
CREATE UNIQUE INDEX attendance_by_meeting ON attendance (meeting, person);
CREATE INDEX attendance_by_person ON attendance (person);

CREATE TABLE entry (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  item INTEGER NOT NULL REFERENCES item DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, depth INTEGER NOT NULL, kind TEXT NOT NULL,
  speaker INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, speaker_words TEXT NOT NULL,
  text TEXT NOT NULL, at TEXT NOT NULL, exempt INTEGER NOT NULL, read_back TEXT
) STRICT;
-- The one index of the table that is written under the clerk's hands; it covers who speaks at a meeting.
CREATE INDEX entry_by_item ON entry (item, position, speaker);

CREATE TABLE movement (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL,
  person INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, time TEXT NOT NULL, substitute_for INTEGER
) STRICT;
CREATE INDEX movement_by_meeting ON movement (meeting, time);
CREATE INDEX movement_by_entry ON movement (entry);
CREATE INDEX movement_by_person ON movement (person);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
  verb TEXT NOT NULL, unanimous INTEGER NOT NULL,
  mover INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, mover_words TEXT NOT NULL,
  seconder INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, seconder_words TEXT NOT NULL,
  votes_for INTEGER, votes_against INTEGER, votes_abstained INTEGER, voters_present INTEGER
) STRICT;
CREATE INDEX decision_by_entry ON decision (entry);
CREATE INDEX decision_by_mover ON decision (mover) WHERE mover IS NOT NULL;
CREATE INDEX decision_by_seconder ON decision (seconder) WHERE seconder IS NOT NULL;

CREATE TABLE vote (
  id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
  person INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED, voted TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX vote_by_entry ON vote (entry, person);
CREATE INDEX vote_by_person ON vote (person);

-- "action" with "year" and "number" makes the reference (23/07) that people see; never used twice in a body.
CREATE TABLE action (
  id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body DEFERRABLE INITIALLY DEFERRED,
  meeting INTEGER NOT NULL REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  entry INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL, number INTEGER NOT NULL, due_words TEXT NOT NULL, plan_references TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX action_by_reference ON action (body, year, number);
CREATE INDEX action_by_meeting ON action (meeting);
CREATE INDEX action_by_entry ON action (entry);

CREATE TABLE action_owner (
  id INTEGER PRIMARY KEY, action INTEGER NOT NULL REFERENCES action DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, person INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, words TEXT NOT NULL
) STRICT;
CREATE INDEX action_owner_by_action ON action_owner (action, position);
CREATE INDEX action_owner_by_person ON action_owner (person);

-- The last action number given out in a body and year. Outside the history: undo does not give a number back.
CREATE TABLE action_counter (
  body INTEGER NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (body, year)
) STRICT;

-- Every word of every entry, for searching.
CREATE VIRTUAL TABLE entry_words USING fts5(
  text, content='entry', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER entry_words_made AFTER INSERT ON entry BEGIN
  INSERT INTO entry_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER entry_words_removed AFTER DELETE ON entry BEGIN
  INSERT INTO entry_words (entry_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER entry_words_replaced AFTER UPDATE OF text ON entry WHEN old.text <> new.text BEGIN
  INSERT INTO entry_words (entry_words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO entry_words (rowid, text) VALUES (new.id, new.text);
END;

-- The history: every step ever, each with a hash over the one before.
CREATE TABLE step (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, target INTEGER,
  meeting INTEGER, words TEXT NOT NULL, changes TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX step_by_meeting ON step (meeting, seq);
CREATE INDEX step_by_target ON step (target, seq) WHERE target IS NOT NULL;
CREATE TRIGGER step_is_never_changed BEFORE UPDATE ON step BEGIN
  SELECT RAISE(ABORT, 'the history is never changed');
END;
CREATE TRIGGER step_is_never_removed BEFORE DELETE ON step BEGIN
  SELECT RAISE(ABORT, 'the history is never removed');
END;

-- Half-typed text, outside the history: what a killed program offers back.
CREATE TABLE half_typed (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- What was last exported to a file, so that one edited by hand is never overwritten.
CREATE TABLE exported (path TEXT PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL) STRICT;
