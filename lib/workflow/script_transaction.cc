#include "lib/workflow/script_transaction.h"

#include <utility>

#include "lib/base/text.h"
#include "lib/sql/splitter.h"

namespace migrate::workflow {
namespace {

Error located(const SourceText& script, uint64_t offset, Diagnostic diagnostic) {
  diagnostic.location = script.locate(offset);
  diagnostic.excerpt = script.line_at(offset);
  return {ErrorCode::failed, std::move(diagnostic)};
}

void demand_in_transaction(const SourceText& script, const sql::Statement& statement,
                           const std::string& kind) {
  if (statement.problem) throw Error(ErrorCode::failed, *statement.problem);
  Diagnostic diagnostic;
  switch (statement.kind) {
    case sql::Kind::control:
      diagnostic.message = kind + " is one transaction already";
      diagnostic.hint = "take " + statement.verb + " out";
      break;
    case sql::Kind::autocommit:
      diagnostic.message = statement.verb + " can't run in a transaction, and " + kind + " is one";
      break;
    case sql::Kind::meta:
      diagnostic.message = kind + " can't have this command of a shell";
      break;
    default:
      return;
  }
  throw located(script, statement.span.offset, std::move(diagnostic));
}

/// "1 | Ann | NULL".
std::string row_text(const std::vector<db::Value>& row) {
  std::vector<std::string> cells;
  for (const db::Value& value : row) cells.push_back(value.value_or("NULL"));
  return join(cells, " | ");
}

}  // namespace

ScriptTransaction::ScriptTransaction(Database& database) : database_(database) {
  submit({.sql = database.driver().begin_sql()});
  submit_all(database.connection().transaction_start());
}

ScriptTransaction::~ScriptTransaction() {
  if (open_) (void)db::try_execute(database_.connection(), {.sql = "ROLLBACK"});
}

db::Outcome ScriptTransaction::attempt(db::Request request) {
  db::Outcome outcome = db::try_execute(database_.connection(), std::move(request));
  if (outcome.failure && outcome.failure->connection_lost) open_ = false;
  return outcome;
}

void ScriptTransaction::submit(db::Request request) {
  const db::Outcome outcome = attempt(std::move(request));
  if (!outcome.failure) return;
  throw Error(outcome.failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
              db::describe(*outcome.failure));
}

void ScriptTransaction::submit_all(std::vector<db::Request> requests) {
  for (db::Request& request : requests) submit(std::move(request));
}

void ScriptTransaction::run(const SourceText& script, const std::string& kind, Rows rows) {
  sql::Splitter splitter(script, database_.driver().dialect());
  while (const auto statement = splitter.next()) {
    demand_in_transaction(script, *statement, kind);
    db::Request request;
    request.sql = std::string(splitter.text());
    request.keep_rows = rows == Rows::none ? 1 : 0;
    if (statement->has_parameters) request.mode = db::Request::Mode::simple;
    if (statement->copy_data) request.copy = db::CopyData{script, *statement->copy_data};
    const db::Outcome outcome = attempt(std::move(request));
    if (outcome.failure) {
      throw located(script, statement->span.offset + outcome.failure->offset.value_or(0),
                    db::describe(*outcome.failure));
    }
    if (!outcome.rows.empty()) {
      Diagnostic diagnostic;
      diagnostic.message = "returned a row, where none says that all is well";
      diagnostic.detail = row_text(outcome.rows.front());
      throw located(script, statement->span.offset, std::move(diagnostic));
    }
  }
}

void ScriptTransaction::commit() {
  submit({.sql = "COMMIT"});
  open_ = false;
  database_.connection().reset();
}

}  // namespace migrate::workflow
