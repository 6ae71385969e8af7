-- Settings of a body: how long before a meeting its agenda is out, and how its actions are closed.
ALTER TABLE body ADD COLUMN notice TEXT NOT NULL DEFAULT '5 clear days';
ALTER TABLE body ADD COLUMN closing TEXT NOT NULL DEFAULT 'the officer closes';

-- An action may owe a written answer to a question.
ALTER TABLE action ADD COLUMN reply_to INTEGER;
-- The day that its deadline meant when it was given, whatever meetings were moved since.
ALTER TABLE action ADD COLUMN first_due TEXT;

-- An update may pass an action on, and is minuted by an entry of the meeting at which it was heard.
ALTER TABLE action_update ADD COLUMN owner INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE action_update ADD COLUMN owner_words TEXT NOT NULL DEFAULT '';
ALTER TABLE action_update ADD COLUMN entry INTEGER;
ALTER TABLE action_update ADD COLUMN exempt INTEGER NOT NULL DEFAULT 0;
CREATE INDEX action_update_by_entry ON action_update (entry) WHERE entry IS NOT NULL;
CREATE INDEX action_update_by_meeting ON action_update (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX action_update_by_owner ON action_update (owner) WHERE owner IS NOT NULL;

-- How every action stands, worked out whenever something changes on which it depends, in the same
-- transaction. It says nothing that the other tables do not. Days are counted from 1 January 1970:
-- date(due * 86400, 'unixepoch').
CREATE TABLE action_standing (
  action INTEGER PRIMARY KEY, body INTEGER NOT NULL, owner INTEGER, owner_words TEXT NOT NULL,
  given INTEGER NOT NULL, due INTEGER, due_meeting INTEGER, is_chased INTEGER NOT NULL,
  is_tied INTEGER NOT NULL, original_due INTEGER, status TEXT NOT NULL, slips INTEGER NOT NULL, carried INTEGER NOT NULL,
  heard INTEGER NOT NULL, ended INTEGER
) STRICT;
CREATE INDEX action_standing_by_owner ON action_standing (owner) WHERE owner IS NOT NULL;
CREATE INDEX action_standing_by_words ON action_standing (owner_words, action) WHERE owner_words <> '';
CREATE INDEX action_standing_outstanding ON action_standing (body) WHERE ended IS NULL;

-- The words by which an action is looked for: its own, its deadline's, its reference, what was heard; and
-- apart from them its theme, which is its item's title and the plan actions that it serves.
CREATE VIRTUAL TABLE action_words USING fts5(
  words, theme, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);

-- Loose ends that were looked at and left, and why. "entry" is where one stands.
CREATE TABLE dismissal (
  id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL, entry INTEGER NOT NULL, kind TEXT NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX dismissal_by_meeting ON dismissal (meeting);
