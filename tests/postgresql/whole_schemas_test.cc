// Whole schemas in the spirit of well-known ones: what `dump` writes of them makes the same schema,
// by our own reading and by pg_dump.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "lib/base/file.h"
#include "tests/postgresql/schema_database.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

const std::string kFolder = MIGRATE_SOURCE_DIR "/tests/golden/schemas/postgresql";

std::vector<std::string> names() {
  std::set<std::string> sorted;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    sorted.insert(entry.path().stem().string());
  }
  return {sorted.begin(), sorted.end()};
}

schema::Catalog nothing() { return SchemaDatabase().read(); }

/// The dump of what a dump makes: texts that read back otherwise have settled then.
std::string settled_dump(const SchemaDatabase& database) {
  SchemaDatabase again;
  EXPECT_EQ(again.run(database.raw_dump()), "");
  return again.dump();
}

void expect_round_trip(const std::string& sql) {
  SchemaDatabase written;
  ASSERT_EQ(written.run(sql), "");
  const schema::Catalog catalog = written.read();
  std::string unmodelled;
  for (const schema::Identity& identity : catalog.unmodelled) unmodelled += describe(identity);
  EXPECT_EQ(unmodelled, "");

  const std::string dump = script(nothing(), catalog);
  SchemaDatabase loaded;
  ASSERT_EQ(loaded.run(dump), "") << dump;
  SchemaDatabase again;
  ASSERT_EQ(again.run(script(nothing(), loaded.read())), "");
  // What the server says of its own texts is the same from the second generation on.
  EXPECT_EQ(differences(again.read(), loaded.read()), "") << dump;
  EXPECT_EQ(script(nothing(), again.read()), script(nothing(), loaded.read()));
  if (PostgresServer::instance().has("pg_dump")) {
    EXPECT_EQ(settled_dump(loaded), settled_dump(written)) << dump;
  }
}

class WholeSchema : public testing::TestWithParam<std::string> {};

TEST_P(WholeSchema, IsMadeAgainByItsDump) {
  expect_round_trip(read_file(kFolder + "/" + GetParam() + ".sql"));
}

INSTANTIATE_TEST_SUITE_P(Schemas, WholeSchema, testing::ValuesIn(names()),
                         [](const auto& tested) { return tested.param; });

TEST(WholeSchemas, OfHundredsOfTables) {
  expect_round_trip(
      "DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, "
      "parent bigint REFERENCES t%s, note text DEFAULT ''x'', CHECK (id > 0))', i, i); EXECUTE "
      "format('CREATE INDEX ON t%s (note)', i); IF i > 1 THEN EXECUTE format('ALTER TABLE t%s ADD "
      "COLUMN before bigint REFERENCES t%s', i, i - 1); END IF; END LOOP; END $$");
}

}  // namespace
}  // namespace migrate::test
