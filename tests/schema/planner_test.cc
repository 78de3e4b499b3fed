#include "lib/schema/planner.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "tests/schema/toy_rules.h"

namespace migrate::schema {
namespace {

TEST(SchemaPlanner, EqualCatalogsNeedNothing) {
  const Catalog side = toys({toy("table a"), toy("column a.x type=int")});
  EXPECT_EQ(planned(side, side), "");
}

TEST(SchemaPlanner, MakesWholesWithTheirParts) {
  const Catalog after = toys({toy("view v", "column a.x; table a"), toy("table a"),
                              toy("column a.x type=int", "type t"), toy("column a.y"),
                              toy("type t"), toy("index a.i", "column a.x")});
  EXPECT_EQ(planned({}, after),
            "create type t\n"
            "create table a (x, y)\n"
            "create index a.i\n"
            "create view v");
  EXPECT_EQ(planned(after, {}),
            "drop view v\n"
            "drop table a\n"
            "drop type t");
}

TEST(SchemaPlanner, LinksThatGoRoundAreMadeAfterBothTables) {
  const Catalog after = toys({toy("table a"), toy("column a.x"), toy("link a.to_b", "column b.x"),
                              toy("table b"), toy("column b.x"), toy("link b.to_a", "column a.x"),
                              toy("table c"), toy("link c.to_a", "column a.x")});
  EXPECT_EQ(planned({}, after),
            "create table a (x)\n"
            "create table b (x)\n"
            "create link a.to_b\n"
            "create link b.to_a\n"
            "create table c (to_a)");
  EXPECT_EQ(planned(after, {}),
            "drop link a.to_b\n"
            "drop link b.to_a\n"
            "drop table b\n"
            "drop table c\n"
            "drop table a");
}

TEST(SchemaPlanner, APreferenceOrdersAndGivesWayInACycle) {
  const Catalog one_way = toys({toy("table a", "", "table b"), toy("table b")});
  EXPECT_EQ(planned({}, one_way), "create table b\ncreate table a");
  const Catalog round = toys({toy("table a", "", "table b"), toy("table b", "", "table a")});
  EXPECT_EQ(planned({}, round), "create table a\ncreate table b");
}

TEST(SchemaPlanner, APreferenceBetweenTwoCyclesStays) {
  const Catalog after = toys({toy("table a", "", "table b"), toy("table b", "", "table a; table y"),
                              toy("table y", "", "table z"), toy("table z", "", "table d; table e"),
                              toy("table d", "", "table e"), toy("table e", "", "table d")});
  EXPECT_EQ(planned({}, after),
            "create table a\n"
            "create table d\n"
            "create table e\n"
            "create table z\n"
            "create table y\n"
            "create table b");
}

TEST(SchemaPlanner, WhatIsReplacedTakesItsDependentsAlong) {
  const auto side = [](const std::string& fixed) {
    return toys({toy("table a"), toy("column a.x fixed=" + fixed), toy("index a.i", "column a.x"),
                 toy("view v", "column a.x"), toy("view w", "view v"), toy("view z")});
  };
  EXPECT_EQ(planned(side("1"), side("2")),
            "drop index a.i\n"
            "drop view w\n"
            "drop view v\n"
            "drop column a.x\n"
            "create column a.x\n"
            "create index a.i\n"
            "create view v\n"
            "create view w");
}

TEST(SchemaPlanner, OnlyWhatIsInTheWayIsDroppedForAnAlteration) {
  const auto side = [](const std::string& type) {
    return toys({toy("table a"), toy("column a.x type=" + type), toy("link a.l", "column a.x"),
                 toy("view v", "column a.x"), toy("view w", "view v")});
  };
  EXPECT_EQ(planned(side("int"), side("text")),
            "drop view w\n"
            "drop view v\n"
            "alter column a.x (type)\n"
            "create view v\n"
            "create view w");
}

TEST(SchemaPlanner, AWholeTakesUpAllChangesOfItsParts) {
  const Catalog before = toys({toy("table a"), toy("column a.x deep=1"), toy("column a.y"),
                               toy("index a.i", "column a.x"), toy("view v", "table a")});
  const Catalog after = toys({toy("table a"), toy("column a.x deep=2"), toy("column a.z"),
                              toy("index a.i", "column a.x"), toy("view v", "table a")});
  EXPECT_EQ(planned(before, after),
            "drop index a.i\n"
            "drop view v\n"
            "alter table a (~x, -y, +z)\n"
            "create index a.i\n"
            "create view v");
}

TEST(SchemaPlanner, AReplacedWholeMakesItsPartsItself) {
  const Catalog before = toys({toy("table a fixed=1"), toy("column a.x deep=1")});
  const Catalog after =
      toys({toy("table a fixed=2"), toy("column a.x deep=2"), toy("column a.y whole")});
  EXPECT_EQ(planned(before, after), "drop table a\ncreate table a (x, y)");
}

TEST(SchemaPlanner, ANameIsFreedBeforeItIsGivenAgain) {
  EXPECT_EQ(planned(toys({toy("table a")}), toys({toy("view a")})), "drop table a\ncreate view a");
}

TEST(SchemaPlanner, WhatNoLongerNeedsAThingIsAlteredBeforeItIsDropped) {
  const Catalog before = toys({toy("type t"), toy("table a body=1", "type t")});
  const Catalog after = toys({toy("table a body=2")});
  EXPECT_EQ(planned(before, after), "alter table a (body)\ndrop type t");
}

TEST(SchemaPlanner, WhatIsNewIsMadeBeforeWhatIsAlteredToNeedIt) {
  const Catalog before = toys({toy("table a body=1")});
  const Catalog after = toys({toy("view v"), toy("table a body=2", "view v")});
  EXPECT_EQ(planned(before, after), "create view v\nalter table a (body)");
}

TEST(SchemaPlanner, TellsWhatCantBeChanged) {
  const Catalog before = toys({toy("table a never=1"), toy("table b body=1")});
  const Catalog after = toys({toy("table a never=2"), toy("table b body=2")});
  const SchemaPlan result = plan(before, after, ToyRules());
  ASSERT_EQ(result.impossible.size(), 1U);
  EXPECT_EQ(result.impossible[0].message, "table a: it can't be changed");
  ASSERT_EQ(result.statements.size(), 1U);
  EXPECT_EQ(result.statements[0].statement.text, "alter table b (body)");
}

TEST(SchemaPlanner, ACycleThatNothingBreaksNamesItsFacts) {
  const Catalog after =
      toys({toy("table a", "table b"), toy("table b", "table a"), toy("table c", "table a")});
  try {
    (void)plan({}, after, ToyRules());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "no order found for the changes of table a, table b");
  }
}

TEST(SchemaPlanner, LossesAreKeptWithWhatTheyNeed) {
  const Catalog before =
      toys({toy("type t"), toy("table a"), toy("column a.x"), toy("column a.y", "type t"),
            toy("table b"), toy("column b.x"), toy("index b.i", "column b.x"), toy("view v")});
  const Catalog after = toys({toy("table a"), toy("column a.x")});
  std::vector<Kept> kept;
  const Catalog spared = without_losses(before, after, ToyRules(), kept);
  std::vector<std::string> names;
  for (const Kept& each : kept) names.push_back(each.loss);
  EXPECT_EQ(names, (std::vector<std::string>{"column a.y", "table b"}));
  EXPECT_EQ(planned(before, spared), "drop view v");
}

TEST(SchemaPlanner, TwentyThousandTablesAreNoMatter) {
  std::vector<Fact> facts;
  for (int index = 0; index < 20'000; ++index) {
    const std::string name = "t" + std::to_string(index);
    facts.push_back(toy("table " + name));
    facts.push_back(toy("column " + name + ".x"));
    if (index > 0) {
      facts.push_back(toy("link " + name + ".l", "table t" + std::to_string(index - 1)));
    }
  }
  EXPECT_EQ(plan({}, toys(std::move(facts)), ToyRules()).statements.size(), 20'000U);
}

}  // namespace
}  // namespace migrate::schema
