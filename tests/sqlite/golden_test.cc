// tests/golden/schema/sqlite/<case>/: before.sql and after.sql, two schemas (a file that is
// missing: an empty one), rows.sql, what is in the first, and the plans between them, up.sql and
// down.sql. MIGRATE_UPDATE_GOLDEN=1 writes the plans anew. Each case is also run, forth and back.
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <set>

#include "lib/base/file.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

std::string text_at(const std::string& path) { return path_exists(path) ? read_file(path) : ""; }

TEST(SqliteSchemaGolden, PlansRunForthAndBack) {
  std::set<std::string> cases;
  for (const std::string& path : list_files(MIGRATE_SOURCE_DIR "/tests/golden/schema/sqlite")) {
    cases.insert(path.substr(0, path.rfind('/') + 1));
  }
  EXPECT_GE(cases.size(), 80U);
  for (const std::string& path : cases) {
    SCOPED_TRACE(path);
    const RoundTrip found = round_trip(text_at(path + "before.sql"), text_at(path + "rows.sql"),
                                       text_at(path + "after.sql"));
    EXPECT_EQ(found.problem, "");
    EXPECT_NE(found.up, "");
    expect_golden(path + "up.sql", found.up);
    expect_golden(path + "down.sql", found.down);
  }
}

}  // namespace
}  // namespace migrate::test
