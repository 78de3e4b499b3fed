#include <sqlite3.h>

#include "lib/sql/splitter.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {
namespace {

/// So small that nearly every construct is cut by it.
constexpr size_t kSmallWindow = 16;

struct Piece {
  sql::Statement statement;
  std::string text;
  sql::Checkpoint checkpoint;
};

std::vector<Piece> pieces(const SourceText& source, const sql::Dialect& dialect,
                          const sql::Checkpoint& from, size_t window) {
  std::vector<Piece> all;
  sql::Splitter splitter(source, dialect, from, window);
  while (const auto statement = splitter.next()) {
    all.push_back({*statement, std::string(splitter.text()), splitter.checkpoint()});
  }
  return all;
}

bool equal(const Piece& a, const Piece& b) {
  return a.statement.span == b.statement.span && a.statement.begin == b.statement.begin &&
         a.statement.end == b.statement.end && a.statement.index == b.statement.index &&
         a.statement.kind == b.statement.kind && a.statement.copy_data == b.statement.copy_data &&
         a.text == b.text && a.statement.problem.has_value() == b.statement.problem.has_value();
}

void require_equal(const std::vector<Piece>& a, const std::vector<Piece>& b, size_t skipped,
                   const std::string& property) {
  require(a.size() == b.size() + skipped, property);
  for (size_t i = 0; i < b.size(); ++i) require(equal(a[i + skipped], b[i]), property);
}

void require_order(std::string_view bytes, const std::vector<Piece>& all) {
  uint64_t end = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const sql::Statement& statement = all[i].statement;
    require(statement.index == i, "statements are numbered");
    require(statement.span.offset >= end, "statements don't overlap");
    require(statement.end_offset() <= bytes.size(), "statements lie within the text");
    require(statement.span.length > 0, "no statement is empty");
    const bool no_statement = statement.problem && all[i].text.empty();
    require(
        no_statement || all[i].text == bytes.substr(statement.span.offset, statement.span.length),
        "a statement's text is its span");
    end = statement.end_offset();
  }
}

/// sqlite3_complete() is the shell's own word on where a statement ends. It reads C strings.
void require_complete(const std::vector<Piece>& all) {
  for (const Piece& piece : all) {
    if (piece.statement.problem || piece.text.find('\0') != std::string::npos) continue;
    if (!piece.text.ends_with(';')) continue;  // the last one
    require(sqlite3_complete(piece.text.c_str()) != 0, "sqlite3_complete() agrees");
  }
}

}  // namespace

void splitter(std::string_view bytes) {
  const SourceText source = SourceText::from_memory("fuzz.sql", std::string(bytes));
  for (const sql::Dialect* dialect : {&sql::postgresql_dialect(), &sql::sqlite_dialect()}) {
    const std::vector<Piece> all = pieces(source, *dialect, {}, sql::Splitter::kWindowBytes);
    require_order(bytes, all);
    require_equal(all, pieces(source, *dialect, {}, kSmallWindow), 0,
                  "the window makes no difference");
    if (all.size() > 1) {
      const size_t middle = all.size() / 2;
      require_equal(all,
                    pieces(source, *dialect, all[middle].checkpoint, sql::Splitter::kWindowBytes),
                    middle, "a checkpoint goes on where it was taken");
    }
    if (dialect == &sql::sqlite_dialect()) require_complete(all);
  }
}

}  // namespace migrate::fuzz
