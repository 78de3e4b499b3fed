#include "lib/revision/author.h"

#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/revision/header.h"
#include "tests/support/temp_dir.h"

namespace migrate::revision {
namespace {

NewRevision sample() {
  NewRevision revision;
  revision.id = "5cd038a8f131";
  revision.message = "Add order notes";
  revision.parents = {"a", "b"};
  revision.depends_on = {"c"};
  revision.labels = {"app"};
  revision.author = "Ann";
  revision.created = std::chrono::system_clock::from_time_t(1761327600);
  return revision;
}

TEST(Author, SlugsAreShortPlainWords) {
  EXPECT_EQ(slug("Add order notes"), "add_order_notes");
  EXPECT_EQ(slug("  fix: Ünïcode -- & more!  "), "fix_n_code_more");
  EXPECT_EQ(slug("добавить"), "");
  EXPECT_EQ(slug("one two three four five six seven eight nine ten"),
            "one_two_three_four_five_six_seven_eight");
  EXPECT_EQ(slug(std::string(60, 'x')), std::string(40, 'x'));
}

TEST(Author, ComposesNamesAndHeaders) {
  const NewFiles files = compose("versions", sample());
  EXPECT_EQ(files.up_path, "versions/20251024_1740_5cd038a8f131_add_order_notes.up.sql");
  EXPECT_EQ(files.down_path, "versions/20251024_1740_5cd038a8f131_add_order_notes.down.sql");
  EXPECT_EQ(files.up_text,
            "-- revision: 5cd038a8f131\n-- parents: a, b\n-- depends-on: c\n"
            "-- message: Add order notes\n-- created: 2025-10-24T17:40:00Z\n-- author: Ann\n"
            "-- branch: app\n\n-- Write the SQL that makes the change here.\n");
  EXPECT_EQ(files.down_text,
            "-- revision: 5cd038a8f131\n\n-- Write the SQL that takes the change back here.\n");
}

TEST(Author, WhatItWritesLoadsWithoutFindings) {
  NewRevision revision = sample();
  revision.message = "two\nlines\r\n-- parents: evil";
  revision.up_body = "CREATE TABLE t(x)";
  revision.up_keys = {"foreign-keys: off"};
  revision.irreversible = "rows are gone";
  const NewFiles files = compose("versions", revision);
  std::vector<Diagnostic> diagnostics;
  const Header up =
      read_header(SourceText::from_memory("u", files.up_text), ScriptRole::up, diagnostics);
  const Header down =
      read_header(SourceText::from_memory("d", files.down_text), ScriptRole::down, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(*up.find("message"), "two lines  -- parents: evil");
  EXPECT_TRUE(up.foreign_keys_off);
  EXPECT_EQ(files.up_text.substr(up.body_offset), "\nCREATE TABLE t(x)\n");
  EXPECT_EQ(*down.find("irreversible"), "rows are gone");
}

TEST(Author, NewIdsAreTwelveHexDigits) {
  NewRevision revision = sample();
  revision.id = "";
  const std::string text = compose("versions", revision).up_text;
  const std::string id = text.substr(13, text.find('\n') - 13);
  EXPECT_EQ(id.size(), 12U);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Author, CreatesBothFilesOrNone) {
  const test::TempDir dir;
  const NewFiles files = compose(dir / "new/versions", sample());
  create_files(files);
  EXPECT_EQ(read_file(files.up_path), files.up_text);
  EXPECT_EQ(read_file(files.down_path), files.down_text);
  EXPECT_THROW(create_files(files), Error);

  NewFiles blocked = compose(dir / "versions", sample());
  dir.write("versions/20251024_1740_5cd038a8f131_add_order_notes.down.sql", "mine");
  EXPECT_THROW(create_files(blocked), Error);
  EXPECT_FALSE(path_exists(blocked.up_path));
  EXPECT_EQ(read_file(blocked.down_path), "mine");
}

TEST(Author, RewritesOneLineAlone) {
  EXPECT_EQ(with_ids("\xEF\xBB\xBF-- revision: a\r\n-- parents: b, c\r\n\r\n-- parents: x\r\n",
                     "parents", {"d"}),
            "\xEF\xBB\xBF-- revision: a\r\n-- parents: d\r\n\r\n-- parents: x\r\n");
  EXPECT_EQ(with_ids("-- revision: a\n--parents:b", "parents", {}),
            "-- revision: a\n--parents: none");
  EXPECT_EQ(with_ids("\n-- revision: a\nSELECT 1;", "parents", {"b", "c"}),
            "\n-- revision: a\n-- parents: b, c\nSELECT 1;");
  EXPECT_THROW((void)with_ids("SELECT 1;", "parents", {}), Error);
}

}  // namespace
}  // namespace migrate::revision
