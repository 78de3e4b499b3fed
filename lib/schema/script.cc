#include "lib/schema/script.h"

#include <algorithm>
#include <set>

#include "lib/base/text.h"

namespace migrate::schema {

namespace {

bool is_one_with(const Statement& first, const Statement& next) {
  return !first.subject.empty() && next.subject == first.subject &&
         first.place == Statement::Place::transaction && next.place == first.place;
}

/// What stands directly above a statement: how it runs, and what must hold before.
std::string comment_lines(const std::vector<const Statement*>& clauses, Checks checks) {
  std::string result;
  for (const Statement* clause : clauses) {
    if (!clause->directive.empty()) result += "-- " + clause->directive + "\n";
  }
  if (checks == Checks::left_out) return result;
  std::set<std::string> written;
  for (const Statement* clause : clauses) {
    for (const std::string& check : clause->checks) {
      if (written.insert(check).second) result += "-- check: " + check + "\n";
    }
  }
  return result;
}

std::string text_of(const std::vector<const Statement*>& clauses) {
  const Statement& first = *clauses.front();
  if (first.subject.empty()) return first.text;
  std::vector<std::string> texts;
  for (const Statement* clause : clauses) texts.push_back(clause->text);
  return first.subject + (texts.size() == 1 ? " " : "\n    ") + join(texts, ",\n    ");
}

}  // namespace

std::string script_text(const std::vector<PlannedStatement>& statements, Checks checks) {
  std::string result;
  std::set<std::string> settings;
  for (size_t index = 0; index < statements.size();) {
    const Statement& first = statements[index++].statement;
    std::vector<const Statement*> clauses = {&first};
    while (index < statements.size() && is_one_with(first, statements[index].statement)) {
      clauses.push_back(&statements[index++].statement);
    }
    if (!result.empty()) result += "\n";
    if (!first.setting.empty() && settings.insert(first.setting).second) {
      result += first.setting + ";\n\n";
    }
    result += comment_lines(clauses, checks) + text_of(clauses) + ";\n";
  }
  return result;
}

std::vector<std::string> script_header(const std::vector<PlannedStatement>& statements) {
  std::vector<std::string> result;
  for (const auto& [statement, about] : statements) {
    if (statement.header.empty()) continue;
    if (std::find(result.begin(), result.end(), statement.header) == result.end()) {
      result.push_back(statement.header);
    }
  }
  return result;
}

}  // namespace migrate::schema
