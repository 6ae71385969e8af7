-- What is outstanding as it is due, and what has ended: read lot by lot.
CREATE INDEX action_standing_by_day ON action_standing (coalesce(due, 9999999), action) WHERE ended IS NULL;
CREATE INDEX action_standing_ended ON action_standing (action) WHERE ended IS NOT NULL;

-- Improvement plans. What a plan action's RAG, status and due date are now follows from its reports.
CREATE TABLE plan (
  id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL, short_name TEXT NOT NULL, period TEXT NOT NULL, version TEXT NOT NULL, theme_word TEXT NOT NULL,
  merged_into INTEGER REFERENCES plan DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX plan_by_short_name ON plan (short_name COLLATE NOCASE);
CREATE INDEX plan_by_body ON plan (body);
CREATE INDEX plan_by_merged ON plan (merged_into) WHERE merged_into IS NOT NULL;

-- The plan's own words for red, amber and green, from the best to the worst.
CREATE TABLE rag_class (
  id INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plan DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, word TEXT NOT NULL, meaning TEXT NOT NULL, tone TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX rag_class_by_word ON rag_class (plan, word COLLATE NOCASE);

CREATE TABLE theme (
  id INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plan DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL,
  lead INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, lead_words TEXT NOT NULL
) STRICT;
CREATE INDEX theme_by_plan ON theme (plan, position);
CREATE INDEX theme_by_lead ON theme (lead) WHERE lead IS NOT NULL;

-- "origin" is the plan from which it was merged, and "origin_reference" what it was called there.
CREATE TABLE plan_action (
  id INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plan DEFERRABLE INITIALLY DEFERRED,
  theme INTEGER NOT NULL REFERENCES theme DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
  reference TEXT NOT NULL, text TEXT NOT NULL,
  lead INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, lead_words TEXT NOT NULL, partners TEXT NOT NULL,
  start_words TEXT NOT NULL, start TEXT, due_words TEXT NOT NULL, due TEXT,
  outcome TEXT NOT NULL, impact TEXT NOT NULL, evidence TEXT NOT NULL,
  origin INTEGER REFERENCES plan DEFERRABLE INITIALLY DEFERRED, origin_reference TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_action_by_reference ON plan_action (plan, reference COLLATE NOCASE);
CREATE INDEX plan_action_by_theme ON plan_action (theme, position);
CREATE INDEX plan_action_by_lead ON plan_action (lead) WHERE lead IS NOT NULL;
CREATE INDEX plan_action_by_origin ON plan_action (origin) WHERE origin IS NOT NULL;

CREATE TABLE milestone (
  id INTEGER PRIMARY KEY, plan_action INTEGER NOT NULL REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, text TEXT NOT NULL, due_words TEXT NOT NULL, due TEXT, reached TEXT,
  report INTEGER REFERENCES plan_report DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX milestone_by_plan_action ON milestone (plan_action, position);
CREATE INDEX milestone_by_report ON milestone (report) WHERE report IS NOT NULL;

CREATE TABLE measure (
  id INTEGER PRIMARY KEY, plan_action INTEGER NOT NULL REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, baseline TEXT NOT NULL, target TEXT NOT NULL
) STRICT;
CREATE INDEX measure_by_plan_action ON measure (plan_action, position);

-- What a plan action answers: a report and where in it.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY, plan_action INTEGER NOT NULL REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL, report TEXT NOT NULL, paragraph TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_plan_action ON finding (plan_action, position);

CREATE TABLE risk (
  id INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plan DEFERRABLE INITIALLY DEFERRED,
  theme INTEGER REFERENCES theme DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL,
  text TEXT NOT NULL, mitigation TEXT NOT NULL,
  owner INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED, owner_words TEXT NOT NULL, rating TEXT NOT NULL
) STRICT;
CREATE INDEX risk_by_plan ON risk (plan, position);
CREATE INDEX risk_by_theme ON risk (theme) WHERE theme IS NOT NULL;
CREATE INDEX risk_by_owner ON risk (owner) WHERE owner IS NOT NULL;

-- What was reported of a plan action: RAG as its lead reports it and as the board agrees, which may differ.
CREATE TABLE plan_report (
  id INTEGER PRIMARY KEY, plan_action INTEGER NOT NULL REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL, meeting INTEGER REFERENCES meeting DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL, said_by TEXT NOT NULL, text TEXT NOT NULL,
  reported INTEGER REFERENCES rag_class DEFERRABLE INITIALLY DEFERRED,
  agreed INTEGER REFERENCES rag_class DEFERRABLE INITIALLY DEFERRED,
  status TEXT, due_words TEXT NOT NULL, due TEXT, evidence TEXT NOT NULL, entry INTEGER, exempt INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_report_by_plan_action ON plan_report (plan_action, number);
CREATE INDEX plan_report_by_meeting ON plan_report (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX plan_report_by_entry ON plan_report (entry) WHERE entry IS NOT NULL;
CREATE INDEX plan_report_by_reported ON plan_report (reported) WHERE reported IS NOT NULL;
CREATE INDEX plan_report_by_agreed ON plan_report (agreed) WHERE agreed IS NOT NULL;

CREATE TABLE measure_value (
  id INTEGER PRIMARY KEY, measure INTEGER NOT NULL REFERENCES measure DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL, value TEXT NOT NULL, report INTEGER REFERENCES plan_report DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX measure_value_by_measure ON measure_value (measure, at);
CREATE INDEX measure_value_by_report ON measure_value (report) WHERE report IS NOT NULL;

-- Which plan actions an action serves, and what an agenda item is about.
CREATE TABLE action_link (
  id INTEGER PRIMARY KEY, action INTEGER NOT NULL REFERENCES action DEFERRABLE INITIALLY DEFERRED,
  plan_action INTEGER NOT NULL REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX action_link_by_action ON action_link (action, plan_action);
CREATE INDEX action_link_by_plan_action ON action_link (plan_action, action);

CREATE TABLE item_link (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item DEFERRABLE INITIALLY DEFERRED,
  theme INTEGER REFERENCES theme DEFERRABLE INITIALLY DEFERRED,
  plan_action INTEGER REFERENCES plan_action DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX item_link_by_item ON item_link (item);
CREATE INDEX item_link_by_theme ON item_link (theme) WHERE theme IS NOT NULL;
CREATE INDEX item_link_by_plan_action ON item_link (plan_action) WHERE plan_action IS NOT NULL;

-- The words by which a plan action is suggested for an action; "plan" holds the plan's identity, so that one
-- plan can be asked for. Outside the history; it says nothing that the other tables do not.
CREATE VIRTUAL TABLE plan_action_words USING fts5(
  plan, words, theme, outcome, linked, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
);

-- What meetings have minuted of actions: when each was heard of last.
CREATE INDEX action_update_minuted ON action_update (action, at) WHERE entry IS NOT NULL;
