#include "lib/sqlite/sqlite_statement.h"

#include <sqlite3.h>

#include <charconv>
#include <memory>
#include <string_view>

#include "lib/sqlite/sqlite_failure.h"

namespace migrate::sqlite {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

db::Outcome failed(db::Failure failure) {
  db::Outcome outcome;
  outcome.status = db::Outcome::Status::failed;
  outcome.failure = std::move(failure);
  return outcome;
}

db::Outcome misused(const std::string& message) {
  db::Failure failure;
  failure.sqlstate = "SQLITE_MISUSE";
  failure.message = message;
  return failed(std::move(failure));
}

// Where the parser stopped; none when it can't tell, or the library is too old to say.
std::optional<size_t> error_offset([[maybe_unused]] sqlite3* database) {
#if SQLITE_VERSION_NUMBER >= 3038000
  const int offset = sqlite3_error_offset(database);
  if (offset >= 0) return static_cast<size_t>(offset);
#endif
  return std::nullopt;
}

int bind(sqlite3_stmt* statement, int index, const db::Parameter& parameter) {
  if (!parameter.value) return sqlite3_bind_null(statement, index);
  const std::string& value = *parameter.value;
  switch (parameter.type) {
    case db::Parameter::Type::integer: {
      sqlite3_int64 number = 0;
      std::from_chars(value.data(), value.data() + value.size(), number);
      return sqlite3_bind_int64(statement, index, number);
    }
    case db::Parameter::Type::bytes:
      return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
    case db::Parameter::Type::text:
      break;
  }
  return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_STATIC,
                             SQLITE_UTF8);
}

db::Value column(sqlite3_stmt* statement, int index) {
  if (sqlite3_column_type(statement, index) == SQLITE_NULL) return std::nullopt;
  const bool blob = sqlite3_column_type(statement, index) == SQLITE_BLOB;
  const void* data = blob ? sqlite3_column_blob(statement, index)
                          : static_cast<const void*>(sqlite3_column_text(statement, index));
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement, index));
  return size == 0 ? std::string() : std::string(static_cast<const char*>(data), size);
}

std::vector<db::Value> row_of(sqlite3_stmt* statement) {
  const int width = sqlite3_column_count(statement);
  std::vector<db::Value> row;
  row.reserve(static_cast<size_t>(width));
  for (int i = 0; i < width; ++i) row.push_back(column(statement, i));
  return row;
}

// Steps to the end. INSERT, UPDATE and DELETE leave their count in sqlite3_changes; any other
// statement leaves the count of the one before it there, and the total as it was.
db::Outcome step(sqlite3* database, sqlite3_stmt* statement, size_t keep_rows) {
  db::Outcome outcome;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    outcome.columns.emplace_back(sqlite3_column_name(statement, i));
  }
  const int changes_before = sqlite3_total_changes(database);
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (outcome.rows.size() < keep_rows) outcome.rows.push_back(row_of(statement));
    ++outcome.row_count;
  }
  if (code != SQLITE_DONE) return failed(failure_of(database, code));
  if (sqlite3_total_changes(database) != changes_before) {
    outcome.affected = static_cast<uint64_t>(sqlite3_changes(database));
  }
  return outcome;
}

bool has_statement(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  const StatementPtr owner(statement);
  return code != SQLITE_OK || statement != nullptr;
}

}  // namespace

db::Outcome run_statement(sqlite3* database, const db::Request& request) {
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  int code = sqlite3_prepare_v2(database, request.sql.c_str(), -1, &prepared, &rest);
  const StatementPtr statement(prepared);
  if (code != SQLITE_OK) {
    db::Failure failure = failure_of(database, code);
    failure.offset = error_offset(database);
    return failed(std::move(failure));
  }
  if (*rest != '\0' && has_statement(database, rest)) {
    return misused("a request holds one statement, and text follows it");
  }
  if (!statement) return {};

  const auto wanted = static_cast<size_t>(sqlite3_bind_parameter_count(prepared));
  if (wanted > request.parameters.size()) {
    return misused("the statement has a parameter (?, :name, @name or $name) without a value");
  }
  for (size_t i = 0; i < wanted; ++i) {
    code = bind(prepared, static_cast<int>(i + 1), request.parameters[i]);
    if (code != SQLITE_OK) return failed(failure_of(database, code));
  }
  return step(database, prepared, request.keep_rows);
}

db::Outcome run_query(sqlite3* database, const std::string& sql, const RowFunction& row) {
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(database, sql.c_str(), -1, &prepared, nullptr);
  const StatementPtr statement(prepared);
  if (code != SQLITE_OK) return failed(failure_of(database, code));
  db::Outcome outcome;
  for (code = sqlite3_step(prepared); code == SQLITE_ROW; code = sqlite3_step(prepared)) {
    row(row_of(prepared));
    ++outcome.row_count;
  }
  return code == SQLITE_DONE ? outcome : failed(failure_of(database, code));
}

}  // namespace migrate::sqlite
