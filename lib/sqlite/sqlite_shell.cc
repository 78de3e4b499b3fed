#include "lib/sqlite/sqlite_shell.h"

#include <fmt/format.h>

#include <cassert>
#include <map>
#include <utility>

#include "lib/base/text.h"
#include "lib/db/inline_values.h"
#include "lib/sqlite/embedded_sql.h"
#include "lib/sqlite/session_traces.h"
#include "lib/sqlite/sqlite_session.h"

namespace migrate::sqlite {
namespace {

/// The one shell command that silences what comes next.
constexpr const char* kSilent = ".once /dev/null\n";

std::string quoted(std::string_view text) { return "'" + replace_all(text, "'", "''") + "'"; }

std::string literal(const db::Parameter& parameter) {
  if (!parameter.value) return "NULL";
  return parameter.type == db::Parameter::Type::integer ? *parameter.value
                                                        : quoted(*parameter.value);
}

std::string terminated(std::string_view text) {
  return std::string(text) + (text.ends_with(';') ? "\n" : ";\n");
}

std::string own_text(std::string_view name) {
  return std::string(embedded_sql("offline/" + std::string(name)));
}

/// A line that ends a statement for the shell, whatever follows (its documentation: section 3,
/// "a line that contains only / or go").
bool ends_a_statement(std::string_view line) {
  const std::string_view word = trim(line);
  return word == "/" || to_lower(word) == "go";
}

class SqliteShell final : public db::Shell {
 public:
  explicit SqliteShell(const db::ConnectOptions& options) : options_(options) {
    session_["busy_timeout"] = std::to_string(options_.lock_timeout.count());
    for (const auto& [name, value] : options_.session) session_[to_lower(name)] = value;
  }

  [[nodiscard]] std::string_view command() const override { return "sqlite3 DATABASE < SCRIPT"; }
  [[nodiscard]] std::string history_prefix() const override { return ""; }

  [[nodiscard]] std::string open() override {
    std::string text =
        replace_all(own_text("open"), "{timeout}", std::to_string(options_.lock_timeout.count()));
    for (const auto& [name, value] : options_.session) {
      text += kSilent + terminated(pragma_set(name, value).sql);
    }
    return text;
  }
  // The lock of our runs is on a file, which a shell can't take: confirm_history() is what keeps
  // two runs from one another.
  [[nodiscard]] std::string take_lock() override { return ""; }
  [[nodiscard]] std::string close() override { return ""; }
  [[nodiscard]] std::optional<db::Request> confirm_lock() const override { return std::nullopt; }
  [[nodiscard]] std::string guard(const db::Guard& guard) override;

  [[nodiscard]] std::string request(const db::Request& request) override {
    const bool pragma = !pragma_set_by(request.sql).empty();
    if (pragma) traces_.add(request.sql);
    return (pragma ? kSilent : "") + with_literals(request);
  }
  [[nodiscard]] std::string confirm_history(const db::Request& request) override {
    const std::string writes = request.parameters.at(0).value.value_or("0");
    return terminated(db::with_values(
        request.sql, '?', {"(SELECT generation + " + writes + " FROM temp.migrate_run)"}));
  }
  [[nodiscard]] std::string statement(std::string_view text) override {
    traces_.add(text);
    return terminated(text);
  }
  [[nodiscard]] std::optional<std::string> objection(std::string_view text) const override;
  [[nodiscard]] std::string before_alone(std::string_view /*statement*/) override { return ""; }
  [[nodiscard]] std::string after_alone(std::string_view /*statement*/) override { return ""; }
  [[nodiscard]] std::string foreign_keys(const db::Request& /*check*/) override {
    return own_text("foreign_keys");
  }
  [[nodiscard]] std::string check(const db::Request& check, const std::string& place) override {
    return replace_all(replace_all(own_text("check"), "{place}", replace_all(place, "'", "''")),
                       "{query}", check.sql);
  }
  [[nodiscard]] std::string reset() override { return traces_.take_undo(session_); }

  [[nodiscard]] bool has_variables() const override { return false; }
  [[nodiscard]] std::string set_variable(const std::string& /*name*/,
                                         const std::string& /*value*/) const override {
    return "";
  }
  [[nodiscard]] std::string unset_variable(const std::string& /*name*/) const override {
    return "";
  }
  [[nodiscard]] std::string demand_variable(const std::string& /*name*/) const override {
    return "";
  }
  [[nodiscard]] bool has_conditions() const override { return false; }
  [[nodiscard]] std::string only_if(const std::string& /*id*/, Row /*row*/) const override {
    assert(false);
    return "";
  }
  [[nodiscard]] std::string end_if() const override {
    assert(false);
    return "";
  }

 private:
  [[nodiscard]] static std::string with_literals(const db::Request& request) {
    std::vector<std::string> literals;
    for (const db::Parameter& parameter : request.parameters) {
      literals.push_back(literal(parameter));
    }
    return terminated(db::with_values(request.sql, '?', literals));
  }

  db::ConnectOptions options_;
  std::map<std::string, std::string> session_;  ///< configured settings, by lower-case name
  SessionTraces traces_;
};

std::string SqliteShell::guard(const db::Guard& guard) {
  assert(guard.match == db::Guard::Match::exactly && "the shell has no conditions");
  std::string applied;
  for (const std::string& id : guard.applied) {
    applied += (applied.empty() ? "INSERT INTO migrate_expected (id) VALUES\n  (" : ",\n  (") +
               quoted(id) + ")";
  }
  if (!applied.empty()) applied += ";\n";
  std::string half_run;
  if (guard.half_run) {
    half_run = fmt::format("{} {} {} {}", guard.half_run->id, guard.half_run->statements_done,
                           guard.half_run->trying.value_or(-1), guard.half_run->done_digest);
  }
  const std::string format = std::to_string(guard.format);
  const std::pair<std::string_view, std::string> values[] = {
      {"{applied}", applied},
      {"{half_run_id}", quoted(guard.half_run ? guard.half_run->id : "")},
      {"{half_run}", quoted(half_run)},
      {"{format}", format},
      {"{newer}",
       quoted("the history tables are newer than this script, which knows formats up to " +
              format)},
      {"{elsewhere}", quoted("this script goes on from " + guard.from +
                             ", and the database is not there; nothing was changed")}};
  std::string check = own_text("guard");
  for (const auto& [name, value] : values) check = replace_all(check, name, value);
  std::string text = "BEGIN IMMEDIATE;\n";
  for (const db::Request& table : guard.tables) text += with_literals(table);
  return text + check + "COMMIT;\n";
}

std::optional<std::string> SqliteShell::objection(std::string_view text) const {
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (ends_a_statement(text.substr(at + 1, text.find('\n', at + 1) - at - 1))) {
      return "the sqlite3 shell takes a line of '/' or 'go' for the end of a statement: join it "
             "with "
             "the line before it";
    }
  }
  if (pragma_set_by(text) == "temp_store") {
    return "PRAGMA temp_store drops the temporary tables that guard the script: run it live";
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<db::Shell> make_sqlite_shell(const db::ConnectOptions& options) {
  return std::make_unique<SqliteShell>(options);
}

}  // namespace migrate::sqlite
