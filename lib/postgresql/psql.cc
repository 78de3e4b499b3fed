#include "lib/postgresql/psql.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/db/driver.h"
#include "lib/db/inline_values.h"
#include "lib/postgresql/alone_statement.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/recovery.h"
#include "lib/postgresql/session.h"

namespace migrate::postgresql {
namespace {

/// The schema of the history, in a psql variable: only whoever runs the script knows the first one
/// of its session.
constexpr const char* kHistoryPrefix = R"(:"migrate_schema".)";
constexpr const char* kLockKey = ":migrate_key";

std::string literal(const db::Parameter& parameter) {
  if (!parameter.value) return "NULL";
  if (parameter.type == db::Parameter::Type::integer) {
    return parameter.value->starts_with('-') ? "(" + *parameter.value + ")" : *parameter.value;
  }
  return quote_literal(*parameter.value);
}

/// `sql` with its parameters in place.
std::string inlined(const db::Request& request) {
  std::vector<std::string> literals;
  for (const db::Parameter& parameter : request.parameters) literals.push_back(literal(parameter));
  return db::with_values(request.sql, '$', literals);
}

/// `text` as an argument of a psql command (the manual, psql: meta-commands).
std::string argument(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "''";
    } else if (c == '\\') {
      result += "\\\\";
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else {
      result += c;
    }
  }
  return result + "'";
}

std::string own_text(std::string_view name) {
  return std::string(embedded_sql("offline/" + std::string(name)));
}

/// `sql` without the comment lines at its head and the terminator at its end.
std::string bare(std::string_view sql) {
  sql = trim(sql);
  while (sql.starts_with("--")) {
    sql = trim(sql.substr(std::min(sql.find('\n'), sql.size())));
  }
  if (sql.ends_with(';')) sql.remove_suffix(1);
  return std::string(sql);
}

class Psql final : public db::Shell {
 public:
  Psql(const db::ConnectOptions& options, std::string schema)
      : start_(session_start(options, 0)), schema_(std::move(schema)) {}

  [[nodiscard]] std::string_view command() const override { return "psql -X -f SCRIPT DATABASE"; }
  [[nodiscard]] std::string history_prefix() const override { return kHistoryPrefix; }

  [[nodiscard]] std::string open() override {
    std::string text = own_text("open") + session();
    text += schema_.empty()
                ? "SELECT coalesce(pg_catalog.current_schema(), '') AS schema \\gset migrate_\n"
                : "\\set migrate_schema " + argument(schema_) + "\n";
    return text;
  }
  [[nodiscard]] std::string take_lock() override { return own_text("lock"); }
  [[nodiscard]] std::string close() override {
    return "SELECT pg_catalog.pg_advisory_unlock(" + std::string(kLockKey) + ") \\gset migrate_\n";
  }
  [[nodiscard]] std::optional<db::Request> confirm_lock() const override {
    return db::Request{.sql = replace_all(embedded_sql("lock/confirm"), "$1", kLockKey)};
  }
  [[nodiscard]] std::string guard(const db::Guard& guard) override;

  [[nodiscard]] std::string request(const db::Request& request) override {
    const std::string text = bare(inlined(request));
    // The rows of our own queries are of no interest to whoever runs the script.
    return text + (text.starts_with("SELECT") ? " \\gset migrate_\n" : ";\n");
  }
  [[nodiscard]] std::string confirm_history(const db::Request& request) override {
    return this->request(request);
  }
  [[nodiscard]] std::string statement(std::string_view text) override {
    return std::string(text) + (text.ends_with(';') ? "\n" : ";\n");
  }
  [[nodiscard]] std::optional<std::string> objection(std::string_view /*text*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::string before_alone(std::string_view statement) override;
  [[nodiscard]] std::string after_alone(std::string_view statement) override;
  [[nodiscard]] std::string foreign_keys(const db::Request& /*check*/) override { return ""; }
  [[nodiscard]] std::string check(const db::Request& check, const std::string& place) override {
    return replace_all(replace_all(own_text("check"), "{place}", argument(place)), "{query}",
                       check.sql);
  }
  [[nodiscard]] std::string reset() override {
    std::string text = "BEGIN;\n";
    for (const db::Request& request : reset_requests(start_)) text += this->request(request);
    return text + "COMMIT;\n\\encoding UTF8\n" + own_text("session");
  }

  [[nodiscard]] bool has_variables() const override { return true; }
  [[nodiscard]] std::string set_variable(const std::string& name,
                                         const std::string& value) const override {
    return "\\set " + name + " " + argument(value) + "\n";
  }
  [[nodiscard]] std::string unset_variable(const std::string& name) const override {
    return "\\unset " + name + "\n";
  }
  [[nodiscard]] std::string demand_variable(const std::string& name) const override {
    return replace_all(own_text("demand_variable"), "{name}", name);
  }

  [[nodiscard]] bool has_conditions() const override { return true; }
  [[nodiscard]] std::string only_if(const std::string& id, Row row) const override {
    return fmt::format(
        "SELECT {}EXISTS (SELECT FROM {}migrate_revision WHERE id "
        "OPERATOR(pg_catalog.=) {}) AS pending "
        "\\gset migrate_\n\\if :migrate_pending\n",
        row == Row::absent ? "NOT " : "", kHistoryPrefix, quote_literal(id));
  }
  [[nodiscard]] std::string end_if() const override { return "\\endif\n"; }

 private:
  [[nodiscard]] std::string session() {
    std::string text = request(set_settings(start_.settings)) + own_text("session");
    if (!start_.role.empty()) text += request(set_setting("role", start_.role));
    return text;
  }

  SessionStart start_;
  std::string schema_;  ///< empty: the session's first
};

std::string Psql::guard(const db::Guard& guard) {
  std::string half_run;
  if (guard.half_run) {
    half_run = fmt::format("{} {} {} {}", guard.half_run->id, guard.half_run->statements_done,
                           guard.half_run->trying.value_or(-1), guard.half_run->done_digest);
  }
  const std::pair<std::string_view, std::string> values[] = {
      {"{schema}", kHistoryPrefix},
      {"{find_elsewhere}", schema_.empty() ? "true" : "false"},
      {"{match_exactly}", guard.match == db::Guard::Match::exactly ? "true" : "false"},
      {"{applied}", quote_literal(join(guard.applied, ","))},
      {"{half_run}", quote_literal(half_run)},
      {"{format}", std::to_string(guard.format)},
      {"{from}", quote_literal(guard.from)}};
  std::string check = own_text("guard");
  for (const auto& [name, value] : values) check = replace_all(check, name, value);
  std::string text = "BEGIN;\nSET LOCAL client_min_messages = warning;\n";
  for (const db::Request& table : guard.tables) text += request(table);
  return text + check + "COMMIT;\n";
}

std::string Psql::before_alone(std::string_view statement) {
  const AloneStatement alone = parse_alone(statement);
  std::string text = request({.sql = std::string(embedded_sql("session/before_alone"))});
  if (const auto remember = remember_request(alone)) {
    text += request(*remember);
  } else if (const auto indexes = indexes_request(alone)) {
    text += replace_all(own_text("drop_invalid"), "{indexes}", bare(inlined(*indexes)));
  }
  return text;
}

std::string Psql::after_alone(std::string_view statement) {
  std::string text = request({.sql = std::string(embedded_sql("session/after_alone"))});
  if (const auto indexes = indexes_request(parse_alone(statement))) {
    text += replace_all(own_text("valid_index"), "{indexes}", bare(inlined(*indexes)));
  }
  return text;
}

}  // namespace

std::unique_ptr<db::Shell> make_psql(const db::ConnectOptions& options, const std::string& schema) {
  if (options.lock.kind == db::LockOptions::Kind::lease) {
    throw Error(ErrorCode::usage,
                "a script can't hold a lease: psql has nobody who would renew it while a statement "
                "runs",
                "run `migrate upgrade` itself; where the server has advisory locks, write the "
                "script with MIGRATE_LOCK=advisory");
  }
  return std::make_unique<Psql>(options, schema);
}

}  // namespace migrate::postgresql
