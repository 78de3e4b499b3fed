#include "lib/workflow/reconcile.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/workflow/comparison.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/record.h"

namespace migrate::workflow {
namespace {

Error not_by_adding(const std::string& why) {
  return {ErrorCode::check, "the missing part of the schema can't simply be added: " + why,
          "change it by hand, then deploy again"};
}

std::string text_of(const schema::Statement& statement) {
  return statement.subject.empty() ? statement.text : statement.subject + " " + statement.text;
}

/// The first failure of what is in flight; the transaction is rolled back then. `texts` are those
/// of the statements behind the first `before` requests.
void finish(db::Connection& connection, const std::vector<std::string>& texts, size_t before) {
  std::optional<db::Failure> failure;
  size_t failed = 0;
  for (size_t number = 0; connection.pending() > 0; ++number) {
    db::Outcome outcome = connection.next();
    if (!outcome.failure || failure) continue;
    failure = std::move(outcome.failure);
    failed = number;
  }
  if (!failure) return;
  if (!failure->connection_lost) (void)db::try_execute(connection, {.sql = "ROLLBACK"});
  Diagnostic finding = db::describe(*failure);
  if (failed >= before && failed - before < texts.size()) {
    finding.notes.push_back("the statement was: " + texts[failed - before]);
  }
  finding.notes.push_back("nothing was changed");
  throw Error(failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
              std::move(finding));
}

}  // namespace

schema::Catalog with_leftovers(const schema::Catalog& actual, schema::Catalog made) {
  for (const auto& [identity, fact] : actual.facts) made.facts.emplace(identity, fact);
  return made;
}

std::vector<std::string> missing_part(const Bench& bench, const schema::Catalog& actual,
                                      const schema::Catalog& made) {
  const schema::SchemaPlan plan =
      compare(bench, actual, with_leftovers(actual, made), Losses::keep).plan;
  if (!plan.impossible.empty()) throw not_by_adding(plan.impossible[0].message);
  std::vector<std::string> statements;
  for (const schema::PlannedStatement& planned : plan.statements) {
    const schema::Statement& statement = planned.statement;
    if (!statement.loses.empty()) throw not_by_adding("it would lose " + statement.loses);
    if (!statement.header.empty() || statement.place != schema::Statement::Place::transaction) {
      throw not_by_adding(describe(planned.about) + " takes more than one transaction");
    }
    const bool is_set =
        std::find(statements.begin(), statements.end(), statement.setting) != statements.end();
    if (!statement.setting.empty() && !is_set) statements.push_back(statement.setting);
    statements.push_back(text_of(statement));
  }
  return statements;
}

void reconcile(Database& database, const revision::RevisionGraph& graph, const std::string& action,
               const std::vector<std::string>& ids, const std::vector<std::string>& statements,
               size_t stored_script_bytes, run::Observer& observer) {
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  std::vector<size_t> indices;
  for (const std::string& id : ids) indices.push_back(graph.find(id).value());
  const history::HistoryStore& store = database.store();
  std::vector<db::Request> records =
      store.before_write(history::HistoryStore::SessionState::ignore);
  const auto add = [&](std::vector<db::Request> more) {
    for (db::Request& request : more) records.push_back(std::move(request));
  };
  for (const history::Entry& entry : file_entries(database, graph, indices, stored_script_bytes)) {
    add(store.stamped(entry));
  }
  add(store.event({action, ids.empty() ? "" : ids.back(), "", 0, join(statements, "; ")}));

  db::Connection& connection = database.connection();
  size_t before = 1;
  connection.submit({.sql = database.driver().begin_sql()});
  for (db::Request& request : connection.transaction_start()) {
    connection.submit(std::move(request));
    ++before;
  }
  if (std::optional<db::Request> confirmed = lock->confirm()) {
    connection.submit(std::move(*confirmed));
    ++before;
  }
  for (const std::string& statement : statements) connection.submit({.sql = statement});
  for (db::Request& record : records) connection.submit(std::move(record));
  connection.submit({.sql = "COMMIT"});
  connection.barrier();
  finish(connection, statements, before);
  database.refresh();
}

}  // namespace migrate::workflow
