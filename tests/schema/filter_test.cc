#include "lib/schema/filter.h"

#include <gtest/gtest.h>

#include "tests/schema/toy_rules.h"

namespace migrate::schema {
namespace {

TEST(SchemaFilter, PatternsHaveStarsAndQuestionMarks) {
  EXPECT_TRUE(matches("orders", "orders"));
  EXPECT_TRUE(matches("orders", "*"));
  EXPECT_TRUE(matches("audit_log_2024", "audit_*_20??"));
  EXPECT_TRUE(matches("aXbXc", "a*X*c"));
  EXPECT_TRUE(matches("", "*"));
  EXPECT_FALSE(matches("orders", "order"));
  EXPECT_FALSE(matches("orders", "?"));
  EXPECT_FALSE(matches("abc", "a*d"));
  EXPECT_FALSE(matches("", "?"));
}

std::string left(Catalog catalog, const Filter& filter) {
  std::string result;
  for (const auto& [identity, fact] : filtered(std::move(catalog), filter).facts) {
    result += (result.empty() ? "" : "; ") + describe(identity);
  }
  return result;
}

TEST(SchemaFilter, IgnoredThingsGoWithTheirParts) {
  const Catalog catalog = toys({toy("table a"), toy("column a.x"), toy("table audit_1"),
                                toy("column audit_1.x"), toy("view v", "table audit_1")});
  EXPECT_EQ(left(catalog, {{"audit_*"}, {}}), "column a.x; table a; view v");
}

TEST(SchemaFilter, APatternWithoutASchemaMeansTheHomeSchema) {
  Catalog catalog;
  catalog.home = "public";
  catalog.add({{"table", {"public", "log"}}});
  catalog.add({{"table", {"app", "log"}}});
  EXPECT_EQ(left(catalog, {{"log"}, {}}), "table app.log");
  EXPECT_EQ(left(catalog, {{"app.*"}, {}}), "table public.log");
  EXPECT_EQ(left(catalog, {{"*.log"}, {}}), "");
}

TEST(SchemaFilter, APatternMayHaveTheSpellingThatAnIdentityLacks) {
  Fact log = toy("table auditlog");
  log.remarks["name"] = "AuditLog";
  EXPECT_EQ(left(toys({log}), {{"Audit*"}, {}}), "");
  EXPECT_EQ(left(toys({log}), {{"audit*"}, {}}), "");
  EXPECT_EQ(left(toys({log, toy("table __efmigrationshistory")}), {{"AUDIT*"}, {}}),
            "table auditlog");
}

TEST(SchemaFilter, BookkeepingOfMigratorsNeverCounts) {
  EXPECT_EQ(left(toys({toy("table alembic_version"), toy("column alembic_version.num"),
                       toy("table migrate_meta"), toy("table orders")}),
                 {}),
            "table orders");
}

TEST(SchemaFilter, AttributesCanBeLeftOut) {
  const Catalog catalog = filtered(toys({toy("table a owner=me x=1")}), {{}, {"owner"}});
  EXPECT_FALSE(catalog.facts.begin()->second.has("owner"));
  EXPECT_TRUE(catalog.facts.begin()->second.has("x"));
}

}  // namespace
}  // namespace migrate::schema
