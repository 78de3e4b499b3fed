// Ordinary revisions, written as one should: the gate has nothing to say about them, not even by
// the way.
#include <gtest/gtest.h>

#include "tests/lint/gate.h"

namespace migrate::lint {
namespace {

/// Each stands on the one before and meets its tables in use.
Listed found_in(const std::string& engine, const std::vector<std::string>& scripts) {
  Gate gate(engine);
  std::vector<revision::Revision> revisions;
  std::vector<size_t> which;
  for (const std::string& script : scripts) {
    const std::string parent = revisions.empty() ? "" : revisions.back().id;
    which.push_back(revisions.size());
    revisions.push_back(revision_of("a" + std::to_string(which.size()), parent, "", script));
  }
  const Report report = gate.judge(std::move(revisions), which, Arrival::one_by_one);
  Listed out = listed(report);
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] += " of " + report.scripts[report.findings[i].script];
  }
  return out;
}

/// New tables with everything on them.
constexpr const char* kNewTables = R"(
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('new', 'paid');
CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email shop.email NOT NULL UNIQUE,
    name varchar(80) NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    joined timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE shop.orders (
    id bigserial PRIMARY KEY,
    customer bigint NOT NULL REFERENCES shop.customers ON DELETE CASCADE,
    code varchar(10),
    note text,
    state shop.state NOT NULL DEFAULT 'new',
    net numeric(10, 2) NOT NULL CHECK (net >= 0),
    gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    token uuid DEFAULT gen_random_uuid(),
    during tstzrange,
    extra jsonb,
    CONSTRAINT orders_apart EXCLUDE USING gist (customer WITH =, during WITH &&)
);
CREATE INDEX orders_customer ON shop.orders (customer);
CREATE UNIQUE INDEX orders_code ON shop.orders (lower(code)) WHERE code IS NOT NULL;
ALTER TABLE shop.orders ADD CONSTRAINT orders_note CHECK (note <> ''), ADD UNIQUE (token);
ALTER TABLE shop.orders ADD COLUMN weight integer NOT NULL;
CREATE TABLE shop.events (id bigint, day date NOT NULL, PRIMARY KEY (id, day))
    PARTITION BY RANGE (day);
CREATE TABLE shop.events_2024 PARTITION OF shop.events
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX events_day ON shop.events (day);
CREATE VIEW shop.open_orders AS SELECT id, net FROM shop.orders WHERE state = 'new';
CREATE MATERIALIZED VIEW shop.daily AS SELECT joined::date AS day, count(*) FROM shop.customers
    GROUP BY 1;
CREATE UNIQUE INDEX daily_day ON shop.daily (day);
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.note := coalesce(NEW.note, 'none');
  RETURN NEW;
END $$;
CREATE TRIGGER touch BEFORE INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();
ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.customers USING (email = current_user);
COMMENT ON TABLE shop.orders IS 'what customers want';
GRANT SELECT ON shop.orders TO pg_monitor;
INSERT INTO shop.customers (email, name) VALUES ('ann@example.com', 'Ann');
)";

/// The safe form of what would be a finding otherwise.
const std::vector<std::string> kSafeChanges = {
    "ALTER TABLE shop.orders ADD COLUMN colour text;\n"
    "ALTER TABLE shop.orders ADD COLUMN quantity integer NOT NULL DEFAULT 1;\n"
    "ALTER TABLE shop.orders ADD COLUMN made timestamptz DEFAULT now();\n"
    "ALTER TABLE shop.orders ALTER COLUMN colour SET DEFAULT 'red';\n",
    "UPDATE shop.orders SET colour = 'red' WHERE colour IS NULL AND id BETWEEN 1 AND 10000;\n",
    "CREATE INDEX CONCURRENTLY orders_state ON shop.orders (state);\n",
    "DROP INDEX CONCURRENTLY shop.orders_state;\n",
    "REINDEX INDEX CONCURRENTLY shop.orders_customer;\n",
    "ALTER TABLE shop.orders ADD CONSTRAINT orders_colour CHECK (colour IS NOT NULL) NOT VALID;\n",
    "ALTER TABLE shop.orders VALIDATE CONSTRAINT orders_colour;\n",
    "ALTER TABLE shop.orders ALTER COLUMN colour SET NOT NULL;\n"
    "ALTER TABLE shop.orders DROP CONSTRAINT orders_colour;\n",
    "ALTER TABLE shop.orders ADD COLUMN parent bigint;\n"
    "ALTER TABLE shop.orders ADD CONSTRAINT orders_parent FOREIGN KEY (parent)\n"
    "    REFERENCES shop.orders NOT VALID;\n-- transaction: off\n"
    "ALTER TABLE shop.orders VALIDATE CONSTRAINT orders_parent;\n",
    "CREATE UNIQUE INDEX CONCURRENTLY customers_name ON shop.customers (name);\n"
    "ALTER TABLE shop.customers ADD CONSTRAINT customers_name UNIQUE USING INDEX "
    "customers_name;\n",
    "ALTER TABLE shop.orders ALTER COLUMN code TYPE varchar(20);\nANALYZE shop.orders (code);\n",
    "ALTER TYPE shop.state ADD VALUE 'sent';\n"
    "UPDATE shop.orders SET state = 'sent' WHERE id = 1;\n",
    "ALTER TABLE shop.orders RENAME TO purchases;\n"
    "CREATE VIEW shop.orders AS SELECT * FROM shop.purchases;\n",
    "DROP VIEW shop.open_orders;\n"
    "CREATE VIEW shop.open_orders AS SELECT id, gross FROM shop.purchases;\n",
    "CREATE OR REPLACE VIEW shop.open_orders AS SELECT id, gross, note FROM shop.purchases;\n",
    "CREATE TABLE shop.events_2025 (LIKE shop.events INCLUDING ALL);\n"
    "ALTER TABLE shop.events ATTACH PARTITION shop.events_2025\n"
    "    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');\n",
    "ALTER TABLE shop.events DETACH PARTITION shop.events_2024 CONCURRENTLY;\n",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY shop.daily;\n",
    "ALTER DOMAIN shop.email ADD CONSTRAINT short CHECK (length(VALUE) < 200) NOT VALID;\n",
    "CREATE OR REPLACE FUNCTION shop.lowest() RETURNS bigint LANGUAGE sql SECURITY DEFINER\n"
    "    SET search_path = pg_catalog, pg_temp AS 'SELECT min(id) FROM shop.purchases';\n"
    "REVOKE ALL ON FUNCTION shop.lowest() FROM PUBLIC;\n",
    "ALTER TABLE shop.purchases SET (fillfactor = 80);\n"
    "ALTER TABLE shop.purchases ALTER COLUMN note SET STATISTICS 500;\n"
    "ALTER TABLE shop.purchases ALTER COLUMN net SET DEFAULT 0;\n",
    "ALTER TABLE shop.purchases DISABLE TRIGGER touch;\n"
    "ALTER TABLE shop.purchases ENABLE TRIGGER touch;\n",
    "CREATE TEMP TABLE work ON COMMIT DROP AS SELECT id FROM shop.purchases WHERE net = 0;\n"
    "CREATE INDEX ON work (id);\nANALYZE work;\n"
    "DELETE FROM shop.purchases USING work WHERE purchases.id = work.id;\n",
    "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'clerk') THEN\n"
    "    CREATE ROLE clerk;\n  END IF;\nEND $$;\n",
};

TEST(Safe, RevisionsOfPostgresqlAreLeftAlone) {
  std::vector<std::string> scripts = {kNewTables};
  scripts.insert(scripts.end(), kSafeChanges.begin(), kSafeChanges.end());
  EXPECT_EQ(found_in("postgresql", scripts), Listed{});
}

TEST(Safe, RevisionsOfSqliteAreLeftAlone) {
  const std::vector<std::string> scripts = {
      R"(
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    joined TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers ON DELETE CASCADE,
    net NUMERIC NOT NULL CHECK (net >= 0),
    gross NUMERIC GENERATED ALWAYS AS (net * 1.2) VIRTUAL,
    note TEXT
);
CREATE INDEX orders_customer ON orders (customer);
CREATE UNIQUE INDEX orders_note ON orders (lower(note)) WHERE note IS NOT NULL;
CREATE TABLE words (word TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIEW open_orders AS SELECT id, net FROM orders WHERE note IS NULL;
CREATE TRIGGER touch AFTER INSERT ON orders BEGIN
  UPDATE orders SET note = 'none' WHERE id = NEW.id AND note IS NULL;
END;
INSERT INTO customers (email) VALUES ('ann@example.com');
)",
      "ALTER TABLE orders ADD COLUMN colour TEXT;\n"
      "ALTER TABLE orders ADD COLUMN quantity INTEGER NOT NULL DEFAULT 1;\n",
      "UPDATE orders SET colour = 'red' WHERE colour IS NULL AND id BETWEEN 1 AND 10000;\n",
      "CREATE INDEX orders_colour ON orders (colour);\n",
      "DROP INDEX orders_colour;\n",
      "DROP VIEW open_orders;\nCREATE VIEW open_orders AS SELECT id, gross FROM orders;\n",
      "DROP TRIGGER touch;\n",
      "CREATE TEMP TABLE work AS SELECT id FROM orders WHERE net = 0;\n"
      "DELETE FROM orders WHERE id IN (SELECT id FROM work);\nDROP TABLE work;\n",
      "INSERT INTO words (word, id) VALUES ('red', 1) ON CONFLICT DO NOTHING;\n",
  };
  EXPECT_EQ(found_in("sqlite", scripts), Listed{});
}

}  // namespace
}  // namespace migrate::lint
