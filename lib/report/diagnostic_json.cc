#include "lib/report/diagnostic_json.h"

#include <utility>

#include "lib/report/blocker_json.h"
#include "lib/report/diagnostic_text.h"

namespace migrate::report {
namespace {

json::Value error_json(const Error& error, int exit_code) {
  json::Value failure;
  failure.set("kind", to_string(error.code()));
  failure.set("exit_code", exit_code);
  failure.set("message", error.diagnostics()[0].message);
  failure.set("findings", to_json(error.diagnostics()));
  return failure;
}

json::Value as_result(json::Value failure) {
  json::Value value;
  value.set("version", 1);
  value.set("error", std::move(failure));
  return value;
}

}  // namespace

namespace {

json::Value rows_json(const FoundRows& found) {
  json::Array rows;
  for (const auto& row : found.rows) {
    json::Array values;
    for (const auto& value : row) values.push_back(value ? json::Value(*value) : json::Value());
    rows.push_back(std::move(values));
  }
  return rows;
}

}  // namespace

json::Value to_json(const Diagnostic& diagnostic) {
  json::Value value;
  value.set("severity", to_string(diagnostic.severity));
  value.set("message", diagnostic.message);
  const auto text = [&](const char* key, const std::string& member) {
    if (!member.empty()) value.set(key, member);
  };
  const auto number = [&](const char* key, int64_t member) {
    if (member > 0) value.set(key, member);
  };
  text("code", diagnostic.code);
  text("file", diagnostic.location.file);
  number("line", diagnostic.location.position.line);
  number("column", diagnostic.location.position.column);
  text("excerpt", diagnostic.excerpt);
  text("detail", diagnostic.detail);
  text("hint", diagnostic.hint);
  text("context", diagnostic.context);
  if (!diagnostic.notes.empty()) value.set("notes", diagnostic.notes);
  if (diagnostic.rows) {
    value.set("columns", diagnostic.rows->columns);
    value.set("rows", rows_json(*diagnostic.rows));
    value.set("row_count", diagnostic.rows->count);
  }
  return value;
}

json::Value to_json(const std::vector<Diagnostic>& diagnostics) {
  json::Array items;
  for (const Diagnostic& diagnostic : diagnostics) items.push_back(to_json(diagnostic));
  return items;
}

json::Value failure_json(const Error& error, int exit_code) {
  return as_result(error_json(error, exit_code));
}

json::Value failure_json(const run::LostLock& error, int exit_code) {
  json::Value failure = error_json(error, exit_code);
  failure.set("blockers", to_json(error.blockers()));
  return as_result(std::move(failure));
}

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::failed:
      return "failed";
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::check:
      return "check";
    case ErrorCode::in_doubt:
      return "in_doubt";
    case ErrorCode::locked:
      return "locked";
    case ErrorCode::unreachable:
      return "unreachable";
    case ErrorCode::invalid:
      return "invalid";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::terminated:
      return "terminated";
  }
  return "";
}

}  // namespace migrate::report
