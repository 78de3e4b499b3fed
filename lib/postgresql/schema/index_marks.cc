#include "lib/postgresql/schema/index_marks.h"

#include <algorithm>

#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

/// Whether the table gets the mark by another of its indexes, which takes it from this one.
bool passed_on(const Fact& fact, const char* mark, const Sides& sides) {
  const auto& parts = sides.after_parts.of(fact.part_of.value());
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Fact* part) { return part != &fact && part->has(mark); });
}

}  // namespace

std::vector<Statement> mark_index(const Fact& fact, const Sides& sides) {
  const Fact nothing{fact.identity};
  Change change{&nothing, &fact};
  for (const char* mark : {"clustered", "replica_identity"}) {
    if (fact.has(mark)) change.attributes.emplace_back(mark);
  }
  return remark_index(change, sides);
}

std::vector<Statement> remark_index(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string& name = after.identity.name.back();
  const std::string relation =
      after.part_of->kind == "table" ? "ALTER TABLE " : "ALTER MATERIALIZED VIEW ";
  const std::string subject = relation + qualified(*after.part_of, sides);
  std::vector<Statement> result;
  if (change.changes("clustered")) {
    if (after.has("clustered")) {
      result.push_back({"CLUSTER ON " + name_sql(name), subject});
    } else if (!passed_on(after, "clustered", sides)) {
      result.push_back({"SET WITHOUT CLUSTER", subject});
    }
  }
  if (change.changes("replica_identity")) {
    const Fact* table = sides.after.find(*after.part_of);
    if (after.has("replica_identity")) {
      result.push_back({"REPLICA IDENTITY USING INDEX " + name_sql(name), subject});
    } else if (!table->has("replica_identity") && !passed_on(after, "replica_identity", sides)) {
      result.push_back({"REPLICA IDENTITY DEFAULT", subject});
    }
  }
  return result;
}

}  // namespace migrate::postgresql
