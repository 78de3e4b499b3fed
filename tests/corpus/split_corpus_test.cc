// Scripts that nobody here wrote, cut as psql cut them. MIGRATE_CORPUS names the directory; it is
// read, never copied. Unset: there is nothing to compare, and the tests skip.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/sql/splitter.h"

namespace migrate::sql {
namespace {

/// What an oracle knows of a statement. `copy_bytes` is the size of its rows.
struct Expected {
  uint64_t offset = 0;
  uint64_t length = 0;
  int64_t copy_bytes = -1;
  friend bool operator==(const Expected&, const Expected&) = default;
};

int64_t number(const json::Value& value, int64_t otherwise) {
  const auto* found = std::get_if<int64_t>(&value.data());
  return found == nullptr ? otherwise : *found;
}

struct OracleFile {
  std::string file;
  bool has_commands = false;
  size_t count = 0;
  std::vector<Expected> placed;
};

std::vector<OracleFile> read_oracle(const std::string& path) {
  std::vector<OracleFile> files;
  std::istringstream lines(read_file(path));
  for (std::string line; std::getline(lines, line);) {
    const json::Value row = json::parse(line);
    OracleFile file;
    file.file = row["file"].text();
    file.has_commands = std::get<bool>(row["meta"].data());
    for (const json::Value& item : row["statements"].items()) {
      ++file.count;
      if (item["off"].is_null()) continue;
      file.placed.push_back({static_cast<uint64_t>(number(item["off"], 0)),
                             static_cast<uint64_t>(number(item["len"], 0)),
                             number(item["copy_bytes"], -1)});
    }
    files.push_back(std::move(file));
  }
  return files;
}

std::string show(const std::string& text, const Expected& expected) {
  return std::to_string(expected.offset) + "+" + std::to_string(expected.length) + " copy " +
         std::to_string(expected.copy_bytes) + ": " +
         text.substr(expected.offset, std::min<uint64_t>(expected.length, 120));
}

/// `statement` without what psql does not send: comments in front, a psql command or space behind;
/// nothing of an empty statement.
Expected sent(const std::string& text, Expected statement) {
  const std::string_view piece(text.data() + statement.offset, statement.length);
  uint64_t begin = piece.size();
  uint64_t end = 0;
  for (const Token& token : tokenize(piece, postgresql_dialect())) {
    if (token.kind == TokenKind::space || token.kind == TokenKind::line_comment ||
        token.kind == TokenKind::block_comment || token.kind == TokenKind::meta ||
        (token.kind == TokenKind::semicolon && end == 0)) {
      continue;
    }
    begin = std::min(begin, token.offset);
    end = token.offset + token.length;
  }
  statement.offset += begin;
  statement.length = end < begin ? 0 : end - begin;
  return statement;
}

/// Our statements from `offset` on, each with the end of its rows.
struct Found {
  Expected statement;
  uint64_t end = 0;
};

std::vector<Found> cut(const SourceText& source, const std::string& text, uint64_t offset) {
  std::vector<Found> found;
  Checkpoint from;
  from.offset = offset;
  Splitter splitter(source, postgresql_dialect(), from);
  while (const auto statement = splitter.next()) {
    if (statement->kind == Kind::meta) continue;
    Expected one{statement->span.offset, statement->span.length, -1};
    // The oracle counts the `\.` line among the rows.
    if (statement->copy_data) {
      one.copy_bytes = static_cast<int64_t>(statement->copy_end + 1 - statement->copy_data->offset);
    }
    found.push_back({sent(text, one), statement->end_offset()});
  }
  return found;
}

/// Whether `ours` is what psql sent. The oracle knows no rows where the server refused the COPY,
/// and can't tell which one it refused of several that are alike (`alike`).
bool same(const Expected& ours, const Expected& expected, size_t alike) {
  return ours.offset == expected.offset && ours.length == expected.length &&
         (ours.copy_bytes == expected.copy_bytes || expected.copy_bytes < 0 || alike > 1);
}

/// Every statement that the oracle placed must be among ours, and without psql commands ours must
/// be no others. Two things are psql's alone: where the server refuses a COPY its rows are SQL to
/// psql, so that a statement found in them is looked for by cutting again behind that COPY; and
/// `\;` sends several statements at once, a problem to us, so that only the end is compared.
void compare(const OracleFile& oracle, const std::string& text) {
  SCOPED_TRACE(oracle.file);
  const SourceText source = SourceText::from_memory(oracle.file, text);
  std::vector<Expected> wanted;
  std::map<std::string, size_t> alike;
  for (const Expected& raw : oracle.placed) {
    const Expected expected = sent(text, raw);
    // Of an empty statement nothing is left; the other two psql sends on its own for \lo_import.
    const std::string sql = text.substr(expected.offset, expected.length);
    if (sql.empty() || sql == "BEGIN" || sql == "COMMIT") continue;
    wanted.push_back(expected);
    ++alike[sql];
  }
  std::vector<Found> found = cut(source, text, 0);
  if (!oracle.has_commands && oracle.placed.size() == oracle.count) {
    EXPECT_EQ(found.size(), wanted.size());
  }
  size_t next = 0;
  for (const Expected& expected : wanted) {
    const uint64_t end = expected.offset + expected.length;
    const std::string sql = text.substr(expected.offset, expected.length);
    while (next < found.size() && found[next].end <= expected.offset) ++next;
    while (next < found.size() && found[next].statement.copy_bytes >= 0 &&
           found[next].statement.offset < expected.offset) {
      found = cut(source, text, found[next].statement.offset + found[next].statement.length);
      next = 0;
      while (next < found.size() && found[next].end <= expected.offset) ++next;
    }
    const Expected ours = next < found.size() ? found[next].statement : Expected{};
    const std::string our_sql = text.substr(ours.offset, ours.length);
    const bool joined =
        ours.offset + ours.length >= end && our_sql.find("\\;") != std::string::npos;
    if (same(ours, expected, alike[sql]) || joined) continue;
    ADD_FAILURE() << "psql sends  " << show(text, expected) << "\nours        " << show(text, ours);
  }
}

class SplitCorpus : public testing::Test {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("MIGRATE_CORPUS");
    if (directory == nullptr) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
    directory_ = directory;
  }
  std::string directory_;
};

TEST_F(SplitCorpus, RegressionTestsAreCutAsPsqlCutsThem) {
  const auto files = read_oracle(directory_ + "/split/oracle-postgres-regress.jsonl");
  EXPECT_FALSE(files.empty());
  for (const OracleFile& oracle : files) {
    const std::string name = oracle.file.substr(oracle.file.rfind('/') + 1);
    compare(oracle, read_file(directory_ + "/split/postgres-regress/" + name));
  }
}

TEST_F(SplitCorpus, MigrationsAreCutAsPsqlCutsThem) {
  const auto files = read_oracle(directory_ + "/split/oracle-migrations.jsonl");
  EXPECT_FALSE(files.empty());
  for (const OracleFile& oracle : files) {
    constexpr std::string_view kPrefix = "pg-migrations/";
    ASSERT_TRUE(oracle.file.starts_with(kPrefix));
    compare(oracle, read_file(directory_ + "/migrations/" + oracle.file.substr(kPrefix.size())));
  }
}

}  // namespace
}  // namespace migrate::sql
