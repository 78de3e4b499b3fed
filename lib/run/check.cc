#include "lib/run/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace migrate::run {
namespace {

/// Enough to see what is wrong with them.
constexpr size_t kShownRows = 5;
/// Longer values are cut in the text for people.
constexpr size_t kShownCodePoints = 60;

constexpr std::string_view kPrefix = "SELECT * FROM (";

std::string shown(const db::Value& value) {
  if (!value) return "NULL";
  const size_t end = code_point_offset(*value, kShownCodePoints);
  return end < value->size() ? value->substr(0, end) + "…" : *value;
}

/// "id 3, total NULL"
std::string row_text(const std::vector<std::string>& columns, const std::vector<db::Value>& row) {
  std::vector<std::string> fields;
  for (size_t i = 0; i < row.size() && i < columns.size(); ++i) {
    fields.push_back(columns[i] + " " + shown(row[i]));
  }
  return join(fields, ", ");
}

}  // namespace

db::Request check_request(std::string_view query) {
  db::Request request;
  // The line end behind the query ends a comment in its last line.
  request.sql = fmt::format("{}{}\n) AS found LIMIT {}", kPrefix, query, kCountedRows + 1);
  request.keep_rows = kShownRows;
  return request;
}

size_t check_prefix() { return kPrefix.size(); }

db::Failure check_failure(const db::Outcome& found) {
  const bool more = found.row_count > kCountedRows;
  const auto count = static_cast<size_t>(std::min(found.row_count, kCountedRows));
  db::Failure failure;
  failure.cause = db::Failure::Cause::surroundings;
  failure.sqlstate = "check";
  failure.message = "the check finds " + std::string(more ? "more than " : "") +
                    counted(count, "row") + ", and must find none";
  for (const auto& row : found.rows) {
    failure.detail += (failure.detail.empty() ? "" : "\n") + row_text(found.columns, row);
  }
  if (found.row_count > found.rows.size()) failure.detail += "\n…";
  failure.hint =
      "what it stands above would fail, or was not meant for such rows: see to them first";
  failure.rows = FoundRows{found.columns, found.rows, found.row_count};
  return failure;
}

}  // namespace migrate::run
