// Rules about indexes and partitions. Measured on PostgreSQL 15.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "create-index",
        .severity = Severity::error,
        .summary = "builds an index on a table in use",
        .lock = "SHARE while the index is built: writes wait",
        .work = Work::builds_index,
        .why = "nobody can write to the table until the index is built.",
        .advice = "build it CONCURRENTLY: the tool runs that outside of a transaction by itself, "
                  "and clears up after a build that failed",
        .bad = "CREATE INDEX orders_customer ON orders (customer);\n",
        .good = "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer);\n",
    },
    Rule{
        .id = "drop-index",
        .severity = Severity::warning,
        .summary = "drops an index of a table in use",
        .lock = "ACCESS EXCLUSIVE on the table, shortly: reads and writes wait behind it",
        .why = "it waits for every query on the table that runs, and all others wait for it.",
        .advice = "drop it CONCURRENTLY",
        .bad = "DROP INDEX orders_placed;\n",
        .good = "DROP INDEX CONCURRENTLY orders_placed;\n",
    },
    Rule{
        .id = "reindex",
        .severity = Severity::error,
        .summary = "builds indexes anew",
        .lock = "SHARE on the table, ACCESS EXCLUSIVE on the index: writes wait, and reads that "
                "look at the index",
        .work = Work::builds_index,
        .why = "nobody can write to the table until it is done, and most plans wait, too.",
        .advice = "use REINDEX … CONCURRENTLY",
        .bad = "REINDEX TABLE orders;\n",
        .good = "REINDEX TABLE CONCURRENTLY orders;\n",
    },
    Rule{
        .id = "attach-partition",
        .severity = Severity::error,
        .summary = "attaches a partition that must be read first",
        .lock = "ACCESS EXCLUSIVE on the new partition, and on the default one, while they are "
                "read",
        .work = Work::reads,
        .why = "every row is checked against the bounds; those of the default partition, too.",
        .advice = "give the table a CHECK that says what its bounds say before it is attached, "
                  "and drop that after; the default partition needs one that excludes them",
        .bad = "ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2020-01-01') TO "
               "('2021-01-01');\n",
        .good = "CREATE TABLE events_2026 (id bigint, day date NOT NULL);\n"
                "ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') "
                "TO ('2027-01-01');\n",
    },
    Rule{
        .id = "create-partition",
        .severity = Severity::warning,
        .summary = "makes a partition beside a default one",
        .lock = "ACCESS EXCLUSIVE on the parent and on the default partition while that is read",
        .work = Work::reads,
        .why = "every row of the default partition is checked against the new bounds.",
        .advice = "give the default partition a CHECK that excludes the new bounds first",
        .bad = "CREATE TABLE logs_2 PARTITION OF logs FOR VALUES IN (2);\n",
        .good = "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO "
                "('2026-01-01');\n",
    },
    Rule{
        .id = "detach-partition",
        .severity = Severity::error,
        .summary = "detaches a partition",
        .lock = "ACCESS EXCLUSIVE on the parent, the partition and the default partition: reads "
                "and writes wait",
        .why = "it waits for every query on the whole table, and all others wait for it.",
        .advice = "detach it CONCURRENTLY, which is possible where there is no default partition",
        .bad = "ALTER TABLE events DETACH PARTITION events_2024;\n",
        .good = "ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// The statement with CONCURRENTLY behind `word`, as it stands otherwise.
std::string concurrently(const Scene& scene, std::string_view word) {
  std::string text = scene.text();
  const size_t at = scene.find(word) + word.size();
  text.insert(std::min(at, text.size()), " CONCURRENTLY");
  return text + "\n";
}

void judge_create_index(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  const Name name = name_of(relation);
  if (flag(scene.body, "concurrent") || !scene.catalog.has_rows(name)) return;
  const Table* table = scene.catalog.table(name);
  const bool partitioned = table != nullptr && table->partitioned;
  // ON ONLY makes the parent's index without building anything.
  if (partitioned && !flag(relation, "inh")) return;
  const std::string& index = scene.body["idxname"].text();
  Place place{location(relation), sql(name) + "." + index, concurrently(scene, "index")};
  if (partitioned) {
    place.fix = fmt::format(
        "-- CONCURRENTLY is refused on a partitioned table. Make the parent's index with ON ONLY, "
        "then for\n-- each partition CREATE INDEX CONCURRENTLY and ALTER INDEX {} ATTACH "
        "PARTITION.\n",
        index.empty() ? "…" : sql(index));
  }
  scene.hit(rule("create-index"), fmt::format("nobody can write to {} meanwhile", sql(name)),
            std::move(place));
}

void judge_drop_index(Scene& scene) {
  if (scene.body["removeType"].text() != "OBJECT_INDEX" || flag(scene.body, "concurrent")) return;
  for (const Tree& node : scene.body["objects"].items()) {
    const Name name = object_name(node);
    const Table* table = scene.catalog.table_of_index(name);
    // That of a partitioned table can't be dropped in another way.
    if (table != nullptr && (table->partitioned || !scene.catalog.in_use(table->name))) continue;
    const bool single = scene.body["objects"].items().size() == 1;
    scene.hit(rule("drop-index"), fmt::format("drops index {}", sql(name)),
              {scene.find(name.name), sql(name), single ? concurrently(scene, "index") : ""});
  }
}

void judge_reindex(Scene& scene) {
  const json::Array& options = scene.body["params"].items();
  const bool concurrent = std::any_of(options.begin(), options.end(), [](const Tree& option) {
    return option["DefElem"]["defname"].text() == "concurrently";
  });
  if (concurrent || scene.body["kind"].text() == "REINDEX_OBJECT_SYSTEM") return;
  const Name name = name_of(scene.body["relation"]);
  if (!name.name.empty() && !scene.catalog.in_use(name)) return;
  const std::string what = name.name.empty() ? scene.body["name"].text() : sql(name);
  scene.hit(rule("reindex"), fmt::format("builds the indexes of {} anew", what),
            {name.name.empty() ? 0 : location(scene.body["relation"]), what});
}

/// Whether the table is known to have a CHECK besides those of NOT NULL: what it says is not
/// compared with the bounds.
bool has_check(const Table& table) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [](const auto& known) {
    return known.kind == Constraint::Kind::check && known.validated && known.proves.empty();
  });
}

void judge_partition(Scene& scene, const Command& command) {
  const Tree& partition = command.body["def"]["PartitionCmd"];
  const Name child = name_of(partition["name"]);
  const std::string object = sql(command.table) + "." + sql(child);
  if (command.subtype == "AT_DetachPartition") {
    if (flag(partition, "concurrent") || !scene.catalog.in_use(child)) return;
    const Table* parent = scene.catalog.table(command.table);
    const bool possible = parent == nullptr || !parent->has_default_partition;
    scene.hit(rule("detach-partition"),
              fmt::format("locks all of {} to detach {}", sql(command.table), sql(child)),
              {location(partition["name"]), object,
               possible ? fmt::format("{}DETACH PARTITION {} CONCURRENTLY;\n", alter(command.table),
                                      sql(child))
                        : ""});
    return;
  }
  const Table* known = scene.catalog.table(child);
  if (!scene.catalog.in_use(child) || (known != nullptr && has_check(*known))) return;
  scene.hit(rule("attach-partition"),
            fmt::format("reads all of {} to attach it to {}", sql(child), sql(command.table)),
            {location(partition["name"]), object});
}

void judge_create_partition(Scene& scene) {
  if (scene.body["partbound"].is_null() || scene.body["inhRelations"].items().empty()) return;
  const Tree& relation = scene.body["inhRelations"].items()[0]["RangeVar"];
  const Name parent = name_of(relation);
  const Table* known = scene.catalog.table(parent);
  if (known == nullptr || !known->has_default_partition || known->fresh) return;
  scene.hit(rule("create-partition"), fmt::format("reads the default partition of {}", sql(parent)),
            {location(relation), sql(parent)});
}

void judge(Scene& scene) {
  if (scene.kind == "IndexStmt") return judge_create_index(scene);
  if (scene.kind == "DropStmt") return judge_drop_index(scene);
  if (scene.kind == "ReindexStmt") return judge_reindex(scene);
  if (scene.kind == "CreateStmt") return judge_create_partition(scene);
  each_command(scene, [&](const Command& command) {
    if (command.subtype == "AT_AttachPartition" || command.subtype == "AT_DetachPartition") {
      judge_partition(scene, command);
    }
  });
}

}  // namespace

Family index_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
