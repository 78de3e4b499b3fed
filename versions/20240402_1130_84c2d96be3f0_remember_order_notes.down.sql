-- revision: 84c2d96be3f0
-- lossy: every note

DROP TABLE order_notes;
