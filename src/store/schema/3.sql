-- Every word of every correction, for searching. Beside those of the entries, so that writing one of them
-- costs no more.
CREATE VIRTUAL TABLE correction_words USING fts5(
  text, content='correction', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO correction_words (correction_words) VALUES ('rebuild');
CREATE TRIGGER correction_words_made AFTER INSERT ON correction BEGIN
  INSERT INTO correction_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER correction_words_removed AFTER DELETE ON correction BEGIN
  INSERT INTO correction_words (correction_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER correction_words_replaced AFTER UPDATE OF text ON correction WHEN old.text <> new.text BEGIN
  INSERT INTO correction_words (correction_words, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO correction_words (rowid, text) VALUES (new.id, new.text);
END;
