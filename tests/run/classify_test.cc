// Where a schema stands among the prefixes of a history, from facts made by hand.
#include "lib/workflow/classify.h"

#include <gtest/gtest.h>

#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

/// "schema public|table a|column a.x type=int": facts, a dotted one a part of the table before.
schema::Catalog catalog(const std::string& text) {
  schema::Catalog result;
  for (const std::string& item : split(text, '|')) {
    const std::vector<std::string> words = split(item, ' ');
    schema::Fact fact;
    fact.identity = {words.at(0), split(words.at(1), '.')};
    if (fact.identity.name.size() > 1) {
      fact.part_of = schema::Identity{"table", {fact.identity.name[0]}};
    }
    for (size_t i = 2; i < words.size(); ++i) {
      const std::vector<std::string> pair = split(words[i], '=');
      fact.attributes[pair.at(0)] = pair.at(1);
    }
    result.add(std::move(fact));
  }
  return result;
}

/// The five states of a project: b comes, x changes its type, a.y goes, c comes.
const std::vector<std::string> kStates = {
    "schema public",
    "schema public|table a|column a.x type=int|column a.y type=int",
    "schema public|table a|column a.x type=int|column a.y type=int|table b",
    "schema public|table a|column a.x type=long|column a.y type=int|table b",
    "schema public|table a|column a.x type=long|table b",
    "schema public comment=ours|table a|column a.x type=long|table b|table c",
};

std::vector<Fit> fits_of(const schema::Catalog& actual) {
  Classification classification(actual);
  for (const std::string& state : kStates) classification.add(catalog(state));
  return classification.fits();
}

std::vector<size_t> counts(const std::vector<Fit>& fits) {
  std::vector<size_t> result;
  for (const Fit& fit : fits) result.push_back(fit.count);
  return result;
}

/// Those that come into question and differ in nothing.
std::vector<size_t> standing(const std::string& actual) {
  const schema::Catalog there = catalog(actual);
  std::vector<Fit> found = candidates(fits_of(there));
  std::erase_if(found, [](const Fit& fit) { return fit.different > 0; });
  return counts(found);
}

TEST(Classify, FindsEveryStateOfTheProject) {
  for (size_t count = 0; count < kStates.size(); ++count) {
    EXPECT_EQ(standing(kStates[count]), std::vector<size_t>{count}) << kStates[count];
  }
}

TEST(Classify, LetsStrangersPass) {
  EXPECT_EQ(standing(kStates[2] + "|table audit|column audit.who type=text"),
            std::vector<size_t>{2});
  EXPECT_EQ(standing("schema public|table audit"), std::vector<size_t>{0});
}

TEST(Classify, NamesStrangersWithoutTheirParts) {
  const schema::Catalog actual =
      catalog(kStates[2] + "|column a.z type=int|table audit|column audit.who type=text");
  Classification classification(actual);
  for (const std::string& state : kStates) classification.add(catalog(state));
  std::vector<std::string> names;
  for (const schema::Identity& identity : classification.foreign()) {
    names.push_back(describe(identity));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"column a.z", "table audit"}));
}

TEST(Classify, ADropThatHasNotRunIsNotTakenForOneThatHas) {
  // All that the first four make is there, and so is a.y, which the fourth drops.
  const std::string undropped =
      "schema public|table a|column a.x type=long|column a.y type=int|table b";
  EXPECT_EQ(standing(undropped), std::vector<size_t>{3});
}

TEST(Classify, ALaterRevisionThatHasRunInPartStandsInTheWay) {
  EXPECT_TRUE(
      standing("schema public|table a|column a.x type=int|column a.y type=int|table c").empty());
}

TEST(Classify, WhatAnEmptyDatabaseHasOtherwiseDoesNotCount) {
  EXPECT_EQ(standing("schema public grants=other|table a|column a.x type=int|column a.y type=int"),
            std::vector<size_t>{1});
}

TEST(Classify, OffersTextsThatDifferToTheServer) {
  const schema::Catalog actual =
      catalog("schema public|table a|column a.x type=integer|column a.y type=int|table b");
  const std::vector<Fit> found = candidates(fits_of(actual));
  EXPECT_EQ(counts(found), (std::vector<size_t>{3, 2}));
  EXPECT_EQ(found[0].different, 1U);
}

TEST(Classify, ComesNearestWithTheFewestDifferences) {
  // b is missing after two; after one nothing is missing, but c is of a later one.
  const schema::Catalog actual =
      catalog("schema public|table a|column a.x type=int|column a.y type=int|table c");
  EXPECT_EQ(nearest(fits_of(actual)).count, 1U);
  EXPECT_FALSE(incomplete(fits_of(actual)));
}

TEST(Classify, TellsWhereThingsAreOnlyMissing) {
  const schema::Catalog actual = catalog("schema public|table a|column a.x type=int");
  const std::optional<Fit> lacking = incomplete(fits_of(actual));
  ASSERT_TRUE(lacking);
  EXPECT_EQ(lacking->count, 1U);
  EXPECT_EQ(lacking->missing, 1U);
}

TEST(Classify, CountsBackToWhereTheSchemaWasMade) {
  std::vector<Fit> fits(5);
  const std::vector<std::string> digests = {"none", "one", "two", "two", "one"};
  for (size_t i = 0; i < fits.size(); ++i) fits[i] = {i, digests[i]};
  EXPECT_EQ(first_alike(fits, 3), 2U);
  EXPECT_EQ(first_alike(fits, 2), 2U);
  EXPECT_EQ(first_alike(fits, 4), 4U);
  EXPECT_EQ(first_alike(fits, 0), 0U);
}

}  // namespace
}  // namespace migrate::workflow
