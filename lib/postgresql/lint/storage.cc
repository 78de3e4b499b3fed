// Rules about what writes a whole table or view anew. Measured on PostgreSQL 15.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "rewrite-table",
        .severity = Severity::error,
        .summary = "writes a table anew",
        .lock = "ACCESS EXCLUSIVE while the table and its indexes are written: reads and writes "
                "wait",
        .work = Work::rewrites,
        .why = "SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD, CLUSTER and VACUUM "
               "FULL copy the whole table.",
        .advice = "use a tool that copies the table while it is in use (pg_repack), outside of a "
                  "migration",
        .bad = "CLUSTER orders USING orders_pkey;\n",
        .good = "ALTER TABLE orders SET (fillfactor = 80);\n",
    },
    Rule{
        .id = "refresh-materialized-view",
        .severity = Severity::warning,
        .summary = "refreshes a materialized view",
        .lock = "ACCESS EXCLUSIVE on the view while its query runs: reads wait",
        .work = Work::rewrites,
        .why = "nobody can read the view until its query is done.",
        .advice = "refresh it CONCURRENTLY, which needs a unique index on it",
        .bad = "REFRESH MATERIALIZED VIEW daily;\n",
        .good = "REFRESH MATERIALIZED VIEW CONCURRENTLY daily;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

void hit_rewrite(Scene& scene, const Tree& relation, std::string_view by) {
  const Name name = name_of(relation);
  if (!scene.catalog.in_use(name)) return;
  scene.hit(rule("rewrite-table"), fmt::format("{} writes {} anew", by, sql(name)),
            {location(relation), sql(name)});
}

std::string_view rewriting(const std::string& subtype) {
  if (subtype == "AT_SetLogged") return "SET LOGGED";
  if (subtype == "AT_SetUnLogged") return "SET UNLOGGED";
  if (subtype == "AT_SetTableSpace") return "SET TABLESPACE";
  if (subtype == "AT_SetAccessMethod") return "SET ACCESS METHOD";
  return {};
}

bool is_full(const Tree& vacuum) {
  const json::Array& options = vacuum["options"].items();
  return std::any_of(options.begin(), options.end(), [](const Tree& option) {
    return option["DefElem"]["defname"].text() == "full";
  });
}

/// One that the script drops and makes again can't be read from the first to the end.
void judge_drop(Scene& scene) {
  if (scene.body["removeType"].text() != "OBJECT_MATVIEW") return;
  for (const Tree& node : scene.body["objects"].items()) {
    const Name name = object_name(node);
    if (!scene.catalog.in_use(name) || !scene.makes_view_later(name)) continue;
    scene.hit(rule("refresh-materialized-view"),
              fmt::format("nobody can read {} until it is made again", sql(name)),
              {scene.find(name.name), sql(name)});
  }
}

void judge(Scene& scene) {
  if (scene.kind == "ClusterStmt") {
    if (!scene.body["relation"].is_null()) {
      hit_rewrite(scene, scene.body["relation"], "CLUSTER");
    } else {
      scene.hit(rule("rewrite-table"), "CLUSTER writes every table anew that was clustered once",
                {0, ""});
    }
  } else if (scene.kind == "DropStmt") {
    judge_drop(scene);
  } else if (scene.kind == "VacuumStmt") {
    if (!is_full(scene.body)) return;
    for (const Tree& item : scene.body["rels"].items()) {
      hit_rewrite(scene, item["VacuumRelation"]["relation"], "VACUUM FULL");
    }
  } else if (scene.kind == "RefreshMatViewStmt") {
    const Name name = name_of(scene.body["relation"]);
    if (flag(scene.body, "concurrent") || flag(scene.body, "skipData")) return;
    if (!scene.catalog.in_use(name)) return;
    scene.hit(rule("refresh-materialized-view"),
              fmt::format("nobody can read {} meanwhile", sql(name)),
              {location(scene.body["relation"]), sql(name),
               fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY {};\n", sql(name))});
  } else {
    each_command(scene, [&](const Command& command) {
      const std::string_view by = rewriting(command.subtype);
      if (!by.empty()) hit_rewrite(scene, scene.body["relation"], by);
    });
  }
}

}  // namespace

Family storage_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
