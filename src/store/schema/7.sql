-- How the minutes of a body are numbered, worded and laid out, as JSON; "id" is the body's. A body without one has
-- them as usual.
CREATE TABLE house_style (
  id INTEGER PRIMARY KEY REFERENCES body DEFERRABLE INITIALLY DEFERRED, style TEXT NOT NULL
) STRICT;

-- Confirmed minutes keep the style and the number that they had.
ALTER TABLE confirmed_roll ADD COLUMN style TEXT;
ALTER TABLE confirmed_roll ADD COLUMN first_number INTEGER;
