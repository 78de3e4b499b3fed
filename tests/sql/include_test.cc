#include "lib/sql/include.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/sql/splits.h"
#include "tests/support/temp_dir.h"

namespace migrate::sql {
namespace {

class Include : public testing::Test {
 protected:
  SourceText expand(const std::string& name) {
    return expand_includes(SourceText::from_file(directory_ / name, name), postgresql_dialect(),
                           directory_.path(), diagnostics_);
  }

  test::TempDir directory_;
  std::vector<Diagnostic> diagnostics_;
};

TEST_F(Include, LeavesScriptsWithoutIncludesAlone) {
  directory_.write("a.sql", "SELECT 'a\\ib';\nCOPY t FROM stdin;\n\\ir x\n\\.\n");
  const SourceText source = expand("a.sql");
  EXPECT_EQ(source.path(), directory_ / "a.sql");
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(Include, PutsFilesInTheirPlace) {
  directory_.write("versions/a.up.sql", "SELECT 1;\n\\i sql/one.sql\nSELECT 2;\n");
  directory_.write("sql/one.sql", "\xEF\xBB\xBFSELECT 'one';\n\\ir two.sql\nSELECT 'last' -- end");
  directory_.write("sql/two.sql", "SELECT 'two';\n");
  const SourceText source = expand("versions/a.up.sql");
  EXPECT_TRUE(diagnostics_.empty());
  EXPECT_EQ(texts(source.read_all(), postgresql_dialect()),
            (std::vector<std::string>{"SELECT 1;", "SELECT 'one';", "SELECT 'two';",
                                      "SELECT 'last' -- end\n;", "SELECT 2;"}));
}

TEST_F(Include, MapsPlacesBack) {
  directory_.write("a.sql", "SELECT 1;\n\\i b.sql\nSELECT 2;\n");
  directory_.write("b.sql", "-- b\nSELECT 'b';\n");
  const SourceText source = expand("a.sql");
  const std::string text = source.read_all();
  const auto place = [&](const char* sql) {
    const Location location = source.locate(text.find(sql));
    return location.file + ":" + std::to_string(location.position.line);
  };
  EXPECT_EQ(place("SELECT 1"), "a.sql:1");
  EXPECT_EQ(place("SELECT 'b'"), "b.sql:2");
  EXPECT_EQ(place("SELECT 2"), "a.sql:3");
}

TEST_F(Include, TurnsClientCopyIntoServerCopy) {
  directory_.write("a.sql", "\\copy t (a, b) FROM 'rows.csv' WITH (FORMAT csv)\nSELECT 1;\n");
  directory_.write("rows.csv", "1,x\n2,y");
  const std::string text = expand("a.sql").read_all();
  EXPECT_TRUE(diagnostics_.empty());
  const auto found = split(text, postgresql_dialect());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(text.substr(found[0].span.offset, found[0].span.length),
            "COPY t (a, b) FROM stdin WITH (FORMAT csv);");
  EXPECT_EQ(text.substr(found[0].copy_data->offset, found[0].copy_data->length), "1,x\n2,y\n");
}

TEST_F(Include, ReportsFilesThatCantBeIncluded) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"SELECT 1;\n\\i missing.sql\n", "does not exist"},
      {"SELECT 1;\n\\i ../outside.sql\n", "outside the project"},
      {"SELECT 1;\n\\i /etc/passwd\n", "outside the project"},
      {"SELECT 1;\n\\ir a.sql\n", "includes itself"},
  };
  for (const auto& one : kCases) {
    diagnostics_.clear();
    directory_.write("a.sql", one.text);
    (void)expand("a.sql");
    ASSERT_EQ(diagnostics_.size(), 1U) << one.text;
    EXPECT_NE(diagnostics_[0].message.find(one.message), std::string::npos)
        << diagnostics_[0].message;
    EXPECT_EQ(diagnostics_[0].location.position, (Position{2, 1}));
  }
}

TEST_F(Include, FollowsLinksBeforeItAsksWhereAFileLies) {
  const test::TempDir elsewhere;
  const std::string outside = elsewhere.write("rows.csv", "1\n");
  directory_.write("in.csv", "2\n");
  std::filesystem::create_symlink(outside, directory_ / "out.csv");
  std::filesystem::create_symlink(elsewhere.path(), directory_ / "there");
  std::filesystem::create_symlink("in.csv", directory_ / "link.csv");
  for (const char* file : {"out.csv", "there/rows.csv"}) {
    diagnostics_.clear();
    directory_.write("a.sql", "\\copy t FROM '" + std::string(file) + "'\n");
    (void)expand("a.sql");
    ASSERT_EQ(diagnostics_.size(), 1U) << file;
    EXPECT_NE(diagnostics_[0].hint.find(std::filesystem::canonical(outside).string()),
              std::string::npos)
        << diagnostics_[0].hint;
  }
  diagnostics_.clear();
  directory_.write("a.sql", "\\copy t FROM 'link.csv'\n");
  EXPECT_NE(expand("a.sql").read_all().find("2\n"), std::string::npos);
  EXPECT_TRUE(diagnostics_.empty());
}

TEST_F(Include, KeepsToTheSecondDirectoryToo) {
  directory_.write("project/a.sql", "\\ir ../b.sql\n");
  directory_.write("b.sql", "SELECT 1;\n");
  const SourceText source = SourceText::from_file(directory_ / "project/a.sql", "a.sql");
  (void)expand_includes(source, postgresql_dialect(), directory_.path(), diagnostics_,
                        directory_.path());
  EXPECT_TRUE(diagnostics_.empty());
  (void)expand_includes(source, postgresql_dialect(), directory_.path(), diagnostics_,
                        directory_ / "project");
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_NE(diagnostics_[0].message.find("../b.sql is outside the project"), std::string::npos);
}

TEST_F(Include, WithoutARootTheTextIsComplete) {
  directory_.write("a.sql", "\\i b.sql\n");
  const SourceText source = expand_includes(SourceText::from_file(directory_ / "a.sql", "a.sql"),
                                            postgresql_dialect(), "", diagnostics_);
  EXPECT_EQ(source.path(), directory_ / "a.sql");
  EXPECT_TRUE(diagnostics_.empty());
}

}  // namespace
}  // namespace migrate::sql
