// Rules about who may do what.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "definer-search-path",
        .severity = Severity::warning,
        .summary = "a SECURITY DEFINER function without a search_path of its own",
        .lock = "",
        .why = "it runs with its owner's rights and finds names by its caller's search_path: who "
               "may make a table or an operator anywhere can make it run theirs.",
        .advice = "write SET search_path = pg_catalog, pg_temp behind it, and the schema in front "
                  "of the names in its body",
        .bad = "CREATE FUNCTION lowest() RETURNS bigint LANGUAGE sql SECURITY DEFINER\n"
               "    AS 'SELECT min(id) FROM orders';\n",
        .good = "CREATE FUNCTION lowest() RETURNS bigint LANGUAGE sql SECURITY DEFINER\n"
                "    SET search_path = pg_catalog, pg_temp AS 'SELECT min(id) FROM "
                "public.orders';\n",
    },
    Rule{
        .id = "grant-to-public",
        .severity = Severity::note,
        .off = true,
        .summary = "gives rights on tables, sequences or schemas to PUBLIC",
        .lock = "",
        .why = "every role has them from then on, those that are made later, too.",
        .advice = "grant it to the roles that need it",
        .bad = "GRANT SELECT ON orders TO PUBLIC;\n",
        .good = "GRANT SELECT ON orders TO pg_monitor;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

bool sets_search_path(const json::Array& options) {
  return std::any_of(options.begin(), options.end(), [](const Tree& node) {
    const Tree& option = node["DefElem"];
    return option["defname"].text() == "set" &&
           option["arg"]["VariableSetStmt"]["name"].text() == "search_path";
  });
}

/// The body of the DefElem SECURITY DEFINER; null: it is not there.
const Tree* definer_of(const json::Array& options) {
  for (const Tree& node : options) {
    const Tree& option = node["DefElem"];
    if (option["defname"].text() != "security") continue;
    return flag(option["arg"]["Boolean"], "boolval") ? &option : nullptr;
  }
  return nullptr;
}

void judge_function(Scene& scene) {
  const json::Array& options = scene.body["options"].items();
  const Tree* definer = definer_of(options);
  if (definer == nullptr || sets_search_path(options)) return;
  const Name name = name_of(strings(scene.body["funcname"]));
  const bool later = scene.later([&](std::string_view kind, const Tree& body) {
    return kind == "AlterFunctionStmt" && sets_search_path(body["actions"].items()) &&
           scene.same(name_of(strings(body["func"]["objname"])), name);
  });
  if (later) return;
  scene.hit(rule("definer-search-path"),
            fmt::format("{} runs with its owner's rights and its caller's search_path", sql(name)),
            {location(*definer), sql(name),
             fmt::format("ALTER ROUTINE {} SET search_path = pg_catalog, pg_temp;\n", sql(name))});
}

void judge_grant(Scene& scene) {
  static constexpr std::array<std::string_view, 3> kObjects = {"OBJECT_TABLE", "OBJECT_SEQUENCE",
                                                               "OBJECT_SCHEMA"};
  const std::string& type = scene.body["objtype"].text();
  const bool gives = flag(scene.body, "is_grant");
  if (!gives || std::find(kObjects.begin(), kObjects.end(), type) == kObjects.end()) return;
  for (const Tree& node : scene.body["grantees"].items()) {
    if (node["RoleSpec"]["roletype"].text() != "ROLESPEC_PUBLIC") continue;
    scene.hit(rule("grant-to-public"), "gives it to every role there is and will be",
              {location(node["RoleSpec"]), ""});
  }
}

void judge(Scene& scene) {
  if (scene.kind == "CreateFunctionStmt") judge_function(scene);
  if (scene.kind == "GrantStmt") judge_grant(scene);
}

}  // namespace

Family rights_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
