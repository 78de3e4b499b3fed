-- The rows that a rebuilt history replaces: half-run ones stay, no event tells how far they are.
DELETE FROM {schema}migrate_revision WHERE state = 'applied';
