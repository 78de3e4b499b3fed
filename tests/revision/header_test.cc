#include "lib/revision/header.h"

#include <gtest/gtest.h>

namespace migrate::revision {
namespace {

struct Read {
  Header header;
  std::vector<Diagnostic> diagnostics;
};

Read read(const std::string& text, ScriptRole role = ScriptRole::up) {
  Read result;
  result.header = read_header(SourceText::from_memory("a.up.sql", text), role, result.diagnostics);
  return result;
}

/// The only finding as "line:column code: message", or what there is instead.
std::string finding(const std::string& text, ScriptRole role = ScriptRole::up) {
  const Read result = read(text, role);
  if (result.diagnostics.size() != 1) {
    return std::to_string(result.diagnostics.size()) + " findings";
  }
  const Diagnostic& found = result.diagnostics[0];
  return std::to_string(found.location.position.line) + ":" +
         std::to_string(found.location.position.column) + " " + found.code + ": " + found.message;
}

TEST(Header, ReadsKeysUpToTheFirstBlankLine) {
  const Read result = read(
      "-- revision: a1\n-- parents: none\n-- message: add orders: part 1\n\n"
      "-- transaction: off\nCREATE TABLE t(x);\n");
  EXPECT_TRUE(result.diagnostics.empty());
  EXPECT_EQ(*result.header.find("revision"), "a1");
  EXPECT_EQ(*result.header.find("message"), "add orders: part 1");
  EXPECT_EQ(result.header.line_of("message"), 3);
  EXPECT_EQ(result.header.find("transaction"), nullptr);
  EXPECT_EQ(result.header.transaction, sql::TransactionMode::automatic);
  EXPECT_EQ(result.header.body_line, 4);
  EXPECT_EQ(result.header.text,
            "-- revision: a1\n-- parents: none\n-- message: add orders: part 1\n");
  EXPECT_EQ(result.header.body_offset, result.header.text.size());
}

TEST(Header, EndsAtTheFirstSqlToken) {
  const Read result = read("-- revision: a1\nSELECT 1;\n-- parents: none\n");
  EXPECT_EQ(result.header.find("parents"), nullptr);
  EXPECT_EQ(result.header.body_offset, 16U);
}

TEST(Header, AcceptsByteOrderMarkCarriageReturnsAndNoFinalNewline) {
  const Read result = read("\xEF\xBB\xBF-- revision: a1\r\n-- parents: none");
  EXPECT_TRUE(result.diagnostics.empty());
  EXPECT_EQ(*result.header.find("revision"), "a1");
  EXPECT_EQ(*result.header.find("parents"), "none");
  EXPECT_EQ(result.header.text, "-- revision: a1\n-- parents: none");
}

TEST(Header, SkipsBlankLinesBeforeIt) {
  const Read result = read("\n  \n-- revision: a1\n");
  EXPECT_EQ(result.header.line_of("revision"), 3);
  EXPECT_EQ(result.header.text, "-- revision: a1\n");
}

TEST(Header, IsReadToItsEndHoweverLongItIs) {
  for (const size_t padding : {4070U, 4080U, 4090U, 4096U, 20000U, 200000U}) {
    const std::string text =
        "-- note " + std::string(padding, 'x') + "\n-- revision: a1\n-- parents: none\n\nSELECT 1;";
    const Read result = read(text);
    ASSERT_NE(result.header.find("parents"), nullptr) << padding;
    EXPECT_EQ(*result.header.find("parents"), "none") << padding;
    EXPECT_EQ(result.header.body_offset, text.size() - 10) << padding;
  }
}

TEST(Header, ADashAtTheEdgeOfTheFirstReadIsNotTheEnd) {
  std::string text = "-- " + std::string(4092 - 3, 'x') + "\n";
  text += "-- revision: a1\n";
  for (size_t shift = 0; shift < 8; ++shift) {
    const Read result = read(std::string("-- ") + std::string(shift, 'y') + text.substr(3));
    EXPECT_NE(result.header.find("revision"), nullptr) << shift;
  }
}

TEST(Header, KeepsUnknownWords) {
  const Read result = read("-- ticket: CHG-12\n-- note: short\n-- patch: 3\n-- see http://x.y\n");
  EXPECT_TRUE(result.diagnostics.empty());
  ASSERT_EQ(result.header.lines.size(), 3U);
  EXPECT_EQ(result.header.lines[0].key, "ticket");
  EXPECT_EQ(result.header.lines[0].value, "CHG-12");
}

TEST(Header, NamesTheKeyThatWasMeant) {
  EXPECT_EQ(finding("-- revison: a1\n"), "1:4 unknown-key: unknown key 'revison'");
  EXPECT_EQ(read("-- parnets: none\n").diagnostics.at(0).hint,
            "did you mean `parents:`? To keep a note of another name, begin it with a capital");
  EXPECT_EQ(read("-- parnets: none\n").diagnostics.at(0).excerpt, "-- parnets: none");
  EXPECT_TRUE(read("-- Parnets: none\n").diagnostics.empty());
}

TEST(Header, RefusesAKeyGivenTwice) {
  EXPECT_EQ(finding("-- revision: a\n-- revision: b\n"),
            "2:4 duplicate-key: 'revision' is given twice");
  EXPECT_EQ(read("-- revision: a\n-- revision: b\n").diagnostics.at(0).detail, "first in line 1");
}

TEST(Header, ReadsVariablesAndMarksSecrets) {
  EXPECT_EQ(finding("-- variables: a, b!\n"), "0 findings");
  EXPECT_EQ(
      finding("-- variables: 1a\n"),
      "1:4 bad-value: `variables: 1a` has '1a', which is no variable: names are letters, digits "
      "and `_`");
  EXPECT_EQ(finding("-- variables: a, a!\n"), "1:4 bad-value: `variables: a, a!` names 'a' twice");
}

TEST(Header, RefusesWhatThisVersionCannotHonour) {
  for (const std::string key : {"role", "requires", "replaces", "batch"}) {
    EXPECT_EQ(finding("-- " + key + ": x\n"),
              "1:4 unsupported: '" + key + "' is not supported by this version");
  }
}

TEST(Header, TakesChecksThatGoOnInFurtherLines) {
  const auto found = read(
      "-- revision: a\n-- check: SELECT 1\n--   FROM t WHERE retry::int > 0\n-- check: VALUES (1)\n"
      "-- retry: 3\n");
  EXPECT_TRUE(found.diagnostics.empty());
  ASSERT_EQ(found.header.checks.size(), 2U);
  EXPECT_EQ(found.header.checks[0].query, "SELECT 1\n     FROM t WHERE retry::int > 0");
  EXPECT_EQ(found.header.checks[1].query, "VALUES (1)");
  EXPECT_EQ(*found.header.find("check"), "SELECT 1 FROM t WHERE retry::int > 0");
  EXPECT_EQ(found.header.retry, 3);
  EXPECT_EQ(finding("-- check:\n"), "1:4 bad-value: `check: ` needs a text behind the colon");
  EXPECT_EQ(finding("-- chek: SELECT 1\n"), "1:4 unknown-key: unknown key 'chek'");
}

TEST(Header, KnowsInWhichFileAKeyBelongs) {
  EXPECT_EQ(finding("-- irreversible: rows are gone\n"),
            "1:4 misplaced-key: 'irreversible' belongs in the down file");
  EXPECT_EQ(finding("-- lossy: names\n"), "1:4 misplaced-key: 'lossy' belongs in the down file");
  EXPECT_EQ(finding("-- branch: app\n", ScriptRole::down),
            "1:4 misplaced-key: 'branch' belongs in the up file");
  EXPECT_TRUE(read("-- irreversible: rows are gone\n", ScriptRole::down).diagnostics.empty());
}

TEST(Header, ChecksValues) {
  EXPECT_EQ(finding("-- revision: a-b\n"),
            "1:4 bad-value: `revision: a-b` is no revision id: an id has up to 64 letters, digits, "
            "`_` and `.`, and does not begin with a dot");
  EXPECT_EQ(finding("-- parents: a, none\n"),
            "1:4 bad-value: `parents: a, none` has `none` beside other ids");
  EXPECT_EQ(
      finding("-- parents:\n"),
      "1:4 bad-value: `parents: ` names no revision: write `none` or ids with commas between");
  EXPECT_EQ(finding("-- parents: a, a\n"), "1:4 bad-value: `parents: a, a` names 'a' twice");
  EXPECT_EQ(finding("-- parents: a b\n"),
            "1:4 bad-value: `parents: a b` has 'a b', which is no revision id");
  EXPECT_EQ(finding("-- depends-on: @\n"),
            "1:4 bad-value: `depends-on: @` has '@', which is no revision id");
  EXPECT_EQ(finding("-- branch: a-b\n"),
            "1:4 bad-value: `branch: a-b` has 'a-b', which is no label: labels look like ids");
  EXPECT_EQ(finding("-- transaction: on\n"),
            "1:4 bad-value: `transaction: on` must be `auto`, `off` or `manual`");
  EXPECT_EQ(finding("-- foreign-keys: on\n"),
            "1:4 bad-value: `foreign-keys: on` must be `off`: leave the line out otherwise");
  EXPECT_EQ(finding("-- lock-timeout: soon\n"),
            "1:4 bad-value: `lock-timeout: soon` is no duration, such as 500ms, 2s, 10min or 0 for "
            "no limit");
  EXPECT_EQ(finding("-- retry: -1\n"),
            "1:4 bad-value: `retry: -1` must be a number of tries from 0 to 1000");
  EXPECT_EQ(finding("-- irreversible:\n", ScriptRole::down),
            "1:4 bad-value: `irreversible: ` needs a text behind the colon");
}

TEST(Header, ChecksTimes) {
  for (const char* good : {"2025-10-24T17:40:00Z", "2025-10-24T17:40Z", "2025-10-24"}) {
    EXPECT_TRUE(read("-- created: " + std::string(good) + "\n").diagnostics.empty()) << good;
  }
  for (const char* bad : {"2025-13-24T17:40:00Z", "2025-10-24T17:40:00+02:00", "yesterday",
                          "2025-10-00", "2025-10-24T24:00Z", "2025-10-24T17:60Z", ""}) {
    EXPECT_EQ(finding("-- created: " + std::string(bad) + "\n"),
              "1:4 bad-value: `created: " + std::string(bad) +
                  "` is no time in UTC, such as 2025-10-24T17:40:00Z");
  }
}

TEST(Header, TakesSettingsForTheRun) {
  const Read result = read(
      "-- transaction: manual\n-- foreign-keys: off\n-- lock-timeout: 500ms\n"
      "-- statement-timeout: 10min\n-- retry: 3\n");
  EXPECT_TRUE(result.diagnostics.empty());
  EXPECT_EQ(result.header.transaction, sql::TransactionMode::manual);
  EXPECT_TRUE(result.header.foreign_keys_off);
  EXPECT_EQ(result.header.lock_timeout, Milliseconds(500));
  EXPECT_EQ(result.header.statement_timeout, Milliseconds(600000));
  EXPECT_EQ(result.header.retry, 3);
}

TEST(Header, NamesBytesThatAreNoText) {
  EXPECT_EQ(finding("-- note é\xFF\n"), "1:10 encoding: the header is not valid UTF-8");
  EXPECT_EQ(finding(std::string("-- a: b\n-- x\0y\n", 15)), "2:5 encoding: NUL byte in the header");
  EXPECT_EQ(finding("-- a: b\r-- c: d\n"),
            "1:8 line-ends: a carriage return without a line feed in the header");
  EXPECT_EQ(finding("\xFF\xFE-\0-\0"), "1:1 encoding: the file is UTF-16");
}

TEST(Header, ChecksumLinesLeaveDefaultsOut) {
  EXPECT_EQ(checksum_lines(read("-- transaction: auto\n").header), "");
  EXPECT_EQ(checksum_lines(read("-- foreign-keys: off\n-- transaction: off\n").header),
            "transaction: off\nforeign-keys: off\n");
}

TEST(Header, IdsAreWordsWithDots) {
  for (const char* good : {"a", "_", "0", "a.b", "5cd038a8f131"}) EXPECT_TRUE(valid_id(good));
  for (const char* bad : {"", ".a", "a-b", "a+b", "a@b", "a:b", "ä", "a b"}) {
    EXPECT_FALSE(valid_id(bad)) << bad;
  }
  EXPECT_TRUE(valid_id(std::string(64, 'a')));
  EXPECT_FALSE(valid_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace migrate::revision
