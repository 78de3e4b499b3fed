// How long a big schema takes to read, beside pg_dump -s of the same database: figures for people,
// no verdict. Only with MIGRATE_LONG=1.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/postgresql/schema_database.h"

namespace migrate::test {
namespace {

constexpr int kTables = 4000;

template <typename Act>
long milliseconds(Act act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               start)
      .count();
}

TEST(SchemaSpeed, TellsWhatManyTablesTake) {
  if (std::getenv("MIGRATE_LONG") == nullptr) GTEST_SKIP() << "MIGRATE_LONG is not set";
  const SchemaDatabase database;
  for (int first = 0; first < kTables; first += 100) {
    const std::string range = std::to_string(first) + ".." + std::to_string(first + 99);
    ASSERT_EQ(database.apply({"DO $$ BEGIN FOR i IN " + range +
                              " LOOP EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY,"
                              " a text DEFAULT ''x'' NOT NULL, b integer DEFAULT 0,"
                              " c numeric(10,2) CHECK (c > 0), d timestamptz DEFAULT now(),"
                              " e jsonb, f boolean, g varchar(20))', i);"
                              " EXECUTE format('CREATE INDEX ON t%s (a, b)', i);"
                              " IF i % 4 = 0 THEN EXECUTE format('CREATE VIEW v%s AS"
                              " SELECT id, a FROM t%s WHERE b > 0', i, i); END IF;"
                              " END LOOP; END $$"}),
              "");
  }
  ASSERT_EQ(database.apply({"ANALYZE pg_catalog.pg_depend", "ANALYZE pg_catalog.pg_attribute",
                            "ANALYZE pg_catalog.pg_class", "ANALYZE pg_catalog.pg_constraint",
                            "ANALYZE pg_catalog.pg_index", "ANALYZE pg_catalog.pg_attrdef"}),
            "");
  size_t facts = 0;
  const long reading = milliseconds([&] { facts = database.read().facts.size(); });
  const long dumping = milliseconds([&] { (void)database.raw_dump(); });
  std::cout << facts << " facts in " << reading << " ms; pg_dump -s: " << dumping << " ms\n";
  EXPECT_GT(facts, 10U * kTables);
}

}  // namespace
}  // namespace migrate::test
