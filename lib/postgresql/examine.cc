#include "lib/postgresql/examine.h"

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "lib/base/text.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/quote.h"

namespace migrate::postgresql {
namespace {

using db::Look;
using When = db::Look::When;

/// In the order of the report, within a severity.
constexpr std::array kLooks = {
    Look{"read-only-setting", Severity::error},
    Look{"no-schema", Severity::error, When::pending},
    Look{"missing-privilege", Severity::error, When::pending},
    Look{"invalid-index", Severity::error},
    Look{"public-history", Severity::error},
    Look{"constraint-not-valid", Severity::warning},
    Look{"few-locks", Severity::warning},
    Look{"old-server", Severity::warning},
    Look{"index-being-built", Severity::note},
    Look{"other-run", Severity::note},
    Look{"other-history", Severity::note},
    Look{"timeout-setting", Severity::note},
};

/// Beyond it, times in the log mislead whoever compares them with other logs.
constexpr Milliseconds kClockTolerance{5000};

/// Runs `sql` in a read-only transaction with the settings and the role of the session, in which
/// names mean the catalog's, whatever the session's search_path says.
db::Outcome look_up(db::Connection& connection, std::string sql) {
  connection.submit({.sql = "BEGIN READ ONLY"});
  for (db::Request& setting : connection.transaction_start()) connection.submit(std::move(setting));
  connection.submit({.sql = "SET LOCAL search_path = pg_catalog, pg_temp"});
  connection.submit({.sql = std::move(sql), .keep_rows = db::kMostFindings});
  connection.barrier();
  connection.submit({.sql = "ROLLBACK"});
  connection.barrier();
  db::Outcome result;
  while (connection.pending() > 1) {
    db::Outcome outcome = connection.next();
    if (!result.failure) result = std::move(outcome);
  }
  (void)connection.next();
  return result;
}

std::string first_schema(db::Connection& connection) {
  return db::execute_in_session(connection, {.sql = "SELECT pg_catalog.current_schema()"})
      .rows.at(0)
      .at(0)
      .value_or("");
}

/// How far the server's clock is ahead of ours, measured in the middle of a question.
Milliseconds clock_ahead(db::Connection& connection) {
  const auto now = [] {
    return std::chrono::duration_cast<Milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
  };
  const Milliseconds before = now();
  const db::Outcome outcome =
      db::execute(connection, {.sql = std::string(embedded_sql("doctor/clock"))});
  const Milliseconds middle = before + (now() - before) / 2;
  return Milliseconds(std::stoll(outcome.rows.at(0).at(0).value_or("0"))) - middle;
}

}  // namespace

std::vector<Diagnostic> examine(db::Connection& connection, const db::Subject& subject) {
  std::vector<Diagnostic> found;
  const std::string history = quote_literal(subject.history_schema);
  const std::string first = quote_literal(first_schema(connection));
  for (const Look& look : kLooks) {
    if (look.when == When::pending && subject.pending == db::Subject::Pending::none) continue;
    const std::string_view query = embedded_sql(db::query_name(look));
    const db::Outcome outcome = look_up(
        connection, replace_all(replace_all(query, "{history}", history), "{first}", first));
    for (Diagnostic& finding : db::findings(look, outcome)) found.push_back(std::move(finding));
  }
  if (std::optional<Diagnostic> clock = clock_finding(clock_ahead(connection))) {
    found.push_back(std::move(*clock));
  }
  return found;
}

std::optional<Diagnostic> clock_finding(Milliseconds ahead) {
  const Milliseconds difference = ahead < Milliseconds(0) ? -ahead : ahead;
  if (difference <= kClockTolerance) return std::nullopt;
  Diagnostic found;
  found.severity = Severity::warning;
  found.code = "clock-difference";
  found.message = "the server's clock is " + format_duration(difference) +
                  (ahead > Milliseconds(0) ? " ahead of" : " behind") + " this machine's";
  found.detail = "the history has the server's times: compare other logs with care";
  found.hint = "let both machines follow a time server (`timedatectl` shows whether one does)";
  return found;
}

}  // namespace migrate::postgresql
