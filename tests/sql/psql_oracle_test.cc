// psql itself says how a script is cut: its log (-L) marks every statement that it sends. The
// specimens and golden files are compared always; MIGRATE_SPLIT_DIR names a directory of further
// files, which are run in the database MIGRATE_SPLIT_URL (or one of the tests' own server). Files
// with psql commands that do something are left out: running them would not be comparing.
#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/sql/splits.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::sql {
namespace {

/// A statement with one space for each gap in it, none around it: psql leaves out blank lines and
/// its own commands (`\.` among the rows of a refused COPY), and sends the comments in front. Empty
/// for an empty statement.
std::string normalized(const std::string& sql) {
  std::string text;
  for (const Token& token : tokenize(sql, postgresql_dialect())) {
    const bool gap = token.kind == TokenKind::space || token.kind == TokenKind::line_comment ||
                     token.kind == TokenKind::block_comment || token.kind == TokenKind::meta;
    if (!gap) {
      text += sql.substr(token.offset, token.length);
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  text = trim(text);
  return text == ";" ? "" : text;
}

/// The statements in psql's log of one file.
std::vector<std::string> sent_by_psql(const std::string& url, const std::string& path) {
  constexpr std::string_view kBegin = "********* QUERY **********\n";
  constexpr std::string_view kEnd = "\n**************************\n\n";
  const test::TempDir directory;
  const std::string log = directory / "log";
  const std::string psql = test::PostgresServer::instance().program("psql");
  const auto result =
      test::run_child({psql, "-X", "-q", "-o", "/dev/null", "-L", log, "-d", url, "-f", path});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  const std::string text = read_file(log);
  std::vector<std::string> found;
  for (size_t at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at)) {
    at += kBegin.size();
    const size_t end = text.find(kEnd, at);
    const std::string sql = normalized(text.substr(at, end - at));
    if (!sql.empty()) found.push_back(sql);
    at = end;
  }
  return found;
}

struct Piece {
  std::string sql;
  uint64_t end = 0;
  bool has_rows = false;
};

/// Our statements from `offset` on.
std::vector<Piece> pieces(const SourceText& source, uint64_t offset) {
  std::vector<Piece> found;
  Checkpoint from;
  from.offset = offset;
  Splitter splitter(source, postgresql_dialect(), from);
  while (const auto statement = splitter.next()) {
    if (statement->kind == Kind::meta) continue;
    found.push_back({normalized(std::string(splitter.text())), statement->span.end(),
                     statement->copy_data.has_value()});
  }
  return found;
}

/// How many of psql's statements are ours, those before `first` and ours from `offset` on; whether
/// that is all on both sides; and else the first of ours that differs. Where the server refuses a
/// COPY at once psql takes its rows for SQL; which COPY that was shows only later, so a mismatch is
/// tried again behind the ones before it.
struct Agreement {
  size_t matched = 0;
  bool complete = false;
  std::string differing;
};

Agreement agree(const SourceText& source, uint64_t offset, const std::vector<std::string>& theirs,
                size_t first, int& tries_left) {
  const std::vector<Piece> ours = pieces(source, offset);
  size_t at = 0;
  while (at < ours.size() && first + at < theirs.size() && ours[at].sql == theirs[first + at]) ++at;
  Agreement best{first + at, at == ours.size() && first + at == theirs.size(),
                 at < ours.size() ? ours[at].sql : "nothing"};
  for (size_t back = at; back > 0 && tries_left > 0 && !best.complete; --back) {
    if (!ours[back - 1].has_rows) continue;
    --tries_left;
    Agreement other = agree(source, ours[back - 1].end, theirs, first + back, tries_left);
    if (other.complete || other.matched > best.matched) best = std::move(other);
  }
  return best;
}

void compare(const std::string& url, const std::string& path) {
  const std::vector<std::string> theirs = sent_by_psql(url, path);
  int tries_left = 5000;
  const Agreement found = agree(SourceText::from_file(path, path), 0, theirs, 0, tries_left);
  if (found.complete) return;
  ADD_FAILURE() << path << ": psql sends\n"
                << (found.matched < theirs.size() ? theirs[found.matched] : "nothing") << "\nours\n"
                << found.differing;
}

/// False for what psql would do something else with than send it: its commands (also among rows,
/// which are SQL to it when the COPY is refused), and bytes that end its lines.
bool can_compare(const std::string& text) {
  for (const Statement& statement : split(text, postgresql_dialect())) {
    if (statement.problem) return false;
  }
  return text.find('\0') == std::string::npos && text.find("\n\\copy") == std::string::npos;
}

TEST(PsqlOracle, CutsTheSpecimensAlike) {
  const std::string url = test::fresh_postgres_database();
  const test::TempDir directory;
  size_t compared = 0;
  for (const std::string& text : specimens(postgresql_dialect())) {
    if (!can_compare(text)) continue;
    compare(url, directory.write("specimen.sql", text));
    ++compared;
  }
  EXPECT_GT(compared, 15U);
}

TEST(PsqlOracle, CutsTheGoldenFilesAlike) {
  const std::string url = test::fresh_postgres_database();
  size_t compared = 0;
  for (const std::string& path : list_files(MIGRATE_SOURCE_DIR "/tests/golden/split")) {
    if (!path.ends_with(".postgresql.sql") || !can_compare(read_file(path))) continue;
    compare(url, path);
    ++compared;
  }
  EXPECT_GE(compared, 2U);
}

TEST(PsqlOracle, CutsADirectoryAlike) {
  const char* directory = std::getenv("MIGRATE_SPLIT_DIR");
  if (directory == nullptr) GTEST_SKIP() << "MIGRATE_SPLIT_DIR is not set";
  const char* given = std::getenv("MIGRATE_SPLIT_URL");
  const std::string url = given != nullptr ? given : test::fresh_postgres_database();
  size_t compared = 0;
  size_t left_out = 0;
  for (const std::string& path : list_files(directory)) {
    if (!path.ends_with(".sql")) continue;
    if (can_compare(read_file(path))) {
      compare(url, path);
      ++compared;
    } else {
      ++left_out;
    }
  }
  std::printf("%zu files compared, %zu left out for their psql commands\n", compared, left_out);
  EXPECT_GT(compared, 0U);
}

}  // namespace
}  // namespace migrate::sql
