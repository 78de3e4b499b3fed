// Whole schemas: what `dump` writes of them makes the same schema, by our own reading and by what
// SQLite's PRAGMAs say.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "lib/base/file.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

const std::string kFolder = MIGRATE_SOURCE_DIR "/tests/golden/schemas/sqlite";

std::vector<std::string> names() {
  std::set<std::string> sorted;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    sorted.insert(entry.path().stem().string());
  }
  return {sorted.begin(), sorted.end()};
}

class WholeSchema : public testing::TestWithParam<std::string> {};

TEST_P(WholeSchema, IsMadeAgainByItsDump) {
  LiteDatabase written(read_file(kFolder + "/" + GetParam() + ".sql"));
  const schema::Catalog catalog = written.catalog();
  EXPECT_TRUE(catalog.unmodelled.empty());
  const schema::SchemaPlan plan = schema::plan({}, catalog, sqlite::SqliteRules());
  LiteDatabase loaded;
  loaded.run(plan);
  EXPECT_EQ(difference_text(loaded.catalog(), catalog), "") << text_of(plan);
  EXPECT_EQ(loaded.observed(), written.observed()) << text_of(plan);
}

INSTANTIATE_TEST_SUITE_P(Schemas, WholeSchema, testing::ValuesIn(names()),
                         [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace migrate::test
