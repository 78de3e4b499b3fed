#include "lib/plan/change.h"

#include <gtest/gtest.h>

#include "lib/revision/header.h"
#include "tests/plan/plans.h"

namespace migrate::plan {
namespace {

using revision::Revision;
using revision::RevisionGraph;

/// "b: a" with this SQL on its way up, and down.
Revision scripted(const std::string& text, const std::string& up, const std::string& down = "") {
  Revision revision = test::make_revision(text);
  revision.up.source = SourceText::from_memory("versions/" + revision.id + ".up.sql", up);
  if (!down.empty()) {
    revision.down.emplace();
    revision.down->source = SourceText::from_memory("versions/" + revision.id + ".down.sql", down);
  }
  return revision;
}

RevisionGraph graph_of(std::vector<Revision> revisions) {
  std::vector<Diagnostic> problems;
  RevisionGraph graph(std::move(revisions), problems);
  EXPECT_TRUE(problems.empty());
  return graph;
}

Change change(const RevisionGraph& before, const RevisionGraph& now) {
  return change_between(before, now, *sql::find_dialect("sqlite"));
}

TEST(Change, WhatIsNewIsAdded) {
  const Change found = change(graph_of({scripted("a", "SELECT 1;")}),
                              graph_of({scripted("a", "SELECT 1;"), scripted("b: a", "SELECT 2;"),
                                        scripted("c: b", "SELECT 3;")}));
  EXPECT_EQ(found.added, (std::vector<size_t>{1, 2}));
  EXPECT_TRUE(found.edited.empty());
}

TEST(Change, AnEditedUpScriptIsFound) {
  const Change found =
      change(graph_of({scripted("a", "SELECT 1;")}), graph_of({scripted("a", "SELECT 2;")}));
  EXPECT_EQ(test::text_of(found.edited),
            "edited-revision: the up script of a was edited\n"
            "databases that have it keep what they have: leave it as it was, and write a new "
            "revision");
  EXPECT_EQ(found.edited.at(0).location.file, "versions/a.up.sql");
  EXPECT_TRUE(found.added.empty());
}

TEST(Change, DownScriptsAndFileNamesMayChange) {
  Revision renamed = scripted("a", "SELECT 1;", "SELECT 4;");
  renamed.up.source = SourceText::from_memory("elsewhere/a.up.sql", "SELECT 1;");
  const Change found =
      change(graph_of({scripted("a", "SELECT 1;", "SELECT 3;")}), graph_of({std::move(renamed)}));
  EXPECT_TRUE(found.edited.empty());
}

TEST(Change, ARevisionThatIsGoneIsFound) {
  const Change found = change(graph_of({scripted("a", "SELECT 1;"), scripted("b: a", "SELECT 2;")}),
                              graph_of({scripted("a", "SELECT 1;")}));
  EXPECT_EQ(test::text_of(found.edited),
            "removed-revision: revision b is gone\n"
            "databases that have it can't be migrated without its file: put it back, and undo in a "
            "new revision what it does");
}

TEST(Change, ARevisionThatStandsElsewhereIsFound) {
  const Change found =
      change(graph_of({scripted("a", "SELECT 1;"), scripted("b", "SELECT 2;")}),
             graph_of({scripted("a", "SELECT 1;"), scripted("b: a", "SELECT 2;")}));
  EXPECT_EQ(found.edited.at(0).code, "moved-revision");
  EXPECT_EQ(found.edited.at(0).message, "revision b stands on a, and stood on nothing");
}

}  // namespace
}  // namespace migrate::plan
