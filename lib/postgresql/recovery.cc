#include "lib/postgresql/recovery.h"

#include <fmt/format.h>

#include <thread>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/alone_statement.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/session.h"

namespace migrate::postgresql {
namespace {

using Kind = AloneStatement::Kind;
using RecoveryOutcome = db::Recovery::Outcome;

/// How long we wait for a session that does what we are about to do, and how often we look.
constexpr Milliseconds kOtherWait{60'000};
constexpr Milliseconds kOtherPoll{250};
/// The bound of cleaning up after a failure: the person at the terminal waits for its message.
constexpr Milliseconds kCleanUpWait{30'000};
constexpr Milliseconds kUnbounded{0};

struct Index {
  std::string name;  ///< qualified and quoted
  bool valid = false;
  std::string builder;  ///< pid of another session that is building it; empty: none
};

db::Request catalog_request(std::string_view name, const std::vector<std::string>& arguments) {
  db::Request request;
  request.sql = embedded_sql("recovery/" + std::string(name));
  for (const std::string& argument : arguments) request.parameters.push_back(db::text(argument));
  return request;
}

bool holds(db::Connection& connection, std::string_view question,
           const std::vector<std::string>& arguments) {
  return db::execute(connection, catalog_request(question, arguments)).rows.at(0).at(0) == "t";
}

std::vector<Index> indexes_of(db::Connection& connection, const AloneStatement& statement) {
  std::vector<Index> found;
  const std::optional<db::Request> request = indexes_request(statement);
  if (!request) return found;
  for (const auto& row : db::execute(connection, *request).rows) {
    found.push_back({row.at(0).value_or(""), row.at(1) == "t", row.at(2).value_or("")});
  }
  return found;
}

const Index* being_built(const std::vector<Index>& found) {
  for (const Index& index : found) {
    if (!index.builder.empty()) return &index;
  }
  return nullptr;
}

/// Fails when the session `pid`, which does what `doing` says, has had its time.
void demand_end(const Stopwatch& watch, const std::string& pid, const std::string& doing) {
  if (watch.elapsed() <= kOtherWait) return;
  throw Error(ErrorCode::locked, fmt::format("another session (pid {}) is {}", pid, doing),
              fmt::format("wait until it has finished, or end it: SELECT "
                          "pg_terminate_backend({}); then run the command again",
                          pid));
}

/// Waits until no other session runs `text`. Behind a proxy the server doesn't notice that a client
/// is gone, and the statement of a run that was killed goes on.
void await_end(db::Connection& connection, std::string_view text) {
  const Stopwatch watch;
  while (true) {
    const db::Outcome outcome =
        db::execute(connection, catalog_request("running", {std::string(text)}));
    if (outcome.rows.empty()) return;
    demand_end(watch, outcome.rows[0].at(0).value_or("?"),
               "still running the statement that an earlier run began");
    std::this_thread::sleep_for(kOtherPoll);
  }
}

/// As indexes_of, once no other session is building one of them. Adds to `lines` whom it waited
/// for.
std::vector<Index> settled_indexes(db::Connection& connection, const AloneStatement& statement,
                                   std::vector<std::string>& lines) {
  const Stopwatch watch;
  std::vector<Index> found = indexes_of(connection, statement);
  std::string waited_for;
  while (const Index* index = being_built(found)) {
    demand_end(watch, index->builder, "building the index " + index->name);
    waited_for = fmt::format("waited for pid {}, which was building the index {}", index->builder,
                             index->name);
    std::this_thread::sleep_for(kOtherPoll);
    found = indexes_of(connection, statement);
  }
  if (!waited_for.empty()) lines.push_back(waited_for);
  return found;
}

/// DROP INDEX CONCURRENTLY without the lock timeout (which would count the wait for old snapshots)
/// and with `limit` for all of it. The session's own timeouts come back afterwards.
db::Outcome drop_concurrently(db::Connection& connection, const std::string& index,
                              Milliseconds limit) {
  const db::Outcome before =
      db::execute(connection, {.sql = "SELECT pg_catalog.current_setting('lock_timeout'), "
                                      "pg_catalog.current_setting('statement_timeout')"});
  const Settings own = {{"lock_timeout", before.rows.at(0).at(0).value_or("0")},
                        {"statement_timeout", before.rows.at(0).at(1).value_or("0")}};
  db::execute(connection, set_settings({{"lock_timeout", "0"},
                                        {"statement_timeout", std::to_string(limit.count())}}));
  db::Outcome outcome = db::try_execute(
      connection, {.sql = "DROP INDEX CONCURRENTLY " + index, .mode = db::Request::Mode::alone});
  const bool lost = outcome.failure && outcome.failure->connection_lost;
  if (!lost) db::execute(connection, set_settings(own));
  return outcome;
}

/// Drops what is INVALID among `found`; a drop that fails throws.
void drop_invalid(db::Connection& connection, const std::vector<Index>& found,
                  std::vector<std::string>& lines) {
  for (const Index& index : found) {
    if (index.valid) continue;
    const db::Outcome outcome = drop_concurrently(connection, index.name, kUnbounded);
    if (outcome.failure) {
      Diagnostic diagnostic = db::describe(*outcome.failure);
      diagnostic.message =
          fmt::format("can't drop the INVALID index {}, which an earlier build left: {}",
                      index.name, diagnostic.message);
      throw Error(ErrorCode::failed, std::move(diagnostic));
    }
    lines.push_back(
        fmt::format("dropped the INVALID index {}, which an earlier build left", index.name));
  }
}

db::Recovery recover_create_index(db::Connection& connection, const AloneStatement& statement,
                                  db::Leftovers leftovers) {
  if (statement.name.empty()) {
    return {RecoveryOutcome::unknown,
            "the index has no name in the script: look at the indexes of " + statement.relation};
  }
  std::vector<std::string> lines;
  const std::vector<Index> found = settled_indexes(connection, statement, lines);
  if (found.empty()) return {RecoveryOutcome::not_done, "there is no index of that name"};
  if (found[0].valid) return {RecoveryOutcome::done, "the index " + found[0].name + " is valid"};
  if (leftovers == db::Leftovers::leave) {
    return {RecoveryOutcome::not_done, "the index " + found[0].name + " is INVALID"};
  }
  drop_invalid(connection, found, lines);
  return {RecoveryOutcome::not_done, join(lines, "; ")};
}

db::Recovery recover_drop_index(db::Connection& connection, const AloneStatement& statement) {
  for (const std::string& index : statement.objects) {
    if (holds(connection, "relation_exists", {index})) {
      return {RecoveryOutcome::not_done, "the index " + index + " is still there"};
    }
  }
  return {RecoveryOutcome::done, "the index is gone"};
}

db::Recovery recover_reindex(db::Connection& connection, const AloneStatement& statement,
                             db::Leftovers leftovers) {
  std::vector<std::string> lines;
  if (leftovers == db::Leftovers::clear) {
    drop_invalid(connection, settled_indexes(connection, statement, lines), lines);
  }
  lines.emplace_back("a REINDEX can run again");
  return {RecoveryOutcome::not_done, join(lines, "; ")};
}

/// A detach that was cut off between its two transactions is pending, and only FINALIZE ends it.
db::Recovery recover_detach(db::Connection& connection, const AloneStatement& statement,
                            db::Leftovers leftovers) {
  const std::string& table = statement.relation;
  const std::string& partition = statement.objects.at(0);
  const db::Outcome outcome =
      db::execute(connection, catalog_request("partition_state", {table, partition}));
  const db::Value& state = outcome.rows.at(0).at(0);
  if (state == "detached") return {RecoveryOutcome::done, partition + " is no partition any more"};
  if (state == "attached") return {RecoveryOutcome::not_done, partition + " is still a partition"};
  if (state != "pending") return {RecoveryOutcome::unknown, "one of the tables doesn't exist"};
  if (leftovers == db::Leftovers::leave) {
    return {RecoveryOutcome::unknown, "the detach is pending: ALTER TABLE " + table +
                                          " DETACH PARTITION " + partition + " FINALIZE ends it"};
  }
  db::execute(connection,
              {.sql = "ALTER TABLE " + table + " DETACH PARTITION " + partition + " FINALIZE",
               .mode = db::Request::Mode::alone});
  return {RecoveryOutcome::done, "the pending detach of " + partition + " was finalized"};
}

db::Recovery recover_database(db::Connection& connection, const AloneStatement& statement) {
  const bool exists = holds(connection, "database_exists", {statement.name});
  const bool done = exists == (statement.kind == Kind::create_database);
  return {done ? RecoveryOutcome::done : RecoveryOutcome::not_done,
          "the database " + statement.name + (exists ? " exists" : " doesn't exist")};
}

}  // namespace

std::optional<db::Request> indexes_request(const AloneStatement& statement) {
  if (statement.kind == Kind::reindex) {
    return catalog_request("reindex_leftovers", {statement.relation});
  }
  if (statement.kind != Kind::create_index) return std::nullopt;
  if (statement.name.empty()) return catalog_request("new_indexes", {statement.relation});
  return catalog_request("named_index", {statement.relation, statement.name});
}

std::optional<db::Request> remember_request(const AloneStatement& statement) {
  if (statement.kind != Kind::create_index || !statement.name.empty()) return std::nullopt;
  return catalog_request("remember_indexes", {statement.relation});
}

std::vector<std::string> prepare_alone(db::Connection& connection, std::string_view text) {
  const AloneStatement statement = parse_alone(text);
  std::vector<std::string> lines;
  if (const auto remember = remember_request(statement)) {
    db::execute(connection, *remember);
    return lines;
  }
  drop_invalid(connection, settled_indexes(connection, statement, lines), lines);
  return lines;
}

std::optional<Diagnostic> verify_alone(db::Connection& connection, std::string_view text) {
  const AloneStatement statement = parse_alone(text);
  for (const Index& index : indexes_of(connection, statement)) {
    if (index.valid) continue;
    Diagnostic diagnostic;
    diagnostic.code = "invalid-index";
    diagnostic.message = "the statement succeeded, but the index " + index.name + " is INVALID";
    diagnostic.hint = "run the command again: it drops the index and builds it once more";
    return diagnostic;
  }
  return std::nullopt;
}

std::vector<std::string> clean_up_alone(db::Connection& connection, std::string_view text) {
  const AloneStatement statement = parse_alone(text);
  std::vector<std::string> lines;
  for (const Index& index : indexes_of(connection, statement)) {
    if (index.valid || !index.builder.empty()) continue;
    const db::Outcome outcome = drop_concurrently(connection, index.name, kCleanUpWait);
    lines.push_back(
        outcome.failure
            ? fmt::format("the failed build left the INVALID index {}; drop it: "
                          "DROP INDEX CONCURRENTLY {};",
                          index.name, index.name)
            : fmt::format("dropped the INVALID index {}, which the failed build left", index.name));
    if (outcome.failure && outcome.failure->connection_lost) break;
  }
  return lines;
}

db::Recovery recover(db::Connection& connection, std::string_view text, db::Leftovers leftovers) {
  const AloneStatement statement = parse_alone(text);
  await_end(connection, text);
  switch (statement.kind) {
    case Kind::create_index:
      return recover_create_index(connection, statement, leftovers);
    case Kind::drop_index:
      return recover_drop_index(connection, statement);
    case Kind::reindex:
      return recover_reindex(connection, statement, leftovers);
    case Kind::detach_partition:
      return recover_detach(connection, statement, leftovers);
    case Kind::create_database:
    case Kind::drop_database:
      return recover_database(connection, statement);
    case Kind::repeatable:
      return {RecoveryOutcome::not_done, "the statement can run again without harm"};
    case Kind::other:
      break;
  }
  return {RecoveryOutcome::unknown, "the catalog can't tell whether the statement ran"};
}

}  // namespace migrate::postgresql
