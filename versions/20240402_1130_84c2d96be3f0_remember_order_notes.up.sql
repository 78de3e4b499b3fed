-- revision: 84c2d96be3f0
-- parents: f17a24c8d05b
-- message: remember order notes
-- created: 2024-04-02T11:30:00Z
-- author: Linus

CREATE TABLE order_notes (
  order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  written_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  note text NOT NULL CHECK (note <> ''),
  PRIMARY KEY (order_id, written_at)
);
