-- What is outstanding as it is due, and what has ended: read lot by lot.
CREATE INDEX action_standing_by_day ON action_standing (coalesce(due, 9999999), action) WHERE ended IS NULL;
CREATE INDEX action_standing_ended ON action_standing (action) WHERE ended IS NOT NULL;
