#include "tests/postgresql/schema_database.h"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/schema/script.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {

namespace {

/// Without a word to the publishers.
constexpr const char* kDropSubscriptions =
    "DO $$ DECLARE s name; BEGIN FOR s IN SELECT subname FROM pg_subscription"
    " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP"
    " EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', s);"
    " EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', s);"
    " EXECUTE format('DROP SUBSCRIPTION %I', s); END LOOP; END $$";

std::vector<std::string> program(const std::string& name, const std::string& database) {
  const PostgresServer& server = PostgresServer::instance();
  return {server.program(name), "-h", server.socket_directory(), "-U", "postgres", "-d", database};
}

std::string without_comma(std::string line) {
  if (line.ends_with(',')) line.pop_back();
  return line;
}

}  // namespace

SchemaDatabase::SchemaDatabase()
    : name_(database_of(fresh_postgres_database())), driver_(driver_named("postgresql")) {}

SchemaDatabase::~SchemaDatabase() {
  // A database that has subscriptions can't be dropped.
  (void)apply({kDropSubscriptions});
  (void)run_child([&] {
    auto arguments = program("psql", "postgres");
    for (const std::string& part :
         {std::string("-Xqc"), "DROP DATABASE " + name_ + " WITH (FORCE)"}) {
      arguments.push_back(part);
    }
    return arguments;
  }());
}

std::string SchemaDatabase::run(const std::string& sql) const {
  auto arguments = program("psql", name_);
  for (const char* argument : {"-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse"}) {
    arguments.emplace_back(argument);
  }
  const ChildResult result = run_child(arguments, RunAs::self, sql);
  if (result.exit_code == 0) return "";
  const size_t at = result.output.find("ERROR:");
  return result.output.substr(at == std::string::npos ? 0 : at);
}

db::Connection& SchemaDatabase::connection() const {
  if (!connection_) {
    db::ConnectOptions options;
    options.url = PostgresServer::instance().url(name_);
    connection_ = driver_->connect(options);
  }
  return *connection_;
}

std::string SchemaDatabase::apply(const std::vector<std::string>& statements) const {
  db::Connection& session = connection();
  for (const std::string& statement : statements) session.submit({.sql = statement});
  session.barrier();
  std::string error;
  for (const std::string& statement : statements) {
    const db::Outcome outcome = session.next();
    if (outcome.failure && error.empty()) error = outcome.failure->message + " in " + statement;
  }
  return error;
}

schema::Catalog SchemaDatabase::read() const { return driver_->introspect(connection(), "public"); }

std::string SchemaDatabase::dump() const {
  return PostgresServer::instance().has("pg_dump") ? normalized_dump(raw_dump()) : "";
}

std::string SchemaDatabase::raw_dump() const {
  auto arguments = program("pg_dump", name_);
  arguments.emplace_back("-s");
  const ChildResult result = run_child(arguments);
  if (result.exit_code != 0) throw std::runtime_error("pg_dump: " + result.output);
  return result.output;
}

std::string SchemaDatabase::rows() const {
  const db::Outcome outcome = db::execute(
      connection(),
      {.sql = "SELECT format('%I.%I %s', n.nspname, c.relname, (xpath('/row/c/text()',"
              " query_to_xml(format('SELECT count(*) AS c FROM ONLY %I.%I', n.nspname, c.relname),"
              " false, true, '')))[1])"
              " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
              " WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname !~ '^pg_' ORDER BY 1"});
  std::string result;
  for (const auto& row : outcome.rows) result += row.at(0).value() + "\n";
  return result;
}

void SchemaDatabase::clear() const {
  const std::string error =
      apply({"DO $$ DECLARE s name; BEGIN"
             " FOR s IN SELECT nspname FROM pg_namespace"
             " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP"
             " EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP;"
             " FOR s IN SELECT extname FROM pg_extension WHERE oid >= 16384 LOOP"
             " EXECUTE format('DROP EXTENSION %I CASCADE', s); END LOOP;"
             " FOR s IN SELECT pubname FROM pg_publication LOOP"
             " EXECUTE format('DROP PUBLICATION %I', s); END LOOP;"
             " FOR s IN SELECT fdwname FROM pg_foreign_data_wrapper LOOP"
             " EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', s); END LOOP;"
             " DELETE FROM pg_default_acl; END $$",
             kDropSubscriptions, "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
             "GRANT USAGE ON SCHEMA public TO PUBLIC",
             "COMMENT ON SCHEMA public IS 'standard public schema'"});
  if (!error.empty()) throw std::runtime_error(error);
}

const schema::Rules& postgresql_rules() {
  static const auto driver = driver_named("postgresql");
  return driver->schema_rules();
}

std::string script(const schema::Catalog& before, const schema::Catalog& after) {
  const schema::SchemaPlan plan = schema::plan(before, after, postgresql_rules());
  if (!plan.impossible.empty()) throw Error(ErrorCode::failed, plan.impossible);
  return schema::script_text(plan.statements);
}

std::vector<std::string> split_script(const std::string& script) {
  std::vector<std::string> result;
  for (size_t begin = 0; begin < script.size();) {
    const size_t end = std::min(script.find(";\n\n", begin), script.size());
    result.push_back(script.substr(begin, end - begin));
    begin = end + 3;
  }
  return result;
}

std::string lost_rows(const std::string& before, const std::string& after) {
  std::map<std::string, int> counts;
  std::string result;
  std::istringstream old_lines(before);
  std::istringstream new_lines(after);
  for (std::string line; std::getline(old_lines, line);) {
    counts[line.substr(0, line.rfind(' '))] = std::stoi(line.substr(line.rfind(' ')));
  }
  for (std::string line; std::getline(new_lines, line);) {
    const auto found = counts.find(line.substr(0, line.rfind(' ')));
    if (found != counts.end() && std::stoi(line.substr(line.rfind(' '))) < found->second) {
      result += line + " of " + std::to_string(found->second) + "\n";
    }
  }
  return result;
}

std::string normalized_dump(const std::string& dump) {
  std::istringstream lines(dump);
  std::string result;
  std::vector<std::string> columns;
  // In the order in which they were given, or in which the columns were added.
  std::vector<std::string> additions;
  bool in_table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--") || line.empty() || line.starts_with("SET ") ||
        line.starts_with("SELECT pg_catalog.set_config") || line.starts_with("\\")) {
      continue;
    }
    if (in_table && line.starts_with(")")) {
      std::sort(columns.begin(), columns.end());
      for (const std::string& column : columns) result += column + "\n";
      columns.clear();
      in_table = false;
    }
    if (in_table) {
      columns.push_back(without_comma(line));
      continue;
    }
    const bool comment = line.starts_with("COMMENT ON COLUMN ") && line.ends_with("';");
    if (comment || line.starts_with("GRANT ") || line.starts_with("REVOKE ")) {
      additions.push_back(line);
      continue;
    }
    // What a subscription connects to is a secret that nobody reads.
    if (line.starts_with("CREATE SUBSCRIPTION ")) {
      static const std::regex kConnection(" CONNECTION '([^']|'')*'");
      line = std::regex_replace(line, kConnection, "");
    }
    const bool table = line.starts_with("CREATE TABLE ") || line.starts_with("CREATE UNLOGGED TAB");
    in_table = table && line.ends_with("(");
    result += line + "\n";
  }
  std::sort(additions.begin(), additions.end());
  for (const std::string& addition : additions) result += addition + "\n";
  return result;
}

std::string differences(const schema::Catalog& before, const schema::Catalog& after) {
  std::string result;
  for (const schema::Change& change : schema::difference(before, after)) {
    result += describe(change.identity());
    if (change.before == nullptr) result += " (new)";
    if (change.after == nullptr) result += " (gone)";
    for (const std::string& name : change.attributes) {
      result += "\n  " + name + ": " + std::string(change.before->attribute(name)) + "\n  " +
                std::string(name.size(), ' ') + "> " + std::string(change.after->attribute(name));
    }
    result += "\n";
  }
  return result;
}

}  // namespace migrate::test
