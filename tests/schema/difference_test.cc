#include "lib/schema/difference.h"

#include <gtest/gtest.h>

#include "tests/schema/toy_rules.h"

namespace migrate::schema {
namespace {

TEST(SchemaDifference, TellsWhatIsOnOneSideAndWhichAttributesDiffer) {
  const Catalog before = toys({toy("table a"), toy("table b x=1 y=2 z=3"), toy("table c")});
  const Catalog after = toys({toy("table b x=1 y=5 w=4"), toy("table c"), toy("table d")});
  const auto changes = difference(before, after);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].identity().name[0], "a");
  EXPECT_EQ(changes[0].after, nullptr);
  EXPECT_EQ(changes[1].attributes, (std::vector<std::string>{"w", "y", "z"}));
  EXPECT_TRUE(changes[1].changes("w"));
  EXPECT_FALSE(changes[1].changes("x"));
  EXPECT_EQ(changes[2].before, nullptr);
}

TEST(SchemaDifference, RemarksAndNeedsAreNotCompared) {
  Fact one = toy("table a", "table b");
  one.remarks["position"] = "1";
  Fact other = toy("table a", "table c");
  other.remarks["position"] = "2";
  EXPECT_TRUE(difference(toys({one}), toys({other})).empty());
}

TEST(SchemaFacts, AreFoundByTheirIdentityAndTheirWhole) {
  const Catalog catalog = toys({toy("table a"), toy("column a.x"), toy("column a.y")});
  EXPECT_EQ(catalog.find({"table", {"b"}}), nullptr);
  const Fact* column = catalog.find({"column", {"a", "y"}});
  ASSERT_NE(column, nullptr);
  EXPECT_EQ(describe(column->identity), "column a.y");
  EXPECT_EQ(describe(outermost(catalog, *column).identity), "table a");
  EXPECT_EQ(Parts(catalog).of({"table", {"a"}}).size(), 2U);
  EXPECT_TRUE(Parts(catalog).of({"table", {"b"}}).empty());
}

}  // namespace
}  // namespace migrate::schema
