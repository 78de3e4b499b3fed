#include "lib/sqlite/sqlite_driver.h"

#include <sqlite3.h>

#include <cassert>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/sql/lexer.h"
#include "lib/sqlite/embedded_sql.h"
#include "lib/sqlite/examine.h"
#include "lib/sqlite/recreate_database.h"
#include "lib/sqlite/schema/introspect.h"
#include "lib/sqlite/schema/sqlite_rules.h"
#include "lib/sqlite/scratch.h"
#include "lib/sqlite/snapshot.h"
#include "lib/sqlite/sqlite_connection.h"
#include "lib/sqlite/sqlite_lock.h"
#include "lib/sqlite/sqlite_session.h"
#include "lib/sqlite/sqlite_shell.h"
#include "lib/sqlite/sqlite_url.h"

namespace migrate::sqlite {

namespace {

db::Request request(std::string sql) {
  db::Request request;
  request.sql = std::move(sql);
  return request;
}

// The folded words of `statement`, quoted ones left out.
std::vector<std::string> words(std::string_view statement) {
  std::vector<std::string> result;
  for (const sql::Lexeme& lexeme : sql::lexemes(statement, sql::sqlite_dialect())) {
    if (lexeme.kind == sql::TokenKind::word) result.push_back(lexeme.folded);
  }
  return result;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  for (const std::string& item : list) {
    if (item == word) return true;
  }
  return false;
}

SqliteConnection& own(db::Connection& connection) {
  return static_cast<SqliteConnection&>(connection);
}

class SqliteDriver final : public db::Driver {
 public:
  [[nodiscard]] std::string_view name() const override { return "sqlite"; }
  [[nodiscard]] const sql::Dialect& dialect() const override { return sql::sqlite_dialect(); }
  [[nodiscard]] std::string library_version() const override {
    return "SQLite " + std::string(sqlite3_libversion());
  }

  [[nodiscard]] std::unique_ptr<db::Connection> connect(
      const db::ConnectOptions& options) const override {
    if (!options.role.empty()) {
      throw Error(ErrorCode::usage,
                  "SQLite has no roles, and the role '" + options.role + "' is configured",
                  "remove the role for this database");
    }
    if (options.lock.kind == db::LockOptions::Kind::lease) {
      throw Error(
          ErrorCode::usage,
          "SQLite has no lease, and lock = \"lease\" is configured: its lock file ends with "
          "the process that holds it",
          "remove the key for this database");
    }
    return std::make_unique<SqliteConnection>(path_of(options.url), options);
  }
  [[nodiscard]] db::Creation create_database(const db::ConnectOptions& options) const override {
    const bool existed = path_exists(path_of(options.url));
    db::ConnectOptions plain = options;
    plain.missing = db::ConnectOptions::Missing::create;
    (void)connect(plain);
    return existed ? db::Creation::existed : db::Creation::created;
  }
  void recreate_database(const db::ConnectOptions& options) const override {
    sqlite::recreate_database(options);
  }
  [[nodiscard]] std::string masked(const std::string& url) const override {
    return url;  // a file has no password
  }
  [[nodiscard]] db::Facts facts(db::Connection& connection) const override {
    return {sqlite3_libversion(), own(connection).file(), user_name(), own(connection).read_only()};
  }
  // One run at a time for the whole file: it has no schemas, and one history.
  [[nodiscard]] std::unique_ptr<db::Lock> lock(db::Connection& connection,
                                               const std::string& /*schema*/,
                                               const std::string& /*table*/) const override {
    if (own(connection).in_memory()) return scratch_lock();
    return std::make_unique<SqliteLock>(own(connection).file(), own(connection).application_name());
  }

  [[nodiscard]] std::unique_ptr<db::Scratch> scratch(db::Connection* /*like*/,
                                                     const db::ConnectOptions& options,
                                                     const std::string& server) const override {
    return make_scratch(options, server);
  }
  [[nodiscard]] std::unique_ptr<db::TemporaryServer> temporary_server(
      db::Connection* /*like*/) const override {
    return nullptr;
  }
  [[nodiscard]] std::string home_schema(db::Connection& /*connection*/) const override {
    return "";
  }
  [[nodiscard]] schema::Catalog introspect(db::Connection& connection,
                                           const std::string& /*home*/) const override {
    return sqlite::introspect(connection);
  }
  [[nodiscard]] std::unique_ptr<db::Snapshot> snapshot(db::Connection& connection,
                                                       const std::string& /*home*/) const override {
    return make_snapshot(own(connection));
  }
  [[nodiscard]] const schema::Rules& schema_rules() const override { return schema_rules_; }

  [[nodiscard]] std::vector<Diagnostic> examine(db::Connection& connection,
                                                const db::Subject& /*subject*/) const override {
    return sqlite::examine(connection, own(connection).file());
  }

  [[nodiscard]] std::string_view own_sql(std::string_view name) const override {
    const std::string_view text = embedded_sql(name);
    assert(text.data() != nullptr);
    return text;
  }
  [[nodiscard]] std::string quote_identifier(std::string_view name) const override {
    return '"' + replace_all(name, "\"", "\"\"") + '"';
  }
  [[nodiscard]] std::string quote_literal(std::string_view text) const override {
    return '\'' + replace_all(text, "'", "''") + '\'';
  }

  // IMMEDIATE takes the write lock at once: a deferred transaction that reads first and writes
  // later fails with SQLITE_BUSY_SNAPSHOT when another writer came in between.
  [[nodiscard]] std::string begin_sql() const override { return "BEGIN IMMEDIATE"; }
  [[nodiscard]] std::string own_begin_sql(std::string_view written) const override {
    return contains(words(written), "exclusive") ? "BEGIN EXCLUSIVE" : begin_sql();
  }
  [[nodiscard]] std::vector<db::Request> foreign_keys_off() const override {
    return {request("PRAGMA foreign_keys = OFF")};
  }
  [[nodiscard]] std::optional<db::Request> foreign_key_check() const override {
    return request("PRAGMA foreign_key_check");
  }
  // A statement has no time limit here; what waits for a lock has.
  [[nodiscard]] std::vector<db::Request> timeouts(std::optional<Milliseconds> lock,
                                                  std::optional<Milliseconds> /*statement*/,
                                                  db::Driver::Scope /*scope*/) const override {
    if (!lock) return {};
    return {request("PRAGMA busy_timeout = " + std::to_string(lock->count()))};
  }
  [[nodiscard]] std::vector<db::Request> before_alone() const override { return {}; }
  [[nodiscard]] std::vector<db::Request> after_alone() const override { return {}; }

  // A statement of SQLite happens as a whole or not at all: nothing is left to clear away.
  std::vector<std::string> prepare_alone(db::Connection&, std::string_view) const override {
    return {};
  }
  [[nodiscard]] std::optional<Diagnostic> verify_alone(db::Connection&,
                                                       std::string_view) const override {
    return std::nullopt;
  }
  std::vector<std::string> clean_up_alone(db::Connection&, std::string_view) const override {
    return {};
  }
  [[nodiscard]] db::Recovery recover(db::Connection& connection, std::string_view statement,
                                     db::Leftovers leftovers) const override;
  [[nodiscard]] std::vector<db::Request> restore_session(const std::string& state) const override {
    return restore_requests(state);
  }
  [[nodiscard]] std::unique_ptr<db::Shell> shell(const db::ConnectOptions& options,
                                                 const std::string& /*schema*/) const override {
    return make_sqlite_shell(options);
  }

 private:
  SqliteRules schema_rules_;
};

db::Recovery SqliteDriver::recover(db::Connection& /*connection*/, std::string_view statement,
                                   db::Leftovers /*leftovers*/) const {
  using Outcome = db::Recovery::Outcome;
  const std::vector<std::string> all = words(statement);
  const std::string verb = all.empty() ? "" : all[0];
  if (verb == "attach" || verb == "detach") {
    return {Outcome::not_done, to_upper(verb) + " ended with the session that ran it: run again"};
  }
  if (verb == "vacuum" && contains(all, "into")) {
    return {Outcome::unknown, "the file that VACUUM INTO writes may be there, whole or in part"};
  }
  if (verb == "vacuum" || verb == "pragma" || verb == "analyze" || verb == "reindex") {
    return {Outcome::not_done, to_upper(verb) + " can be repeated without harm: run again"};
  }
  return {Outcome::unknown, "the database can't tell whether this statement ran"};
}

}  // namespace

std::unique_ptr<db::Driver> make_driver() { return std::make_unique<SqliteDriver>(); }

}  // namespace migrate::sqlite
