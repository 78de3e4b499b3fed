#include "lib/history/history_store.h"

#include <cassert>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/history/rows.h"
#include "lib/sql/splitter.h"

namespace migrate::history {
namespace {

using db::integer;
using db::text;

std::string json_list(const std::vector<std::string>& texts) {
  return json::dump(json::Value(texts));
}

// Id, edges, message, header, scripts: what every record of a whole revision begins with.
std::vector<db::Parameter> entry_parameters(const Entry& entry) {
  return {text(entry.id),
          text(json_list(entry.parents)),
          text(json_list(entry.depends_on)),
          text(entry.message),
          text(entry.header),
          text(entry.up.checksum),
          db::bytes(entry.up.bytes),
          text(entry.down ? db::Value(entry.down->checksum) : std::nullopt),
          db::bytes(entry.down ? entry.down->bytes : std::nullopt)};
}

std::vector<db::Parameter> progress_parameters(const std::string& id, const Progress& progress) {
  return {text(id), integer(progress.statements_done), integer(progress.trying),
          text(progress.done_digest)};
}

ErrorCode code_of(const db::Failure& failure) {
  using Cause = db::Failure::Cause;
  if (failure.connection_lost) return ErrorCode::unreachable;
  const bool lock = failure.cause == Cause::busy || failure.cause == Cause::lost_a_lock;
  return lock ? ErrorCode::locked : ErrorCode::failed;
}

Error error_from(const db::Failure& failure) { return {code_of(failure), db::describe(failure)}; }

Error refusal(const char* code, const std::string& message, const std::string& hint) {
  Error error(ErrorCode::check, message, hint);
  error.first().code = code;
  return error;
}

Error elsewhere(const std::string& found, const std::string& current) {
  return refusal(
      "history-elsewhere",
      "the history is in schema '" + found + "', and the session's first schema is '" + current +
          "'",
      "set history_schema in the configuration, or put '" + found + "' first in the search_path");
}

Error newer(int64_t format) {
  return refusal("history-newer",
                 "the history tables have format " + std::to_string(format) +
                     ", and this program knows formats up to " + std::to_string(kFormat),
                 "run the newer version of migrate that wrote them");
}

}  // namespace

HistoryStore::HistoryStore(const db::Driver& driver, std::string schema, Actor actor,
                           std::string role)
    : driver_(driver),
      schema_(std::move(schema)),
      schema_given_(!schema_.empty()),
      role_(role.empty() ? "none" : std::move(role)),
      actor_(std::move(actor)) {}

HistoryStore HistoryStore::for_script(const db::Driver& driver, std::string prefix, Actor actor,
                                      std::string role) {
  HistoryStore store(driver, "", std::move(actor), std::move(role));
  store.prefix_ = std::move(prefix);
  return store;
}

void HistoryStore::set_schema(std::string schema) {
  if (schema != schema_) statements_.clear();
  schema_ = std::move(schema);
}

const std::vector<std::string>& HistoryStore::statements(const std::string& name) const {
  const auto [found, is_new] = statements_.try_emplace(name);
  if (is_new) {
    const std::string qualified = schema_.empty() ? "" : driver_.quote_identifier(schema_) + ".";
    const std::string& prefix = prefix_ ? *prefix_ : qualified;
    const std::string sql =
        replace_all(replace_all(driver_.own_sql("history/" + name), "{schema}", prefix), "{role}",
                    driver_.quote_literal(role_));
    for (const sql::Statement& statement : sql::split(sql, driver_.dialect())) {
      found->second.push_back(sql.substr(statement.span.offset, statement.span.length));
    }
  }
  return found->second;
}

std::vector<db::Request> HistoryStore::requests(
    const std::string& name, const std::vector<db::Parameter>& parameters) const {
  std::vector<db::Request> result;
  for (const std::string& statement : statements(name)) {
    result.push_back({.sql = statement, .parameters = parameters});
  }
  return result;
}

db::Request HistoryStore::request(const std::string& name,
                                  const std::vector<db::Parameter>& parameters) const {
  std::vector<db::Request> all = requests(name, parameters);
  assert(all.size() == 1);
  return std::move(all.front());
}

// Reading.

plan::History HistoryStore::read(db::Connection& connection) {
  db::Outcome outcome = db::try_execute_in_session(connection, request("read"));
  if (outcome.failure) {
    if (auto none = without_tables(connection, *outcome.failure)) return std::move(*none);
    outcome = db::try_execute_in_session(connection, request("read"));
    if (outcome.failure) throw unusable(connection, *outcome.failure);
  }
  ReadResult result = read_result(outcome);
  if (!schema_given_ && result.history_schema != result.current_schema) {
    throw elsewhere(result.history_schema.value_or(""), result.current_schema.value_or(""));
  }
  if (result.history.format > kFormat) throw newer(result.history.format);
  set_schema(result.history_schema.value_or(""));
  return std::move(result.history);
}

// `failure` is what read.sql met. Only the catalog's word that there are no tables makes it an
// empty history; none: they are there, perhaps since another run has made them just now.
std::optional<plan::History> HistoryStore::without_tables(db::Connection& connection,
                                                          const db::Failure& failure) {
  if (failure.connection_lost) throw error_from(failure);
  const db::Outcome places = db::execute_in_session(connection, request("find"));
  const db::Value current = places.rows.at(0).at(0);
  const db::Value wanted = schema_given_ ? db::Value(schema_) : current;
  db::Value found;
  for (const std::vector<db::Value>& row : places.rows) {
    if (row.at(1) && (!found || row.at(1) == wanted)) found = row.at(1);
  }
  if (found && found != wanted && !schema_given_) throw elsewhere(*found, current.value_or(""));
  set_schema(wanted.value_or(""));
  if (!found || found != wanted) {
    has_schema_ = wanted.has_value();
    return plan::History();
  }
  const db::Outcome format = db::try_execute_in_session(connection, request("format"));
  if (!format.failure && !format.rows.empty()) {
    const int64_t number = std::stoll(format.rows[0].at(0).value_or("0"));
    if (number > kFormat) throw newer(number);
  }
  return std::nullopt;
}

// The error for `failure`, with the statements that a person has to run for the history to work.
Error HistoryStore::unusable(db::Connection& connection, const db::Failure& failure) const {
  Error error = error_from(failure);
  if (failure.connection_lost) return error;
  error.first().message = "the history tables can't be used: " + error.first().message;
  const db::Outcome advice =
      db::try_execute_in_session(connection, request("advice", {text(schema_)}));
  std::vector<std::string> statements;
  for (const std::vector<db::Value>& row : advice.rows) statements.push_back(row[0].value_or(""));
  if (!statements.empty())
    error.first().hint = "have this run by the owner: " + join(statements, "; ");
  return error;
}

std::optional<std::string> HistoryStore::script(db::Connection& connection,
                                                const std::string& checksum) const {
  const db::Outcome outcome =
      db::execute_in_session(connection, request("script", {text(checksum)}));
  if (outcome.rows.empty()) return std::nullopt;
  return bytes_of_hex(outcome.rows[0].at(0).value_or(""));
}

std::vector<LoggedEvent> HistoryStore::events(db::Connection& connection,
                                              const EventFilter& filter) const {
  const db::Outcome outcome = db::execute_in_session(
      connection, request("events", {text(filter.run), text(filter.revision), text(filter.since),
                                     integer(filter.age_ms), integer(filter.at_most)}));
  std::vector<LoggedEvent> events;
  events.reserve(outcome.rows.size());
  for (const std::vector<db::Value>& row : outcome.rows) events.push_back(logged_event(row));
  return events;
}

std::vector<std::string> HistoryStore::missing_scripts(db::Connection& connection) const {
  std::vector<std::string> checksums;
  for (const std::vector<db::Value>& row :
       db::execute_in_session(connection, request("missing_scripts")).rows) {
    checksums.push_back(row.at(0).value_or(""));
  }
  return checksums;
}

// Writing.

void HistoryStore::create_or_upgrade(db::Connection& connection) {
  if (!has_schema_) {
    throw Error(ErrorCode::failed,
                "there is no schema to create the history in: the search_path names none that "
                "exists",
                "set history_schema in the configuration, or the search_path");
  }
  if (const std::optional<db::Failure> failure = try_write(connection, requests("create"))) {
    throw unusable(connection, *failure);
  }
}

void HistoryStore::write(db::Connection& connection, std::vector<db::Request> records) const {
  if (const std::optional<db::Failure> failure = try_write(connection, std::move(records))) {
    throw error_from(*failure);
  }
}

std::optional<db::Failure> HistoryStore::try_write(db::Connection& connection,
                                                   std::vector<db::Request> records) const {
  assert(connection.pending() == 0);
  connection.submit({.sql = driver_.begin_sql()});
  for (db::Request& request : before_write(SessionState::ignore)) {
    connection.submit(std::move(request));
  }
  if (fence_) connection.submit(*fence_);
  for (db::Request& request : records) connection.submit(std::move(request));
  connection.submit({.sql = "COMMIT"});
  connection.barrier();
  std::optional<db::Failure> failure;
  while (connection.pending() > 0) {
    db::Outcome outcome = connection.next();
    if (outcome.failure && !failure) failure = std::move(outcome.failure);
  }
  if (failure && !failure->connection_lost) {
    (void)db::try_execute(connection, {.sql = "ROLLBACK"});
  }
  return failure;
}

std::vector<db::Request> HistoryStore::tables() const {
  std::vector<db::Request> result = before_write(SessionState::ignore);
  for (db::Request& request : requests("create")) result.push_back(std::move(request));
  return result;
}

std::vector<db::Request> HistoryStore::before_write(SessionState session) const {
  std::vector<db::Request> result;
  if (session == SessionState::save) result = requests("save_session");
  for (db::Request& request : requests("before_write")) result.push_back(std::move(request));
  return result;
}

std::optional<db::Request> HistoryStore::check_generation(int64_t generation) const {
  std::vector<db::Request> check = requests("check_generation", {integer(generation)});
  if (check.empty()) return std::nullopt;
  return std::move(check.front());
}

std::string HistoryStore::with_note(const std::string& remark) const {
  if (remark.empty() || actor_.note.empty()) return remark + actor_.note;
  return remark + ": " + actor_.note;
}

// Run, user, host, tool, commit, note: what every event ends with.
void HistoryStore::add_actor(std::vector<db::Parameter>& parameters,
                             const std::string& note) const {
  for (const std::string* value :
       {&actor_.run_id, &actor_.user, &actor_.host, &actor_.tool, &actor_.commit, &note}) {
    parameters.push_back(text(*value));
  }
}

std::vector<db::Request> HistoryStore::started(const Entry& entry, const Progress& progress) const {
  std::vector<db::Parameter> parameters = entry_parameters(entry);
  const bool down = entry.direction == revision::AppliedRevision::Direction::down;
  for (db::Parameter parameter :
       {text(down ? "down" : "up"), integer(progress.statements_done), integer(progress.trying),
        text(progress.done_digest), text(actor_.run_id), text(actor_.user)}) {
    parameters.push_back(std::move(parameter));
  }
  return requests("started", parameters);
}

std::vector<db::Request> HistoryStore::trying(const std::string& id,
                                              const Progress& progress) const {
  return requests("trying", progress_parameters(id, progress));
}

std::vector<db::Request> HistoryStore::done(const std::string& id, const Progress& progress) const {
  return requests("done", progress_parameters(id, progress));
}

std::vector<db::Request> HistoryStore::recorded(const Entry& entry, const std::string& action,
                                                int64_t duration_ms) const {
  std::vector<db::Parameter> parameters = entry_parameters(entry);
  parameters.push_back(text(action));
  parameters.push_back(integer(duration_ms));
  add_actor(parameters, with_note(entry.remark));
  return requests("applied", parameters);
}

std::vector<db::Request> HistoryStore::applied(const Entry& entry, int64_t duration_ms) const {
  return recorded(entry, "upgrade", duration_ms);
}

std::vector<db::Request> HistoryStore::stamped(const Entry& entry) const {
  return recorded(entry, "stamp", 0);
}

std::vector<db::Request> HistoryStore::removed(const std::string& id, const std::string& action,
                                               int64_t duration_ms) const {
  std::vector<db::Parameter> parameters = {text(id), text(action), integer(duration_ms)};
  add_actor(parameters, actor_.note);
  return requests("removed", parameters);
}

std::vector<db::Request> HistoryStore::reverted(const std::string& id, int64_t duration_ms) const {
  return removed(id, "downgrade", duration_ms);
}

std::vector<db::Request> HistoryStore::unstamped(const std::string& id) const {
  return removed(id, "unstamp", 0);
}

std::vector<db::Request> HistoryStore::accepted(const Entry& entry) const {
  std::vector<db::Parameter> parameters = entry_parameters(entry);
  add_actor(parameters, actor_.note);
  return requests("accepted", parameters);
}

std::vector<db::Request> HistoryStore::reparented(
    const std::vector<plan::Reparented>& revisions) const {
  std::vector<db::Request> all;
  for (const plan::Reparented& revision : revisions) {
    std::vector<db::Parameter> parameters = {text(revision.id), text(json_list(revision.parents)),
                                             text(json_list(revision.depends_on))};
    add_actor(parameters, actor_.note);
    for (db::Request& request : requests("reparented", parameters)) {
      all.push_back(std::move(request));
    }
  }
  return all;
}

std::vector<db::Request> HistoryStore::resolved(const std::string& id, const std::string& how,
                                                const Progress& progress) const {
  std::vector<db::Parameter> parameters = progress_parameters(id, progress);
  add_actor(parameters, with_note(how));
  return requests("resolved", parameters);
}

std::vector<db::Request> HistoryStore::undone_by_hand(const revision::AppliedRevision& row) const {
  const std::string note = with_note("reverted");
  const bool down = row.direction == revision::AppliedRevision::Direction::down;
  std::vector<db::Parameter> parameters = {text(row.id)};
  if (!down) {
    parameters.push_back(text("resolve"));
    parameters.push_back(integer(int64_t{0}));
  }
  add_actor(parameters, note);
  return requests(down ? "restored" : "removed", parameters);
}

std::vector<db::Request> HistoryStore::rebuilt(const std::vector<RebuiltRow>& rows,
                                               const std::vector<RebuildNote>& notes) const {
  std::vector<db::Request> all = requests("rebuild_clear");
  const auto add = [&](std::vector<db::Request> more) {
    for (db::Request& request : more) all.push_back(std::move(request));
  };
  for (const RebuiltRow& row : rows) {
    std::vector<db::Parameter> parameters = entry_parameters(row.entry);
    for (const std::string* value : {&row.run_id, &row.applied_at, &row.applied_by}) {
      parameters.push_back(text(*value));
    }
    parameters.push_back(integer(row.duration_ms));
    add(requests("rebuild_row", parameters));
  }
  for (const RebuildNote& note : notes) {
    Event event;
    event.action = "rebuild";
    event.revision = note.id;
    event.remark = note.what;
    add(this->event(event));
  }
  add(requests("rebuild_end"));
  return all;
}

db::Request HistoryStore::kept(const StoredScript& script) const {
  assert(script.bytes);
  return request("keep_script", {text(script.checksum), db::bytes(script.bytes)});
}

std::vector<db::Request> HistoryStore::event(const Event& event) const {
  std::vector<db::Parameter> parameters = {text(event.revision), text(event.action),
                                           integer(event.duration_ms), text(event.error)};
  add_actor(parameters, with_note(event.remark));
  return requests("event", parameters);
}

}  // namespace migrate::history
