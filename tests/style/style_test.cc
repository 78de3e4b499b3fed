// The house's rules hold in the tree; and each rule finds what it is there for.
#include "tests/style/style.h"

#include <gtest/gtest.h>

#include <functional>

#include "lib/base/file.h"

namespace migrate::style {
namespace {

std::string listed(const Findings& findings) {
  std::string result;
  for (const std::string& finding : findings) result += "\n  " + finding;
  return result;
}

void expect_in_tree(const std::function<Findings(const Source&)>& rule) {
  const std::vector<Source> tree = sources(MIGRATE_SOURCE_DIR);
  ASSERT_GT(tree.size(), 40U) << "the tree was not found";
  Findings all;
  for (const Source& source : tree) {
    const Findings some = rule(source);
    all.insert(all.end(), some.begin(), some.end());
  }
  EXPECT_TRUE(all.empty()) << listed(all);
}

TEST(Tree, IncludesPointDownTheFloors) {
  expect_in_tree([](const Source& source) {
    return source.path.rfind("tests/", 0) == 0 ? Findings{} : layering(source);
  });
}
TEST(Tree, KeepsLibrariesInTheirRooms) {
  expect_in_tree([](const Source& source) {
    return source.path.rfind("tests/", 0) == 0 ? Findings{} : foreign_headers(source);
  });
}
TEST(Tree, NamesEnginesInTheirRoomsOnly) { expect_in_tree(engine_names); }
TEST(Tree, KeepsTheLibrarySilent) { expect_in_tree(side_effects); }
TEST(Tree, HasNoLongFiles) { expect_in_tree(length); }
TEST(Tree, HasNoBoolParameters) { expect_in_tree(bool_parameters); }
TEST(Tree, GuardsItsHeaders) { expect_in_tree(include_guard); }

TEST(Tree, HasDocumentationWithoutBrokenLinks) {
  const std::string root = MIGRATE_SOURCE_DIR;
  std::vector<std::string> pages = {root + "/README.md", root + "/CHANGELOG.md",
                                    root + "/CONTRIBUTING.md"};
  for (const std::string& path : list_files(root + "/docs")) {
    if (path.ends_with(".md")) pages.push_back(path);
  }
  Findings all;
  for (const std::string& path : pages) {
    const Findings some = broken_links(root, {path.substr(root.size() + 1), read_file(path)});
    all.insert(all.end(), some.begin(), some.end());
  }
  EXPECT_TRUE(all.empty()) << listed(all);
}

TEST(Layering, RefusesAnIncludeUpwards) {
  const Findings found =
      layering({"lib/plan/plan.cc", "#include <map>\n#include \"lib/run/runner.h\"\n"});
  EXPECT_EQ(found, Findings{"lib/plan/plan.cc:2: lib/plan must not know lib/run"});
}

TEST(Layering, RefusesARoomOnTheSameFloor) {
  EXPECT_EQ(layering({"lib/sqlite/a.cc", "#include \"lib/history/history_store.h\"\n"}).size(), 1U);
  EXPECT_EQ(layering({"lib/sqlite/a.cc", "#include \"lib/sqlite/b.h\"\n"}).size(), 0U);
}

TEST(Layering, RefusesAnEnginesRoomFromAbove) {
  const std::string include = "#include \"lib/sqlite/sqlite_driver.h\"\n";
  EXPECT_EQ(layering({"cmd/migrate/main.cc", include}).size(), 1U);
  EXPECT_EQ(layering({"lib/engines.cc", include}).size(), 0U);
}

TEST(Layering, RefusesAnUnknownRoom) {
  EXPECT_EQ(layering({"lib/new/a.cc", "#include \"lib/base/file.h\"\n"}).size(), 1U);
  EXPECT_EQ(layering({"lib/run/a.cc", "#include \"lib/new/a.h\"\n"}).size(), 1U);
}

TEST(ForeignHeaders, BelongToOneRoom) {
  EXPECT_EQ(foreign_headers({"lib/run/runner.cc", "#include <libpq-fe.h>\n"}).size(), 1U);
  EXPECT_EQ(foreign_headers({"cmd/migrate/main.cc", "#include <CLI/CLI.hpp>\n"}).size(), 1U);
  EXPECT_EQ(foreign_headers({"lib/sqlite/connection.cc", "#include <sqlite3.h>\n"}).size(), 0U);
}

TEST(EngineNames, CountInCodeAndStringsButNotInComments) {
  EXPECT_EQ(engine_names({"lib/run/a.cc", "if (engine == \"sqlite\") {}\n"}).size(), 1U);
  EXPECT_EQ(engine_names({"lib/run/a.cc", "// PostgreSQL: 25001\n/* sqlite */ int a;\n"}).size(),
            0U);
  EXPECT_EQ(engine_names({"lib/run/a.cc", "case \"SQLITE_BUSY\":\n"}).size(), 0U);
  EXPECT_EQ(engine_names({"lib/run/a.cc", "case SQLITE_BUSY:\n"}).size(), 1U);
  EXPECT_EQ(engine_names({"lib/sqlite/a.cc", "int sqlite;\n"}).size(), 0U);
}

TEST(SideEffects, AreFoundInCodeOnly) {
  EXPECT_EQ(side_effects({"lib/run/a.cc", "std::cout << 1;\n"}).size(), 1U);
  EXPECT_EQ(side_effects({"lib/run/a.cc", "auto home = std::getenv(\"HOME\");\n"}).size(), 1U);
  EXPECT_EQ(side_effects({"lib/run/a.cc", "if (bad) exit(1);\n"}).size(), 1U);
  EXPECT_EQ(side_effects({"lib/run/a.cc", "snprintf(buffer, size, \"exit\");  // exit\n"}).size(),
            0U);
  EXPECT_EQ(side_effects({"cmd/migrate/a.cc", "std::cout << 1;\n"}).size(), 0U);
}

TEST(Length, StopsAt500Lines) {
  EXPECT_EQ(length({"lib/run/a.cc", std::string(500, '\n')}).size(), 0U);
  EXPECT_EQ(length({"lib/run/a.cc", std::string(501, '\n')}).size(), 1U);
}

TEST(BoolParameters, AreFoundInHeaders) {
  EXPECT_EQ(bool_parameters({"lib/a/a.h", "void f(int a, bool force);\n"}).size(), 1U);
  EXPECT_EQ(bool_parameters({"lib/a/a.h", "void f(bool force = false);\n"}).size(), 1U);
  EXPECT_EQ(
      bool_parameters({"lib/a/a.h", "bool f(int a);\nexplicit operator bool() const;\n"}).size(),
      0U);
}

TEST(IncludeGuard, IsAskedOfHeaders) {
  EXPECT_EQ(include_guard({"lib/a/a.h", "int f();\n"}).size(), 1U);
  EXPECT_EQ(include_guard({"lib/a/a.cc", "int f();\n"}).size(), 0U);
}

TEST(WithoutComments, KnowsLiterals) {
  EXPECT_EQ(without_comments("a(\"//\"); // b\n", Literals::keep), "a(\"//\");     \n");
  EXPECT_EQ(without_comments("R\"x(/* )x\" c", Literals::keep), "R\"x(/* )x\" c");
  EXPECT_EQ(without_comments("1'000 'e' /*\n*/ d", Literals::blank), "1'000 ' '   \n   d");
}

TEST(BrokenLinks, AreMissingFilesAndHeadings) {
  const std::string root = MIGRATE_SOURCE_DIR;
  const Source page = {
      "README.md",
      "# A title, here\n[ok](LICENSE) [ok](#a-title-here) [ok](https://example.org)\n"
      "[bad](no-such-file.md)\n[bad](#nowhere)\n```\n[not a link](nothing)\n```\n"};
  EXPECT_EQ(broken_links(root, page), (Findings{"README.md:3: no-such-file.md: no such file",
                                                "README.md:4: #nowhere: no such heading"}));
}

}  // namespace
}  // namespace migrate::style
