#include "tests/reliability/stage.h"

#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/run/observer.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/record.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

using plan::Direction;

/// The server may take a moment to notice that a run's connection is gone.
constexpr Milliseconds kLockWait{30'000};
constexpr Milliseconds kGone{10'000};
/// More runs than statements in doubt, and a few.
constexpr int kMostRuns = 8;

constexpr const char* kHistory =
    "SELECT id, parents, depends_on, up_checksum, down_checksum, state, direction, "
    "statements_done, trying, done_digest FROM migrate_revision ORDER BY seq";
constexpr const char* kEvents =
    "SELECT action, revision, count(*) FROM migrate_event WHERE action IN ('upgrade', 'downgrade') "
    "GROUP BY action, revision ORDER BY action, revision";
constexpr const char* kScripts = "SELECT checksum FROM migrate_script ORDER BY checksum";
constexpr const char* kRan = "SELECT what FROM ran ORDER BY what";
/// What pg_dump would show of the shapes' objects, and whether it is valid.
constexpr const char* kPostgresqlSchema = R"(
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'),
relation AS (SELECT * FROM pg_class WHERE relnamespace IN (TABLE ours))
SELECT 'relation' AS kind, oid::regclass::text AS object, relkind::text AS name,
       coalesce(pg_get_expr(relpartbound, oid), '') AS definition, relpersistence::text AS state
FROM relation
UNION ALL
SELECT 'column', attrelid::regclass::text, attname,
       concat_ws(' DEFAULT ', format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid)),
       concat(attnotnull, attidentity, attgenerated)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid IN (SELECT oid FROM relation) AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text,
       pg_get_indexdef(indexrelid), indisvalid::text
FROM pg_index WHERE indexrelid IN (SELECT oid FROM relation)
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid),
       convalidated::text
FROM pg_constraint WHERE connamespace IN (TABLE ours)
UNION ALL
SELECT 'parent', inhrelid::regclass::text, inhparent::regclass::text, '', inhdetachpending::text
FROM pg_inherits
UNION ALL
SELECT 'view', oid::regclass::text, relkind::text, pg_get_viewdef(oid), ''
FROM relation WHERE relkind IN ('v', 'm')
UNION ALL
SELECT 'routine', oid::regprocedure::text, proname, pg_get_functiondef(oid), ''
FROM pg_proc WHERE pronamespace IN (TABLE ours) AND prokind <> 'a'
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'label', enumtypid::regtype::text, enumlabel, enumsortorder::text, '' FROM pg_enum
ORDER BY 1, 2, 3, 4, 5)";
constexpr const char* kSqliteSchema =
    "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";

class Silent final : public run::Observer {
  void on(const run::Event& /*event*/) override {}
};

/// Rows as lines, values separated by `|`.
std::string lines(db::Connection& connection, const std::string& sql) {
  std::string text;
  for (const auto& row : db::execute(connection, {.sql = sql}).rows) {
    for (size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "|") + row[i].value_or("NULL");
    text += "\n";
  }
  return text;
}

}  // namespace

bool long_run() {
  const char* value = std::getenv("MIGRATE_LONG");
  return value != nullptr && *value != '\0' && std::string(value) != "0";
}

Stage::Stage(const Shape& shape, Direction direction)
    : shape_(shape),
      direction_(direction),
      driver_(driver_named(shape.engine)),
      cut_driver_(cut_driver(driver_named(shape.engine), cuts)) {
  const auto header = [](const std::string& id, const std::string& parents) {
    return "-- revision: " + id + "\n-- parents: " + parents + "\n-- message: " + id + "\n";
  };
  directory_.write("versions/r1.up.sql",
                   header("r1", "none") + "\nCREATE TABLE ran (what text);\n" + shape.base + "\n");
  directory_.write("versions/r2.up.sql", header("r2", "r1") + shape.keys + "\n" + shape.up + "\n");
  const bool has_header = shape.down.rfind("-- ", 0) == 0;
  directory_.write("versions/r2.down.sql", (has_header ? "" : "\n") + shape.down + "\n");

  if (shape.engine == "postgresql") {
    PostgresServer& server = PostgresServer::instance();
    database_ = database_of(server.fresh_database());
    db::ConnectOptions connect;
    connect.url = server.url("postgres");
    admin_ = driver_->connect(connect);
    cuts.end_backend = [this](const std::string& pid) { end_backend(pid); };
  }
}

Stage::~Stage() {
  try {
    if (!admin_) return;
    db::execute(*admin_, {.sql = "DROP DATABASE " + database_ + " WITH (FORCE)"});
    if (!shape_.outside.empty()) db::execute(*admin_, {.sql = shape_.outside});
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): the server goes with the process
  }
}

void Stage::begin_case() {
  cuts.disarm();
  if (admin_) {
    empty_database();
    if (!shape_.outside.empty()) db::execute(*admin_, {.sql = shape_.outside});
  } else {
    database_ = directory_ / ("case" + std::to_string(++cases_) + ".db");
  }
  const auto graph =
      workflow::load_project({directory_ / "versions"}, shape_.engine, engine_names()).graph;
  workflow::ApplyOptions apply;
  apply.target = direction_ == Direction::up ? "r1" : "r2";
  Silent silent;
  workflow::Database database(*driver_, options());
  workflow::upgrade(database, graph, apply, silent);
}

/// A database made anew for each of thousands of cases would take most of the time.
void Stage::empty_database() const {
  const std::string others = " FROM pg_stat_activity WHERE datname = '" + database_ + "'";
  db::execute(*admin_, {.sql = "SELECT pg_terminate_backend(pid)" + others});
  const Stopwatch waited;
  while (db::execute(*admin_, {.sql = "SELECT count(*)" + others}).rows.at(0).at(0) != "0") {
    if (waited.elapsed() > kGone) throw std::runtime_error("the sessions don't end");
    std::this_thread::sleep_for(Milliseconds(1));
  }
  const std::unique_ptr<db::Connection> connection = driver_->connect(options().connect);
  db::execute(*connection, {.sql = "DROP SCHEMA IF EXISTS public, other CASCADE"});
  db::execute(*connection, {.sql = "CREATE SCHEMA public"});
}

workflow::DatabaseOptions Stage::options() const {
  workflow::DatabaseOptions options;
  options.connect.url = admin_ ? PostgresServer::instance().url(database_) : "sqlite:" + database_;
  options.actor.user = "tester";
  options.lock_wait = kLockWait;
  return options;
}

void Stage::act() {
  const auto graph =
      workflow::load_project({directory_ / "versions"}, shape_.engine, engine_names()).graph;
  Silent silent;
  workflow::Database database(*cut_driver_, options());
  workflow::ApplyOptions apply;
  if (direction_ == Direction::up) {
    workflow::upgrade(database, graph, apply, silent);
  } else {
    apply.target = "r1";
    workflow::downgrade(database, graph, apply, silent);
  }
}

void Stage::run() { act(); }

bool Stage::done() {
  return table("SELECT id, state FROM migrate_revision ORDER BY seq") ==
         (direction_ == Direction::up ? "r1|applied\nr2|applied\n" : "r1|applied\n");
}

void Stage::finish() {
  cuts.disarm();
  for (int runs = 0; !done(); ++runs) {
    if (runs == kMostRuns) throw std::runtime_error("the run doesn't come to its end");
    try {
      act();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::in_doubt || shape_.happened.empty()) throw;
      resolve(shape_.happened);
    }
  }
}

/// Answers as a person would who has looked at the database.
void Stage::resolve(const std::string& question) {
  const auto graph =
      workflow::load_project({directory_ / "versions"}, shape_.engine, engine_names()).graph;
  std::string tried = table("SELECT trying FROM migrate_revision WHERE id = 'r2'");
  tried.pop_back();
  const bool there = table(replace_all(question, ":k", tried)) == "1\n";
  const bool happened = there == (direction_ == Direction::up);
  Silent silent;
  workflow::Database database(*driver_, options());
  (void)workflow::resolve(database, graph, "r2",
                          happened ? workflow::Resolution::applied : workflow::Resolution::retry,
                          silent);
}

std::string Stage::state() {
  const std::unique_ptr<db::Connection> connection = driver_->connect(options().connect);
  const auto part = [&](const std::string& name, const std::string& sql) {
    return name + ":\n" + lines(*connection, sql);
  };
  return part("schema", admin_ ? kPostgresqlSchema : kSqliteSchema) + part("history", kHistory) +
         part("events", kEvents) + part("scripts", kScripts) + part("ran", kRan) +
         (shape_.probe.empty() ? "" : part("probe", shape_.probe));
}

std::string Stage::table(const std::string& sql) const {
  return lines(*driver_->connect(options().connect), sql);
}

void Stage::end_backend(const std::string& pid) const {
  db::execute(*admin_, {.sql = "SELECT pg_terminate_backend(" + pid + ")"});
  const Stopwatch waited;
  const std::string alive = "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid;
  while (db::execute(*admin_, {.sql = alive}).rows.at(0).at(0) != "0") {
    if (waited.elapsed() > kGone) throw std::runtime_error("the backend doesn't end");
    std::this_thread::sleep_for(Milliseconds(1));
  }
}

}  // namespace migrate::test
