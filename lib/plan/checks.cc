#include "lib/plan/checks.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "lib/base/text.h"
#include "lib/revision/check.h"
#include "lib/sql/lexer.h"

namespace migrate::plan {
namespace {

using revision::Check;

/// What a query that only reads begins with.
constexpr std::array<std::string_view, 4> kReading = {"select", "with", "values", "table"};

/// What is wrong with the query, or empty. Whether it can be run, only the database knows.
std::string objection(const Check& check, const sql::Dialect& dialect) {
  if (check.query.empty()) return "the check has no query";
  const std::vector<sql::Statement> statements = sql::split(check.query, dialect);
  if (statements.size() != 1) return "the check has more than one statement, or none";
  const sql::Statement& statement = statements.front();
  if (statement.problem) return "the check's query can't be read: " + statement.problem->message;
  const std::string first = to_lower(statement.verb.substr(0, statement.verb.find(' ')));
  if (std::find(kReading.begin(), kReading.end(), first) == kReading.end()) {
    return "the check is no query: it begins with " + statement.verb;
  }
  return {};
}

}  // namespace

CheckReader::CheckReader(const revision::ScriptFile& script, const sql::Dialect& dialect)
    : script_(script), dialect_(dialect), behind_(script.header.body_offset) {
  for (const Check& check : script.header.checks) take(0, check);
}

void CheckReader::add(const sql::Statement& statement) {
  const Span& comment = statement.comment;
  const bool in_body = comment.length > 0 && comment.offset >= behind_;
  const uint64_t end = in_body ? comment.offset : statement.span.offset;
  if (end > behind_) look_for_stray({behind_, end - behind_});
  behind_ = statement.end_offset();
  if (!in_body) return;
  for (Check& check : revision::parse_checks(script_.source.read(comment), comment.offset)) {
    if (statement.kind == sql::Kind::meta) {
      report(check.offset, "misplaced-check", "the check stands above a psql command",
             "put it directly above the statement that it is for");
    } else {
      take(statement.index, std::move(check));
    }
  }
}

void CheckReader::finish() {
  const uint64_t size = script_.source.size();
  if (size > behind_) look_for_stray({behind_, size - behind_});
}

/// A check that no statement follows directly would not be run: nothing is left out silently.
void CheckReader::look_for_stray(Span gap) {
  constexpr std::string_view kKey = "check:";
  if (gap.length < kKey.size()) return;
  const std::string text = script_.source.read(gap);
  if (text.find(kKey) == std::string::npos) return;
  for (const sql::Token& token : sql::tokenize(text, dialect_)) {
    if (token.kind != sql::TokenKind::line_comment) continue;
    const std::string_view line = std::string_view(text).substr(token.offset, token.length);
    for (const Check& check : revision::parse_checks(line, gap.offset + token.offset)) {
      report(check.offset, "misplaced-check", "the check stands above no statement",
             "put it on a line of its own directly above the statement that it is for, without a "
             "blank line between, or into the header");
    }
  }
}

void CheckReader::take(size_t statement, Check check) {
  const std::string problem = objection(check, dialect_);
  if (problem.empty()) {
    checks_.push_back({statement, std::move(check)});
  } else {
    report(check.offset, "bad-check", problem,
           "write one query that returns the rows that are in the way: -- check: SELECT …");
  }
}

void CheckReader::report(uint64_t offset, std::string code, std::string message, std::string hint) {
  Diagnostic& found = problems_.emplace_back();
  found.code = std::move(code);
  found.message = std::move(message);
  found.hint = std::move(hint);
  found.location = script_.source.locate(offset);
  found.excerpt = script_.source.line_at(offset);
}

}  // namespace migrate::plan
