#include "lib/db/look.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::db {
namespace {

Diagnostic not_examined(const Look& look, const Failure& failure) {
  if (failure.connection_lost) throw Error(ErrorCode::unreachable, describe(failure));
  Diagnostic found = describe(failure);
  found.severity = Severity::warning;
  found.message = "could not look for '" + std::string(look.code) + "': " + found.message;
  found.context = found.code.empty() ? "" : "code " + found.code;
  found.code = "not-examined";
  return found;
}

}  // namespace

std::string query_name(const Look& look) { return "doctor/" + replace_all(look.code, "-", "_"); }

std::vector<Diagnostic> findings(const Look& look, const Outcome& outcome) {
  if (outcome.failure) return {not_examined(look, *outcome.failure)};
  std::vector<Diagnostic> found;
  for (size_t i = 0; i < std::min(outcome.rows.size(), kMostFindings); ++i) {
    const std::vector<Value>& row = outcome.rows[i];
    Diagnostic& finding = found.emplace_back();
    finding.severity = look.severity;
    finding.code = look.code;
    finding.message = row.at(0).value_or("");
    finding.detail = row.at(1).value_or("");
    finding.hint = row.at(2).value_or("");
  }
  if (outcome.row_count > found.size() && !found.empty()) {
    found.back().notes.push_back("and " + std::to_string(outcome.row_count - found.size()) +
                                 " more like it");
  }
  return found;
}

}  // namespace migrate::db
