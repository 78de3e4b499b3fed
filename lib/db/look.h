// Looking at a database for what is odd: queries whose rows are findings. What is looked for is the
// engine's, in sql/<engine>/doctor/, one file per finding; this turns rows into findings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/db/connection.h"

namespace migrate::db {

/// What a driver's examine() is to know.
struct Subject {
  std::string history_schema;  ///< empty: there is none, or the engine has no schemas
  /// Whether revisions wait: privileges count only then.
  enum class Pending { none, some } pending = Pending::none;
};

/// A query of sql/<engine>/doctor/. Each row is a finding: message, detail, hint (the last two may
/// be NULL).
struct Look {
  std::string_view code;  ///< of its findings; the file's name has _ for -
  Severity severity = Severity::warning;
  enum class When { always, pending } when = When::always;
};
/// "doctor/invalid_index" for "invalid-index".
[[nodiscard]] std::string query_name(const Look& look);

/// So many findings of one kind are told one by one.
constexpr size_t kMostFindings = 20;
/// The findings that `outcome` holds; a note on the last one counts those beyond kMostFindings. A
/// query that failed is a warning "not-examined". Throws Error{unreachable} when the connection
/// is lost.
[[nodiscard]] std::vector<Diagnostic> findings(const Look& look, const Outcome& outcome);

}  // namespace migrate::db
