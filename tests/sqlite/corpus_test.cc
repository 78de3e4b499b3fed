// Schemas that nobody here wrote. MIGRATE_CORPUS names the directory; it is read, never copied.
// Unset: there is nothing to try, and the tests skip.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

std::string corpus() {
  const char* path = std::getenv("MIGRATE_CORPUS");
  return path == nullptr ? "" : path;
}

std::string tried(const std::string& before, const std::string& after) {
  try {
    return round_trip(before, "", after).problem;
  } catch (const Error& error) {
    return std::string("throws: ") + error.what();
  }
}

TEST(SqliteSchemaCorpus, PairsEndEqualForthAndBack) {
  if (corpus().empty()) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  std::set<std::string> pairs;
  for (const std::string& path : list_files(corpus() + "/pairs/sqldef-sqlite")) {
    if (path.ends_with("/b.sql")) pairs.insert(path.substr(0, path.size() - 5));
  }
  ASSERT_FALSE(pairs.empty());
  size_t equal = 0;
  for (const std::string& pair : pairs) {
    const std::string problem = tried(read_file(pair + "a.sql"), read_file(pair + "b.sql"));
    EXPECT_EQ(problem, "") << pair;
    equal += problem.empty() ? 1 : 0;
  }
  std::printf("%zu of %zu pairs end equal, forth and back\n", equal, pairs.size());
}

TEST(SqliteSchemaCorpus, DumpsLoadAgain) {
  if (corpus().empty()) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  for (const char* name : {"memos", "taproot-assets", "river"}) {
    SCOPED_TRACE(name);
    // The shell's `.schema` shows SQLite's own table, too, which nobody may make.
    LiteDatabase original(
        replace_all(read_file(corpus() + "/migrations/" + name + "/final.schema.sql"),
                    "CREATE TABLE sqlite_sequence(name,seq);", ""));
    const schema::Catalog catalog = original.catalog();
    EXPECT_TRUE(catalog.unmodelled.empty());
    LiteDatabase copy;
    copy.run(schema::plan({}, catalog, sqlite::SqliteRules()));
    EXPECT_EQ(difference_text(catalog, copy.catalog()), "");
    EXPECT_EQ(original.observed(), copy.observed());
    std::printf("%s: %zu facts\n", name, catalog.facts.size());
    EXPECT_GT(catalog.facts.size(), 10U);
  }
}

/// A history as pairs: what each of its scripts does to the schema, planned instead.
TEST(SqliteSchemaCorpus, HistoriesCanBePlannedStepByStep) {
  if (corpus().empty()) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  const auto dump = [](LiteDatabase& database) {
    return text_of(schema::plan({}, database.catalog(), sqlite::SqliteRules()));
  };
  size_t steps = 0;
  size_t equal = 0;
  for (const char* name : {"memos", "taproot-assets", "river"}) {
    LiteDatabase database;
    std::string before;
    for (const std::string& path : list_files(corpus() + "/migrations/" + name + "/plain")) {
      if (!path.ends_with(".up.sql")) continue;
      try {
        database.run(read_file(path));
      } catch (const Error&) {
        continue;  // made for a database that a program had made before
      }
      const std::string after = dump(database);
      const std::string problem = tried(before, after);
      EXPECT_EQ(problem, "") << path;
      equal += problem.empty() ? 1 : 0;
      ++steps;
      before = after;
    }
  }
  std::printf("%zu of %zu steps end equal, forth and back\n", equal, steps);
  EXPECT_GT(steps, 50U);
}

}  // namespace
}  // namespace migrate::test
