#include "lib/report/rebuild.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/standing.h"

namespace migrate::report {

using workflow::RebuildPlan;
using workflow::RowChange;

std::string rebuild_text(const RebuildPlan& plan) {
  std::vector<Row> rows;
  for (const RowChange& change : plan.changes) {
    rows.push_back({workflow::to_string(change.kind), change.id, change.why});
  }
  for (const std::string& id : plan.half_run) {
    rows.push_back({"left", id, "half-run: the log does not tell how far it is"});
  }
  for (const std::string& id : plan.failed) {
    rows.push_back({"unknown", id, "its last run failed; whether part of it stayed is not logged"});
  }
  return columns(rows) + (plan.changes.empty()
                              ? "the history is as the log says: nothing to rebuild\n"
                              : fmt::format("{} to change, {} as the log says\n",
                                            counted(plan.changes.size(), "row"), plan.unchanged));
}

json::Value rebuild_json(const RebuildPlan& plan, std::string_view target) {
  json::Array changes;
  for (const RowChange& change : plan.changes) {
    changes.push_back(json::Object{
        {"id", change.id}, {"change", workflow::to_string(change.kind)}, {"why", change.why}});
  }
  json::Value out = shape();
  out.set("target", target);
  out.set("changes", std::move(changes));
  out.set("unchanged", uint64_t{plan.unchanged});
  out.set("half_run", plan.half_run);
  out.set("failed", plan.failed);
  return out;
}

}  // namespace migrate::report
