#include "lib/postgresql/postgresql_driver.h"

#include <fmt/format.h>

#include <cassert>
#include <memory>

#include "lib/postgresql/connect.h"
#include "lib/postgresql/create_database.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/examine.h"
#include "lib/postgresql/local_server.h"
#include "lib/postgresql/postgresql_connection.h"
#include "lib/postgresql/psql.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/recovery.h"
#include "lib/postgresql/recreate_database.h"
#include "lib/postgresql/run_lock.h"
#include "lib/postgresql/schema/introspect.h"
#include "lib/postgresql/schema/postgresql_rules.h"
#include "lib/postgresql/scratch.h"
#include "lib/postgresql/session.h"
#include "lib/postgresql/snapshot.h"
#include "lib/postgresql/url.h"
#include "lib/postgresql/watch.h"

namespace migrate::postgresql {
namespace {

/// "15.18 (Debian 15.18-1)" without what the packager added.
std::string bare_version(const std::string& version) {
  return version.substr(0, version.find(' '));
}

/// What the server told at login and since (14 and newer tell all of it).
std::optional<db::Facts> reported_facts(const db::Connection& connection) {
  const auto* own = dynamic_cast<const PostgresqlConnection*>(&connection);
  if (own == nullptr || own->reported("in_hot_standby").empty()) return std::nullopt;
  db::Facts facts;
  facts.server_version = bare_version(own->reported("server_version"));
  facts.database = own->database();
  facts.user = own->reported("session_authorization");
  facts.read_only = own->reported("in_hot_standby") == "on";
  return facts;
}

/// 150004
int version_of(db::Connection& connection) {
  if (const auto* own = dynamic_cast<const PostgresqlConnection*>(&connection)) {
    return PQserverVersion(own->handle());
  }
  const db::Outcome shown = db::execute(connection, {.sql = "SHOW server_version_num"});
  return std::stoi(shown.rows.at(0).at(0).value_or("0"));
}

class PostgresqlDriver final : public db::Driver {
 public:
  [[nodiscard]] std::string_view name() const override { return "postgresql"; }
  [[nodiscard]] const sql::Dialect& dialect() const override { return sql::postgresql_dialect(); }
  [[nodiscard]] std::string library_version() const override {
    const int version = PQlibVersion();
    return fmt::format("libpq {}.{}", version / 10000, version % 10000);
  }

  [[nodiscard]] std::unique_ptr<db::Connection> connect(
      const db::ConnectOptions& options) const override {
    auto connection = std::make_unique<PostgresqlConnection>(open_connection(options), options);
    if (!connection->start()) {
      const std::unique_ptr<db::Connection> other = connection->another();
      connection->start_behind(pooling_of(*connection, *other));
    }
    return connection;
  }
  [[nodiscard]] db::Creation create_database(const db::ConnectOptions& options) const override {
    return postgresql::create_database(options);
  }
  void recreate_database(const db::ConnectOptions& options) const override {
    postgresql::recreate_database(options);
  }
  [[nodiscard]] std::string masked(const std::string& url) const override { return mask(url); }
  [[nodiscard]] db::Facts facts(db::Connection& connection) const override {
    if (std::optional<db::Facts> facts = reported_facts(connection)) return *facts;
    const db::Outcome outcome =
        db::execute(connection, {.sql = std::string(own_sql("session/facts"))});
    const std::vector<db::Value>& row = outcome.rows.at(0);
    return {bare_version(row.at(0).value_or("")), row.at(1).value_or(""), row.at(2).value_or(""),
            row.at(3) == "t"};
  }
  [[nodiscard]] std::string incarnation(db::Connection& connection) const override {
    const db::Outcome outcome =
        db::execute(connection, {.sql = std::string(own_sql("session/incarnation"))});
    return outcome.rows.at(0).at(0).value_or("");
  }
  [[nodiscard]] std::unique_ptr<db::Lock> lock(db::Connection& connection,
                                               const std::string& schema,
                                               const std::string& table) const override {
    return make_run_lock(connection, schema, table);
  }

  [[nodiscard]] std::vector<Diagnostic> examine(db::Connection& connection,
                                                const db::Subject& subject) const override {
    return postgresql::examine(connection, subject);
  }

  [[nodiscard]] std::unique_ptr<db::Scratch> scratch(db::Connection* like,
                                                     const db::ConnectOptions& options,
                                                     const std::string& server) const override {
    return make_scratch(like, options, server);
  }
  [[nodiscard]] std::unique_ptr<db::TemporaryServer> temporary_server(
      db::Connection* like) const override {
    if (like == nullptr) return start_local_server("");
    const std::string version = facts(*like).server_version;
    return start_local_server(version.substr(0, version.find('.')));
  }
  [[nodiscard]] std::string home_schema(db::Connection& connection) const override {
    const db::Outcome found = db::execute_in_session(
        connection, {.sql = std::string(embedded_sql("scratch/home_schema"))});
    return found.rows.at(0).at(0).value_or("");
  }
  [[nodiscard]] schema::Catalog introspect(db::Connection& connection,
                                           const std::string& home) const override {
    return postgresql::introspect(connection, version_of(connection), home);
  }
  [[nodiscard]] std::unique_ptr<db::Snapshot> snapshot(db::Connection& connection,
                                                       const std::string& home) const override {
    return make_snapshot(connection, version_of(connection), home);
  }
  [[nodiscard]] const schema::Rules& schema_rules() const override {
    static const PostgresqlRules rules;
    return rules;
  }

  [[nodiscard]] std::unique_ptr<db::Watcher> watch(
      const db::Connection& connection, const db::ConnectOptions& options) const override {
    return make_watcher(connection, options);
  }

  [[nodiscard]] std::string_view own_sql(std::string_view name) const override {
    const std::string_view sql = embedded_sql(name);
    assert(!sql.empty());
    return sql;
  }
  [[nodiscard]] std::string quote_identifier(std::string_view name) const override {
    return postgresql::quote_identifier(name);
  }
  [[nodiscard]] std::string quote_literal(std::string_view text) const override {
    return postgresql::quote_literal(text);
  }

  [[nodiscard]] std::string begin_sql() const override { return "BEGIN"; }
  [[nodiscard]] std::string own_begin_sql(std::string_view written) const override {
    return std::string(written);
  }
  [[nodiscard]] std::vector<db::Request> foreign_keys_off() const override { return {}; }
  [[nodiscard]] std::optional<db::Request> foreign_key_check() const override { return {}; }
  [[nodiscard]] std::vector<db::Request> timeouts(std::optional<Milliseconds> lock,
                                                  std::optional<Milliseconds> statement,
                                                  db::Driver::Scope scope) const override {
    Settings settings;
    if (lock) settings.emplace_back("lock_timeout", std::to_string(lock->count()));
    if (statement) settings.emplace_back("statement_timeout", std::to_string(statement->count()));
    if (settings.empty()) return {};
    if (scope == db::Driver::Scope::transaction) return {set_settings(settings, scope)};
    return in_transaction(set_settings(settings));
  }
  [[nodiscard]] std::vector<db::Request> before_alone() const override {
    return {{.sql = std::string(own_sql("session/before_alone")), .keep_rows = 0}};
  }
  [[nodiscard]] std::vector<db::Request> after_alone() const override {
    return {{.sql = std::string(own_sql("session/after_alone")), .keep_rows = 0}};
  }

  std::vector<std::string> prepare_alone(db::Connection& connection,
                                         std::string_view statement) const override {
    return postgresql::prepare_alone(connection, statement);
  }
  [[nodiscard]] std::optional<Diagnostic> verify_alone(db::Connection& connection,
                                                       std::string_view statement) const override {
    return postgresql::verify_alone(connection, statement);
  }
  std::vector<std::string> clean_up_alone(db::Connection& connection,
                                          std::string_view statement) const override {
    return postgresql::clean_up_alone(connection, statement);
  }
  [[nodiscard]] db::Recovery recover(db::Connection& connection, std::string_view statement,
                                     db::Leftovers leftovers) const override {
    return postgresql::recover(connection, statement, leftovers);
  }
  [[nodiscard]] std::unique_ptr<db::Shell> shell(const db::ConnectOptions& options,
                                                 const std::string& schema) const override {
    return make_psql(options, schema);
  }
  [[nodiscard]] std::vector<db::Request> restore_session(const std::string& state) const override {
    return restore_requests(state);
  }
};

}  // namespace

std::unique_ptr<db::Driver> make_driver() { return std::make_unique<PostgresqlDriver>(); }

}  // namespace migrate::postgresql
