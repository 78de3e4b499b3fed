// The rule about statements that the server refuses whatever the rows are. Measured on PostgreSQL
// 15.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "refused-statement",
        .severity = Severity::error,
        .summary = "the server refuses the statement, whatever the rows are",
        .lock = "",
        .why = "CONCURRENTLY is not possible everywhere, and the index of a constraint goes with "
               "its constraint only.",
        .advice = "see the message",
        .bad = "ALTER TABLE logs DETACH PARTITION logs_default CONCURRENTLY;\n",
        .good = "ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;\n",
    },
};

void refuse(Scene& scene, std::string message, Place place) {
  scene.hit(kRules[0], std::move(message), std::move(place));
}

void judge_create_index(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  const Name name = name_of(relation);
  const Table* table = scene.catalog.table(name);
  if (!flag(scene.body, "concurrent") || table == nullptr || !table->partitioned) return;
  refuse(scene,
         fmt::format("an index of {}, which is partitioned, can't be built CONCURRENTLY; its "
                     "partitions' can, and ON ONLY makes the parent's, to which they are attached",
                     sql(name)),
         {location(relation), sql(name)});
}

/// Whether it is one that stands behind a constraint.
bool is_of_constraint(const Table& table, const std::string& index) {
  const Constraint* constraint = table.constraint(index);
  return constraint != nullptr && constraint->kind != Constraint::Kind::check &&
         constraint->kind != Constraint::Kind::foreign;
}

void judge_drop_index(Scene& scene) {
  if (scene.body["removeType"].text() != "OBJECT_INDEX") return;
  const bool concurrent = flag(scene.body, "concurrent");
  for (const Tree& node : scene.body["objects"].items()) {
    const Name name = object_name(node);
    const Table* table = scene.catalog.table_of_index(name);
    if (table == nullptr) continue;
    const Place place{scene.find(name.name), sql(name)};
    if (is_of_constraint(*table, name.name)) {
      refuse(scene,
             fmt::format("{} is the index of a constraint of {}: {}DROP CONSTRAINT {} drops both",
                         sql(name), sql(table->name), alter(table->name), sql(name.name)),
             place);
    } else if (concurrent && table->partitioned) {
      refuse(scene,
             fmt::format("{} belongs to {}, which is partitioned: it can't be dropped CONCURRENTLY",
                         sql(name), sql(table->name)),
             place);
    } else if (concurrent && scene.body["objects"].items().size() > 1) {
      refuse(scene, "DROP INDEX CONCURRENTLY takes one index", place);
      return;
    }
  }
}

void judge_refresh(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  const Table* view = scene.catalog.table(name_of(relation));
  if (!flag(scene.body, "concurrent") || view == nullptr) return;
  if (view->kind != Table::Kind::materialized_view) return;
  const auto serves = [](const Index& index) {
    const bool columns = std::none_of(index.keys.begin(), index.keys.end(),
                                      [](const IndexKey& key) { return key.column.empty(); });
    return index.unique && !index.partial && columns;
  };
  if (std::any_of(view->indexes.begin(), view->indexes.end(), serves)) return;
  refuse(scene,
         fmt::format("{} has no unique index on plain columns, without which it can't be refreshed "
                     "CONCURRENTLY",
                     sql(name_of(relation))),
         {location(relation), sql(name_of(relation))});
}

void judge_detach(Scene& scene, const Command& command) {
  const Tree& partition = command.body["def"]["PartitionCmd"];
  const Table* parent = scene.catalog.table(command.table);
  if (command.subtype != "AT_DetachPartition" || !flag(partition, "concurrent")) return;
  if (parent == nullptr || !parent->has_default_partition) return;
  refuse(scene,
         fmt::format("{} has a default partition: nothing can be detached CONCURRENTLY",
                     sql(command.table)),
         {location(partition["name"]), sql(command.table)});
}

void judge(Scene& scene) {
  if (scene.kind == "IndexStmt") return judge_create_index(scene);
  if (scene.kind == "DropStmt") return judge_drop_index(scene);
  if (scene.kind == "RefreshMatViewStmt") return judge_refresh(scene);
  each_command(scene, [&](const Command& command) { judge_detach(scene, command); });
}

}  // namespace

Family refused_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
