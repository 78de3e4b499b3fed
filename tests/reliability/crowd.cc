#include "tests/reliability/crowd.h"

#include <fstream>
#include <sstream>

#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

constexpr int kRevisions = 8;
/// Where sessions aren't shared each runner that waits for the run lock keeps two of them.
constexpr int kSessionPool = 120;
constexpr int kTransactionPool = 20;

std::string mark(int revision, const char* place) {
  return "INSERT INTO ran VALUES ('" + std::to_string(revision) + place + "');\n";
}

/// Long enough for the others to come in between. An INSERT: behind a proxy that shares sessions a
/// SELECT might change one for all we know.
std::string linger(bool server) {
  return server
             ? "INSERT INTO ran SELECT NULL WHERE pg_sleep(0.03) IS NULL;\n"
             : "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)\n"
               "SELECT max(i) FROM n;\n";
}

std::string script(int revision, bool server) {
  const std::string table = "t" + std::to_string(revision);
  std::string text = "CREATE TABLE " + table + " (a integer);\n" + mark(revision, " begins");
  if (revision % 2 == 0) {
    text +=
        server ? "CREATE INDEX CONCURRENTLY " + table + "_a ON " + table + " (a);\n" : "VACUUM;\n";
    text += mark(revision, " goes on") + linger(server);
    text += server ? "VACUUM " + table + ";\n" : "PRAGMA journal_mode = delete;\n";
  }
  return text + linger(server) + mark(revision, " ends");
}

}  // namespace

std::string name_of(Route route) {
  switch (route) {
    case Route::postgresql:
      return "postgresql";
    case Route::sqlite:
      return "sqlite";
    case Route::session_pool:
      return "session_pool";
    case Route::transaction_pool:
      return "transaction_pool";
  }
  return "";
}

bool through_proxy(Route route) {
  return route == Route::session_pool || route == Route::transaction_pool;
}

Crowd::Crowd(Route route) : route_(route) {
  const bool server = route != Route::sqlite;
  driver_ = driver_named(server ? "postgresql" : "sqlite");
  direct_url_ = url_ =
      server ? PostgresServer::instance().fresh_database() : "sqlite:" + (directory_ / "crowd.db");
  if (through_proxy(route)) {
    const bool sessions = route == Route::session_pool;
    proxy_ = std::make_unique<PgBouncer>(
        PostgresServer::instance(),
        sessions ? PgBouncer::PoolMode::session : PgBouncer::PoolMode::transaction,
        sessions ? kSessionPool : kTransactionPool);
    url_ = proxy_->url(database_of(direct_url_));
  }
  write_revisions();
}

void Crowd::write_revisions() const {
  const bool server = route_ != Route::sqlite;
  directory_.write("migrate.toml", "");
  for (int revision = 1; revision <= kRevisions; ++revision) {
    const std::string id = "r" + std::to_string(revision);
    const std::string parent = revision == 1 ? "none" : "r" + std::to_string(revision - 1);
    directory_.write("versions/" + id + ".up.sql",
                     "-- revision: " + id + "\n-- parents: " + parent + "\n-- message: " + id +
                         "\n\n" + (revision == 1 ? "CREATE TABLE ran (what text);\n" : "") +
                         script(revision, server));
  }
}

Process Crowd::runner(const std::vector<std::string>& environment) {
  Process::Options options;
  options.output = directory_ / ("runner" + std::to_string(runners_++) + ".log");
  options.environment = environment;
  options.environment.push_back("MIGRATE_URL=" + url_);
  return {{std::string(MIGRATE_BINARY_DIR) + "/migrate", "--config", directory_ / "migrate.toml",
           "upgrade", "--lock-wait", "5min"},
          options};
}

std::string Crowd::output(size_t n) const {
  std::ostringstream text;
  text << std::ifstream(directory_ / ("runner" + std::to_string(n) + ".log")).rdbuf();
  return text.str();
}

std::string Crowd::value(const std::string& sql) const {
  db::ConnectOptions options;
  options.url = direct_url_;
  const std::unique_ptr<db::Connection> connection = driver_->connect(options);
  const db::Outcome outcome = db::execute(*connection, {.sql = sql});
  return outcome.rows.at(0).at(0).value_or("NULL");
}

std::string Crowd::problems() const {
  // Two marks in each revision, and one more in every second.
  const std::string marks = std::to_string(2 * kRevisions + kRevisions / 2);
  const std::string revisions = std::to_string(kRevisions);
  std::string text;
  const auto demand = [&](const std::string& wanted, const std::string& sql) {
    const std::string found = value(sql);
    if (found != wanted) text += sql + ": " + found + " and not " + wanted + "\n";
  };
  demand(marks, "SELECT count(*) FROM ran");
  demand(marks, "SELECT count(DISTINCT what) FROM ran");
  demand(revisions, "SELECT count(*) FROM migrate_revision WHERE state = 'applied'");
  demand(revisions, "SELECT count(*) FROM migrate_event WHERE action = 'upgrade'");
  if (route_ != Route::sqlite) {
    demand("0", "SELECT count(*) FROM pg_index WHERE NOT indisvalid");
    demand(std::to_string(kRevisions / 2),
           "SELECT count(*) FROM pg_class WHERE relkind = 'i' AND relname ~ '^t[0-9]+_a$'");
  }
  return text;
}

}  // namespace migrate::test
