#include "tests/run/run_fixture.h"

#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

constexpr const char* kSqliteCatalog =
    "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM "
    "(SELECT * FROM sqlite_schema WHERE name NOT LIKE '%migrate_%' AND name NOT LIKE 'sqlite_%' "
    "ORDER BY name)";
constexpr const char* kPostgresqlCatalog =
    "SELECT string_agg(line, chr(10) ORDER BY line) FROM ("
    "SELECT 'class ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || "
    "  coalesce((SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod) || "
    "    attnotnull::text, ',' ORDER BY attnum) FROM pg_attribute "
    "    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), '') || "
    "  coalesce((SELECT ' valid ' || indisvalid FROM pg_index WHERE indexrelid = c.oid), '') "
    "  AS line "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
    "WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' "
    "  AND relname NOT LIKE 'migrate\\_%' "
    "UNION ALL SELECT 'enum ' || enumtypid::regtype || ' ' || enumlabel FROM pg_enum) lines";

std::string line_of(const run::Event& event) {
  using Kind = run::Event::Kind;
  const std::string id = event.step == nullptr ? "" : event.step->id;
  switch (event.kind) {
    case Kind::waiting:
      return "waiting for " + event.text;
    case Kind::retrying:
      return "retrying " + id;
    case Kind::killed:
      return "killed " + std::to_string(event.blockers.at(0).pid);
    case Kind::resumed:
      return "resumed " + id + " behind " + std::to_string(event.statement);
    case Kind::step_started:
      return "started " + id;
    case Kind::statement_done:
      return "statement " + std::to_string(event.statement);
    case Kind::traced:
      return "traced " + std::to_string(event.statement);
    case Kind::recovered:
      return "recovered: " + event.text;
    case Kind::step_done:
      return "done " + id;
    case Kind::reconnected:
      return "reconnected: " + event.text;
  }
  return "";
}

}  // namespace

void RecordingObserver::on(const run::Event& event) {
  lines.push_back(line_of(event));
  if (hook) hook(event);
}

void RecordingObserver::watched(const db::Activity& activity) {
  if (watched_hook) watched_hook(activity);
}

Project::Project(const std::string& engine) : engine_(engine), driver_(driver_named(engine)) {
  options.connect.url =
      is_postgresql() ? fresh_postgres_database() : "sqlite:" + (directory_ / "test.db");
  options.actor.user = "tester";
  directory_.write("versions/.keep", "");
}

void Project::revision(const std::string& id, const std::string& parents, const std::string& up,
                       const std::string& down, const std::string& keys) {
  directory_.write("versions/" + id + ".up.sql", "-- revision: " + id + "\n-- parents: " + parents +
                                                     "\n-- message: " + id + "\n" + keys + "\n" +
                                                     up + "\n");
  if (!down.empty()) directory_.write("versions/" + id + ".down.sql", "\n" + down + "\n");
}

revision::RevisionGraph Project::graph() const {
  return workflow::load_project({directory_ / "versions"}, engine_, engine_names()).graph;
}

std::unique_ptr<workflow::Database> Project::open() const {
  return std::make_unique<workflow::Database>(*driver_, options);
}

workflow::ApplyResult Project::upgrade(const std::string& target) {
  apply.target = target;
  return workflow::upgrade(*open(), graph(), apply, observer);
}

workflow::ApplyResult Project::downgrade(const std::string& target) {
  apply.target = target;
  return workflow::downgrade(*open(), graph(), apply, observer);
}

Error Project::failure_of(const std::function<void()>& act) const {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ErrorCode::failed, "nothing was thrown"};
}

std::string Project::scalar(const std::string& sql) const {
  const auto connection = driver_->connect(options.connect);
  const db::Outcome outcome = db::execute(*connection, {.sql = sql});
  if (outcome.rows.empty()) return "(no row)";
  return outcome.rows[0][0].value_or("NULL");
}

void Project::execute(const std::string& sql) const {
  const auto connection = driver_->connect(options.connect);
  db::execute(*connection, {.sql = sql});
}

std::string Project::applied() const {
  std::string text;
  const std::unique_ptr<workflow::Database> database = open();
  for (const revision::AppliedRevision& row : database->history().rows) {
    text += (text.empty() ? "" : " ") + row.id;
    if (row.state == revision::AppliedRevision::State::running) {
      text += row.direction == plan::Direction::up ? "(running up " : "(running down ";
      text += std::to_string(row.statements_done) + ")";
    }
  }
  return text;
}

std::string Project::catalog() const {
  return scalar(is_postgresql() ? kPostgresqlCatalog : kSqliteCatalog);
}

}  // namespace migrate::test
