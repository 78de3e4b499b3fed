#include "lib/postgresql/recreate_database.h"

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/postgresql/create_database.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/maintenance.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/scratch.h"

namespace migrate::postgresql {
namespace {

constexpr std::string_view kInsufficientPrivilege = "42501";

db::Request alone(std::string sql) {
  return {.sql = std::move(sql), .mode = db::Request::Mode::alone};
}

/// The statements that make another one like the connection's database, called `name`; the last is
/// for when it has its place.
std::vector<std::string> statements_for(Owned<PGconn> connection, const db::ConnectOptions& options,
                                        const std::string& name) {
  const auto inside = plain_session(std::move(connection), options);
  const db::Outcome found = db::execute(
      *inside,
      {.sql = std::string(embedded_sql("database/again")), .parameters = {db::text(name)}});
  std::vector<std::string> statements;
  for (const std::vector<db::Value>& row : found.rows) statements.push_back(*row.at(0));
  return statements;
}

/// A database called `made` that is to take the place of the one called `name`.
class Successor {
 public:
  Successor(db::Connection& maintenance, std::string made, std::string name)
      : maintenance_(maintenance), made_(std::move(made)), name_(std::move(name)) {}
  ~Successor() {
    if (waiting_) (void)db::try_execute(maintenance_, alone("DROP DATABASE " + quoted(made_)));
  }
  Successor(const Successor&) = delete;
  Successor& operator=(const Successor&) = delete;

  /// The first of `statements` makes it, the last is for later.
  void make(const std::vector<std::string>& statements) {
    run(statements.front());
    waiting_ = true;
    tag_as_scratch(maintenance_, made_);
    for (size_t i = 1; i + 1 < statements.size(); ++i) run(statements[i]);
  }

  void take_place(const std::string& last_statement) {
    run("DROP DATABASE " + quoted(name_) + " WITH (FORCE)");
    waiting_ = false;  // whatever comes, it may be the only one left
    run("ALTER DATABASE " + quoted(made_) + " RENAME TO " + quoted(name_));
    run(last_statement);
  }

 private:
  static std::string quoted(const std::string& name) { return quote_identifier(name); }

  void run(const std::string& statement) {
    const db::Outcome outcome = db::try_execute(maintenance_, alone(statement));
    if (!outcome.failure) return;
    Diagnostic diagnostic = db::describe(*outcome.failure);
    diagnostic.message =
        "can't make the database " + name_ + " anew: " + diagnostic.message + ": " + statement;
    if (outcome.failure->sqlstate == kInsufficientPrivilege) {
      diagnostic.hint = "the role that connects needs CREATEDB, and to own the database";
    }
    throw Error(outcome.failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
                std::move(diagnostic));
  }

  db::Connection& maintenance_;
  std::string made_;
  std::string name_;
  bool waiting_ = false;
};

}  // namespace

void recreate_database(const db::ConnectOptions& options) {
  Owned<PGconn> old = try_connection(options);
  if (PQstatus(old.get()) != CONNECTION_OK) {
    (void)create_database(options);
    return;
  }
  const std::string name = PQdb(old.get());
  const auto maintenance = maintenance_session(options, name);
  const std::string made = new_scratch_name();
  const std::vector<std::string> statements = statements_for(std::move(old), options, made);
  Successor successor(*maintenance, made, name);
  successor.make(statements);
  successor.take_place(statements.back());
}

}  // namespace migrate::postgresql
