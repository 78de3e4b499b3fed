#include "lib/schema/digest.h"

#include <gtest/gtest.h>

namespace migrate::schema {
namespace {

Catalog catalog(const std::string& type) {
  Catalog result;
  result.add({.identity = {"table", {"t"}}});
  result.add({.identity = {"column", {"t", "x"}}, .attributes = {{"type", type}}});
  return result;
}

TEST(Digest, IsOverIdentitiesAndAttributes) {
  const Digests one = digests(catalog("int"));
  EXPECT_EQ(one.whole, digests(catalog("int")).whole);
  EXPECT_NE(one.whole, digests(catalog("text")).whole);
  EXPECT_EQ(one.kinds.at("table"), digests(catalog("text")).kinds.at("table"));
  EXPECT_NE(one.kinds.at("column"), digests(catalog("text")).kinds.at("column"));
  EXPECT_TRUE(one.whole.starts_with("s1:"));
  EXPECT_EQ(one.whole.size(), 19U);
}

TEST(Digest, LeavesRemarksAndDependenciesOut) {
  Catalog other = catalog("int");
  Fact& column = other.facts.at({"column", {"t", "x"}});
  column.remarks["position"] = "7";
  column.part_of = Identity{"table", {"t"}};
  column.needs.push_back({"table", {"t"}});
  EXPECT_EQ(digests(other).whole, digests(catalog("int")).whole);
}

TEST(Digest, TellsHowTextsAreCut) {
  Catalog one;
  one.add({.identity = {"table", {"ab", "c"}}});
  Catalog other;
  other.add({.identity = {"table", {"a", "bc"}}});
  EXPECT_NE(digests(one).whole, digests(other).whole);
}

TEST(Digest, OfNothingIsOne) {
  EXPECT_EQ(digests({}).whole, "s1:e3b0c44298fc1c14");
  EXPECT_TRUE(digests({}).kinds.empty());
}

}  // namespace
}  // namespace migrate::schema
