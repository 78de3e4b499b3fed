// Any schema to any other, and back. MIGRATE_SEED: the first case; MIGRATE_LONG=1: many of them.
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/error.h"
#include "tests/sqlite/random_schema.h"
#include "tests/sqlite/schema_bench.h"

namespace migrate::test {
namespace {

constexpr uint64_t kSeed = 1;
constexpr uint64_t kCases = 300;
constexpr uint64_t kManyCases = 10'000;

uint64_t first_seed() {
  const char* text = std::getenv("MIGRATE_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : kSeed;
}

TEST(SqliteSchemaProperty, RandomChangesRunForthAndBack) {
  const uint64_t first = first_seed();
  const uint64_t cases = std::getenv("MIGRATE_LONG") != nullptr ? kManyCases : kCases;
  uint64_t changed = 0;
  uint64_t rebuilt = 0;
  for (uint64_t seed = first; seed < first + cases && !HasFailure(); ++seed) {
    Dice dice(seed);
    const RandomSchema before = random_schema(dice);
    const RandomSchema after = mutated(before, dice);
    const std::string before_sql = to_sql(before, dice);
    const std::string after_sql = to_sql(after, dice);
    const std::string rows = rows_of(before, after, dice);
    RoundTrip found;
    try {
      found = round_trip(before_sql, rows, after_sql);
    } catch (const Error& error) {
      found.problem = std::string("throws: ") + error.what();
    }
    changed += found.up.empty() ? 0 : 1;
    rebuilt += found.up.find("legacy_alter_table") == std::string::npos ? 0 : 1;
    EXPECT_EQ(found.problem, "") << "MIGRATE_SEED=" << seed << "\n-- before\n"
                                 << before_sql << rows << "\n-- after\n"
                                 << after_sql << "\n-- up\n"
                                 << found.up << "\n-- down\n"
                                 << found.down;
  }
  EXPECT_GT(changed, cases / 2);
  EXPECT_GT(rebuilt, cases / 10);
  std::printf("%llu cases from seed %llu: %llu with changes, %llu with a rebuild\n",
              static_cast<unsigned long long>(cases), static_cast<unsigned long long>(first),
              static_cast<unsigned long long>(changed), static_cast<unsigned long long>(rebuilt));
}

}  // namespace
}  // namespace migrate::test
