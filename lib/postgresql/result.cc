#include "lib/postgresql/result.h"

#include <charconv>
#include <cstring>

#include "lib/base/text.h"

namespace migrate::postgresql {
namespace {

std::string field(const PGresult& result, int code) {
  const char* text = PQresultErrorField(&result, code);
  return text == nullptr ? "" : text;
}

uint64_t number(std::string_view text) {
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The server counts characters from 1 in the statement as sent (protocol: error fields, 'P').
std::optional<size_t> offset_in(std::string_view sql, const std::string& position) {
  const uint64_t character = number(position);
  if (character == 0) return std::nullopt;
  return code_point_offset(sql, static_cast<size_t>(character) - 1);
}

void add_rows(const PGresult& result, size_t keep_rows, db::Outcome& outcome) {
  const int columns = PQnfields(&result);
  if (outcome.columns.empty()) {
    for (int column = 0; column < columns; ++column) {
      outcome.columns.emplace_back(PQfname(&result, column));
    }
  }
  const int rows = PQntuples(&result);
  for (int row = 0; row < rows && outcome.rows.size() < keep_rows; ++row) {
    std::vector<db::Value>& values = outcome.rows.emplace_back();
    values.reserve(static_cast<size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(&result, row, column) != 0) {
        values.emplace_back();
      } else {
        values.emplace_back(std::string(PQgetvalue(&result, row, column),
                                        static_cast<size_t>(PQgetlength(&result, row, column))));
      }
    }
  }
  outcome.row_count += static_cast<uint64_t>(rows);
}

/// The count at the end of INSERT, UPDATE, DELETE, MERGE and COPY tags; SELECT and FETCH count rows
/// returned, not affected.
uint64_t affected_by(const PGresult& result) {
  const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(&result));
  for (const std::string_view verb : {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"}) {
    if (tag.starts_with(verb)) return number(PQcmdTuples(const_cast<PGresult*>(&result)));
  }
  return 0;
}

/// SQLSTATEs (manual, appendix A), or the beginning of some, that the runner has an answer to, and
/// what to do where the server doesn't say it.
struct KnownState {
  std::string_view sqlstate;
  db::Failure::Cause cause;
  std::string_view hint;
};
using Cause = db::Failure::Cause;
constexpr KnownState kKnownStates[] = {
    {"55P03", Cause::lost_a_lock, {}},       // lock_not_available
    {"40P01", Cause::lost_a_lock, {}},       // deadlock_detected
    {"25001", Cause::in_a_transaction, {}},  // active_sql_transaction
    {"2D000", Cause::in_a_transaction, {}},  // invalid_transaction_termination
    {"42P07", Cause::already_exists, {}},    // duplicate_table
    {"42710", Cause::already_exists, {}},    // duplicate_object
    {"42701", Cause::already_exists, {}},    // duplicate_column
    {"42723", Cause::already_exists, {}},    // duplicate_function
    {"42P06", Cause::already_exists, {}},    // duplicate_schema
    {"53100", Cause::no_room, "free space on the server's disk"},  // disk_full
    {"53", Cause::no_room, {}},                                    // insufficient_resources
    {"25006", Cause::surroundings,                                 // read_only_sql_transaction
     "the server is a standby, or default_transaction_read_only is on: connect to the primary "
     "(target_session_attrs=read-write), or turn the setting off"},
    {"40001", Cause::surroundings,  // serialization_failure
     "another transaction changed the same rows; it is safe to run again"},
    {"42501", Cause::surroundings,  // insufficient_privilege
     "let the owner or an administrator grant the right, or run as a role that has it (--role, or "
     "`-- role:` in the header)"},
    {"57014", Cause::surroundings,  // query_canceled
     "somebody cancelled the statement, or it took longer than the statement timeout "
     "(`-- statement-timeout: TIME` in the header sets another)"},
    {"57P", Cause::surroundings, {}},    // admin_shutdown and other ends of a session
    {"58", Cause::surroundings, {}},     // system_error: what the server's operating system refused
    {"XX001", Cause::surroundings, {}},  // data_corrupted
    {"XX002", Cause::surroundings, {}},  // index_corrupted
};

const KnownState* known_state(std::string_view sqlstate) {
  for (const KnownState& known : kKnownStates) {
    if (sqlstate.starts_with(known.sqlstate)) return &known;
  }
  return nullptr;
}

}  // namespace

db::Failure failure_from(const PGresult& result, std::string_view sql) {
  db::Failure failure;
  failure.sqlstate = field(result, PG_DIAG_SQLSTATE);
  failure.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (failure.message.empty()) failure.message = trim(PQresultErrorMessage(&result));
  failure.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  failure.hint = field(result, PG_DIAG_MESSAGE_HINT);
  if (const KnownState* known = known_state(failure.sqlstate)) {
    failure.cause = known->cause;
    if (failure.hint.empty()) failure.hint = known->hint;
  }
  failure.context = field(result, PG_DIAG_CONTEXT);
  failure.offset = offset_in(sql, field(result, PG_DIAG_STATEMENT_POSITION));
  const std::string severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  failure.connection_lost = severity == "FATAL" || severity == "PANIC";
  return failure;
}

db::Notice notice_from(const PGresult& result) {
  db::Notice notice;
  notice.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (notice.severity.empty()) notice.severity = field(result, PG_DIAG_SEVERITY);
  notice.sqlstate = field(result, PG_DIAG_SQLSTATE);
  notice.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (notice.message.empty()) notice.message = trim(PQresultErrorMessage(&result));
  notice.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  notice.hint = field(result, PG_DIAG_MESSAGE_HINT);
  return notice;
}

void add_result(const PGresult& result, std::string_view sql, size_t keep_rows,
                db::Outcome& outcome) {
  switch (PQresultStatus(&result)) {
    case PGRES_SINGLE_TUPLE:
    case PGRES_TUPLES_OK:
      add_rows(result, keep_rows, outcome);
      outcome.affected += affected_by(result);
      break;
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
      outcome.affected += affected_by(result);
      break;
    case PGRES_PIPELINE_ABORTED:
      outcome.status = db::Outcome::Status::skipped;
      break;
    default:
      outcome.status = db::Outcome::Status::failed;
      outcome.failure = failure_from(result, sql);
      break;
  }
}

}  // namespace migrate::postgresql
