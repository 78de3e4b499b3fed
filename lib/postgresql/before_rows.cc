#include "lib/postgresql/before_rows.h"

#include <algorithm>
#include <map>
#include <utility>

namespace migrate::postgresql {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

/// The partitioned table that each partition is in.
using Parents = std::map<Identity, Identity>;

Parents partition_parents(const Catalog& schema) {
  Parents result;
  for (const auto& [identity, fact] : schema.facts) {
    if (identity.kind != "inheritance" || !fact.has("bound")) continue;
    for (const Identity& parent : fact.prefers) {
      if (parent.kind == "table") result.emplace(fact.part_of.value(), parent);
    }
  }
  return result;
}

/// Whether `table` is a partition, at any depth, of one of `tables`.
bool is_below(const Parents& parents, const Identity& table, const std::set<Identity>& tables) {
  for (auto at = parents.find(table); at != parents.end(); at = parents.find(at->second)) {
    if (tables.contains(at->second)) return true;
  }
  return false;
}

/// Whether all that the foreign key refers to is there when the rows of its table come. One COPY is
/// one statement: rows of a table may refer to each other.
bool is_satisfied(const Catalog& schema, const Fact& foreign_key,
                  const std::vector<Identity>& tables) {
  const Identity& child = *foreign_key.part_of;
  const auto child_place = std::find(tables.begin(), tables.end(), child);
  if (child_place == tables.end()) return false;  // of a partition: it comes with the whole
  return std::all_of(foreign_key.needs.begin(), foreign_key.needs.end(), [&](const Identity& need) {
    const Fact* fact = schema.find(need);
    if (fact == nullptr) return true;
    const Identity& parent = outermost(schema, *fact).identity;
    return parent.kind != "table" || parent == child ||
           std::find(tables.begin(), child_place, parent) != child_place;
  });
}

/// `seeds` with their parts and all that needs them, directly or through others.
std::set<Identity> with_dependents(const Catalog& schema, std::set<Identity> seeds) {
  const auto depends = [&](const Fact& fact) {
    return (fact.part_of && seeds.contains(*fact.part_of)) ||
           std::any_of(fact.needs.begin(), fact.needs.end(),
                       [&](const Identity& need) { return seeds.contains(need); });
  };
  for (size_t before = 0; before != seeds.size();) {
    before = seeds.size();
    for (const auto& [identity, fact] : schema.facts) {
      if (depends(fact)) seeds.insert(identity);
    }
  }
  return seeds;
}

/// What is filled when it is made, with all that stands on it; nothing where one of `receiving`
/// does.
std::set<Identity> filled_views(const Catalog& schema, const std::set<Identity>& receiving) {
  std::set<Identity> views;
  for (const auto& [identity, fact] : schema.facts) {
    if (identity.kind == "materialized view") views.insert(identity);
  }
  views = with_dependents(schema, std::move(views));
  const bool in_the_way = std::any_of(receiving.begin(), receiving.end(),
                                      [&](const Identity& table) { return views.contains(table); });
  return in_the_way ? std::set<Identity>() : views;
}

}  // namespace

std::set<Identity> with_partitions(const Catalog& schema, const std::vector<Identity>& tables) {
  const Parents parents = partition_parents(schema);
  const std::set<Identity> wanted(tables.begin(), tables.end());
  std::set<Identity> result = wanted;
  for (const auto& [partition, parent] : parents) {
    if (is_below(parents, partition, wanted)) result.insert(partition);
  }
  return result;
}

std::vector<Identity> without_partitions(const Catalog& schema, std::vector<Identity> tables) {
  const Parents parents = partition_parents(schema);
  const std::set<Identity> wanted(tables.begin(), tables.end());
  std::erase_if(tables, [&](const Identity& table) { return is_below(parents, table, wanted); });
  return tables;
}

schema::Catalog without_obstacles(schema::Catalog schema,
                                  const std::vector<schema::Identity>& tables) {
  const std::set<Identity> receiving = with_partitions(schema, tables);
  std::set<Identity> gone = filled_views(schema, receiving);
  for (auto& [identity, fact] : schema.facts) {
    if (receiving.contains(identity)) fact.attributes.erase("force_row_security");
    if (!fact.part_of || !receiving.contains(*fact.part_of)) continue;
    const bool foreign_key = fact.attribute("type") == "foreign key";
    if (identity.kind == "trigger" || (foreign_key && !is_satisfied(schema, fact, tables))) {
      gone.insert(identity);
    }
  }
  for (const Identity& identity : gone) schema.facts.erase(identity);
  return schema;
}

}  // namespace migrate::postgresql
