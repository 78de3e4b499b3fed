#include "lib/postgresql/session.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/base/text.h"

namespace migrate::postgresql {
namespace {

constexpr int kTransactionTimeoutVersion = 170000;

/// RESET ALL leaves role and session user alone (guc.c: GUC_NO_RESET_ALL), and DISCARD ALL, which
/// would do the rest, frees the run's advisory lock. RESET ROLE comes after the session user.
constexpr std::array<std::string_view, 7> kReset = {
    "RESET SESSION AUTHORIZATION",
    "RESET ROLE",
    "RESET ALL",
    "CLOSE ALL",
    "DEALLOCATE ALL",
    "UNLISTEN *",
    "DISCARD TEMP",
};

/// Not restored: settings of the transaction at hand or of the login; role and session user, which
/// come by themselves; and those that each run sets for itself: who raises the lock timeout to get
/// a half-run script through must not meet the old one again.
constexpr std::array<std::string_view, 11> kNotRestored = {
    "role",
    "session_authorization",
    "is_superuser",
    "transaction_isolation",
    "transaction_read_only",
    "transaction_deferrable",
    "lock_timeout",
    "statement_timeout",
    "idle_in_transaction_session_timeout",
    "transaction_timeout",
    "client_connection_check_interval",
};

void refuse_unrestorable(const json::Value& state) {
  std::vector<std::string> found;
  const auto note = [&](std::string_view key, const char* what) {
    const bool* flag = std::get_if<bool>(&state[key].data());
    if (flag != nullptr && *flag) found.emplace_back(what);
  };
  note("temporary", "temporary tables");
  note("prepared", "prepared statements");
  note("cursors", "held cursors");
  if (found.empty()) return;
  throw Error(ErrorCode::in_doubt,
              "the part of the script that is done made " + join(found, ", ") +
                  ", which ended with its session",
              "finish or undo the script by hand, then run `migrate resolve`");
}

}  // namespace

SessionStart session_start(const db::ConnectOptions& options, int version) {
  SessionStart start;
  start.settings = {{"statement_timeout", "0"}, {"idle_in_transaction_session_timeout", "0"}};
  if (version >= kTransactionTimeoutVersion)
    start.settings.emplace_back("transaction_timeout", "0");
  start.settings.emplace_back("lock_timeout", std::to_string(options.lock_timeout.count()));
  start.settings.insert(start.settings.end(), options.session.begin(), options.session.end());
  start.role = options.role;
  return start;
}

db::Request set_settings(const Settings& settings, Scope scope) {
  assert(!settings.empty());
  db::Request request;
  request.sql = "SELECT ";
  for (const auto& [name, value] : settings) {
    if (!request.parameters.empty()) request.sql += ", ";
    const size_t number = request.parameters.size() + 1;
    request.sql += "pg_catalog.set_config($" + std::to_string(number) + ", $" +
                   std::to_string(number + 1) + (scope == Scope::session ? ", false)" : ", true)");
    request.parameters.push_back(db::text(name));
    request.parameters.push_back(db::text(value));
  }
  request.keep_rows = 0;
  return request;
}

db::Request set_setting(const std::string& name, const std::string& value, Scope scope) {
  return set_settings({{name, value}}, scope);
}

db::Request set_settings_of(const Settings& settings, int pid) {
  db::Request request = set_settings(settings);
  request.parameters.push_back(db::integer(pid));
  request.sql += " WHERE pg_catalog.pg_backend_pid() OPERATOR(pg_catalog.=) $" +
                 std::to_string(request.parameters.size());
  return request;
}

std::vector<db::Request> transaction_requests(const SessionStart& start) {
  std::vector<db::Request> requests = {set_settings(start.settings, Scope::transaction)};
  if (!start.role.empty()) requests.push_back(set_setting("role", start.role, Scope::transaction));
  return requests;
}

std::vector<db::Request> clean_requests() {
  std::vector<db::Request> requests;
  for (const std::string_view sql : kReset) requests.emplace_back().sql = sql;
  return requests;
}

std::vector<db::Request> reset_requests(const SessionStart& start) {
  std::vector<db::Request> requests = clean_requests();
  requests.push_back(set_settings(start.settings));
  if (!start.role.empty()) requests.push_back(set_setting("role", start.role));
  return requests;
}

std::vector<db::Request> in_transaction(db::Request request) {
  std::vector<db::Request> requests(3);
  requests[0].sql = "BEGIN";
  requests[1] = std::move(request);
  requests[2].sql = "COMMIT";
  return requests;
}

std::vector<db::Request> restore_requests(const std::string& state) {
  if (state.empty()) return {};
  const json::Value saved = json::parse(state);
  refuse_unrestorable(saved);

  // Settings first: the users may lack the right to change them.
  Settings settings;
  for (const auto& [name, value] : saved["settings"].members()) {
    if (std::ranges::find(kNotRestored, name) == kNotRestored.end()) {
      settings.emplace_back(name, value.text());
    }
  }
  const std::string& user = saved["session_user"].text();
  const std::string& role = saved["role"].text();
  if (!user.empty()) settings.emplace_back("session_authorization", user);
  if (!role.empty()) settings.emplace_back("role", role);
  if (settings.empty()) return {};
  return in_transaction(set_settings(settings));
}

}  // namespace migrate::postgresql
