// What golden cases can't show of subscriptions: refusals, and the values of other versions.
#include <gtest/gtest.h>

#include "tests/postgresql/schema_database.h"

namespace migrate::test {
namespace {

schema::Catalog with(schema::Attributes attributes, schema::Attributes remarks = {}) {
  schema::Fact fact;
  fact.identity = {"subscription", {"s"}};
  fact.attributes = std::move(attributes);
  fact.attributes["publications"] = "p";
  fact.remarks = std::move(remarks);
  fact.remarks["mine"] = "yes";
  schema::Catalog catalog;
  catalog.add(std::move(fact));
  return catalog;
}

TEST(Subscription, RefusesWhatThePublishersSlotMustTake) {
  for (const char* option : {"two_phase", "failover"}) {
    const schema::Catalog off = with({});
    const schema::Catalog on = with({{option, "true"}});
    for (const auto& [before, after] : {std::pair(&off, &on), std::pair(&on, &off)}) {
      const auto impossible = schema::plan(*before, *after, postgresql_rules()).impossible;
      ASSERT_EQ(impossible.size(), 1U) << option;
      EXPECT_NE(impossible[0].message.find(option), std::string::npos) << impossible[0].message;
    }
  }
}

TEST(Subscription, GoesBackToWhatTheVersionHasUsually) {
  const schema::Catalog parallel = with({{"streaming", "parallel"}, {"origin", "'none'"}});
  EXPECT_EQ(script(parallel, with({})),
            "ALTER SUBSCRIPTION s SET (streaming = off, origin = any);\n");
  const schema::Catalog off = with({{"streaming", "off"}, {"password_required", "false"}},
                                   {{"default_streaming", "parallel"}});
  EXPECT_EQ(script(off, with({}, {{"default_streaming", "parallel"}})),
            "ALTER SUBSCRIPTION s SET (streaming = parallel, password_required = true);\n");
}

TEST(Subscription, IsLostWithItsConnection) {
  const schema::Catalog before = with({});
  const schema::Catalog after;
  const schema::Parts before_parts(before);
  const schema::Parts after_parts(after);
  const auto changes = schema::difference(before, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(postgresql_rules().loss(changes[0], {before, after, before_parts, after_parts, {}}),
            "subscription s with its connection");
}

}  // namespace
}  // namespace migrate::test
