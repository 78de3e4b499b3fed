#include "lib/report/stats.h"

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

constexpr int64_t kVersion = 1;

/// Throws Error{failed} where `value` is no number.
double number(const json::Value& value) {
  if (const auto* integer = std::get_if<int64_t>(&value.data())) {
    return static_cast<double>(*integer);
  }
  if (const auto* real = std::get_if<double>(&value.data())) return *real;
  throw Error(ErrorCode::failed, "a size in it is no number");
}

uint64_t size(const json::Value& value) {
  const double found = number(value);
  if (found < 0) throw Error(ErrorCode::failed, "a size in it is negative");
  return static_cast<uint64_t>(found);
}

}  // namespace

json::Value stats_json(const std::vector<db::TableSize>& sizes, const std::string& server_version) {
  json::Array tables;
  for (const db::TableSize& table : sizes) {
    tables.push_back(json::Object{{"name", table.name},
                                  {"rows", table.rows < 0 ? json::Value() : table.rows},
                                  {"bytes", table.bytes},
                                  {"indexes", uint64_t{table.indexes}},
                                  {"index_bytes", table.index_bytes}});
  }
  json::Value out = shape();
  out.set("server_version", server_version);
  out.set("taken", now_utc());
  out.set("tables", std::move(tables));
  return out;
}

workflow::TableSizes read_stats(std::string_view text) {
  const json::Value file = json::parse(text);
  const auto* version = std::get_if<int64_t>(&file["version"].data());
  if (version == nullptr || *version != kVersion || file["taken"].is_null()) {
    throw Error(ErrorCode::failed, "it has no version that this program knows");
  }
  workflow::TableSizes sizes;
  for (const json::Value& table : file["tables"].items()) {
    db::TableSize size_of_table;
    size_of_table.name = table["name"].text();
    size_of_table.rows = table["rows"].is_null() ? -1 : number(table["rows"]);
    size_of_table.bytes = size(table["bytes"]);
    size_of_table.indexes = static_cast<size_t>(size(table["indexes"]));
    size_of_table.index_bytes = size(table["index_bytes"]);
    sizes.emplace(size_of_table.name, size_of_table);
  }
  return sizes;
}

}  // namespace migrate::report
