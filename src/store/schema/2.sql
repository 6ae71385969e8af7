-- Counts what became of half-typed text: typed-ahead records of an earlier count are out of date.
ALTER TABLE half_typed ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
