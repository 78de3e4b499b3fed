#include "lib/report/run_log.h"

#include <utility>

namespace migrate::report {
namespace {

json::Value notices_json(const std::vector<db::Notice>& notices) {
  json::Array out;
  for (const db::Notice& notice : notices) {
    out.push_back(json::Object{{"severity", notice.severity},
                               {"sqlstate", notice.sqlstate},
                               {"message", notice.message},
                               {"detail", notice.detail},
                               {"hint", notice.hint}});
  }
  return out;
}

json::Value rows_json(const std::vector<std::vector<db::Value>>& rows) {
  json::Array out;
  for (const auto& row : rows) {
    json::Array cells;
    for (const db::Value& cell : row) cells.push_back(cell ? json::Value(*cell) : json::Value());
    out.push_back(std::move(cells));
  }
  return out;
}

}  // namespace

void RunLog::on(const run::Event& event) {
  next_.on(event);
  if (event.kind != run::Event::Kind::statement_done || event.outcome == nullptr) return;
  const db::Outcome& outcome = *event.outcome;
  if (outcome.columns.empty() && outcome.notices.empty()) return;
  answers_.push_back(json::Object{
      {"revision", event.step != nullptr ? event.step->id : ""},
      {"file", event.location.file},
      {"line", event.location.position.line},
      {"column", event.location.position.column},
      {"columns", outcome.columns},
      {"rows", rows_json(outcome.rows)},
      {"row_count", outcome.row_count},
      {"notices", notices_json(outcome.notices)},
  });
}

}  // namespace migrate::report
