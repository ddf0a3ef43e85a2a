ALTER TABLE ranking_keys MATERIALIZE INDEX by_revision
