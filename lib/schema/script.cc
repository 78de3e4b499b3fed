#include "lib/schema/script.h"

#include <algorithm>
#include <set>

#include "lib/base/text.h"

namespace migrate::schema {

std::string script_text(const std::vector<PlannedStatement>& statements) {
  std::string result;
  std::set<std::string> settings;
  for (size_t index = 0; index < statements.size();) {
    const Statement& first = statements[index].statement;
    if (!result.empty()) result += "\n";
    if (!first.setting.empty() && settings.insert(first.setting).second) {
      result += first.setting + ";\n\n";
    }
    if (first.subject.empty()) {
      result += first.text + ";\n";
      ++index;
      continue;
    }
    std::vector<std::string> clauses;
    while (index < statements.size() && statements[index].statement.subject == first.subject) {
      clauses.push_back(statements[index++].statement.text);
    }
    result += first.subject + (clauses.size() == 1 ? " " : "\n    ") + join(clauses, ",\n    ");
    result += ";\n";
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
