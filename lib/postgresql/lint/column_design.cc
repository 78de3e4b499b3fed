// Advice about the types of new columns. Projects differ in it, so all of it is off at first.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/definition.h"
#include "lib/postgresql/lint/proves.h"
#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "serial-column",
        .severity = Severity::note,
        .off = true,
        .summary = "a serial where an identity column would do",
        .lock = "",
        .why = "the sequence of a serial has rights of its own, and nothing keeps programs from "
               "writing numbers that it will give out later.",
        .advice = "write GENERATED ALWAYS AS IDENTITY",
        .bad = "CREATE TABLE fresh (id bigserial PRIMARY KEY);\n",
        .good = "CREATE TABLE fresh (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);\n",
    },
    Rule{
        .id = "char-column",
        .severity = Severity::note,
        .off = true,
        .summary = "a column of type char(n)",
        .lock = "",
        .why = "it is filled up with blanks, which comparisons then leave out or not; it saves "
               "nothing.",
        .advice = "use text, with a CHECK where the length matters",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, code char(3));\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, code text CHECK (length(code) = 3));\n",
    },
    Rule{
        .id = "varchar-limit",
        .severity = Severity::note,
        .off = true,
        .summary = "a column of type varchar(n)",
        .lock = "",
        .why = "a smaller limit later writes the table anew; a CHECK can be changed beside the "
               "programs that run.",
        .advice = "use text, with a CHECK where the length matters",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, code varchar(20));\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, code text CHECK (length(code) <= 20));"
                "\n",
    },
    Rule{
        .id = "timestamp-without-zone",
        .severity = Severity::note,
        .off = true,
        .summary = "a column of type timestamp",
        .lock = "",
        .why = "it is no point in time: sessions in different zones mean different ones by it.",
        .advice = "use timestamptz, which takes the same room",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, made timestamp);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, made timestamptz);\n",
    },
    Rule{
        .id = "json-column",
        .severity = Severity::note,
        .off = true,
        .summary = "a column of type json",
        .lock = "",
        .why = "it has no equality, so DISTINCT and GROUP BY fail, and no index; it is parsed "
               "again by every query.",
        .advice = "use jsonb",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, extra json);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, extra jsonb);\n",
    },
    Rule{
        .id = "money-column",
        .severity = Severity::note,
        .off = true,
        .summary = "a column of type money",
        .lock = "",
        .why = "what its digits mean depends on the server's lc_monetary.",
        .advice = "use numeric, with the currency in a column of its own",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, price money);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, price numeric(12, 2));\n",
    },
    Rule{
        .id = "changing-check",
        .severity = Severity::note,
        .off = true,
        .summary = "a CHECK that calls a function that is not immutable",
        .lock = "",
        .why = "it is looked at when a row is written; later it may say otherwise, and a dump with "
               "that row does not load.",
        .advice = "store what the CHECK needs in a column, or test it in a trigger",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, day date CHECK (day >= now()));\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, day date CHECK (day >= "
                "'2020-01-01'));\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// The rule about a type; null: there is nothing to say about it.
const Rule* rule_about(const Type& type) {
  if (!type.name.schema.empty()) return nullptr;
  if (is_serial(type)) return &rule("serial-column");
  const std::string& name = type.name.name;
  if (name == "bpchar" && !type.modifiers.empty()) return &rule("char-column");
  if (name == "varchar" && !type.modifiers.empty()) return &rule("varchar-limit");
  if (name == "timestamp") return &rule("timestamp-without-zone");
  if (name == "json") return &rule("json-column");
  return name == "money" ? &rule("money-column") : nullptr;
}

/// Whether it calls a function of `own`, a volatile one, one of the stable functions that people
/// write into a CHECK, or CURRENT_DATE and the like. Source: pg_proc, provolatile.
bool is_changing(const Tree& expression, const std::set<std::string>& own) {
  static constexpr std::array<std::string_view, 4> kStable = {
      "now", "transaction_timestamp", "statement_timestamp", "current_setting"};
  bool found = is_volatile(expression, own);
  each_node(expression, [&](std::string_view kind, const Tree& body) {
    if (kind == "SQLValueFunction") found = true;
    if (kind != "FuncCall") return;
    const std::string name = name_of(strings(body["funcname"])).name;
    found = found || std::find(kStable.begin(), kStable.end(), name) != kStable.end();
  });
  return found;
}

void judge_check(Scene& scene, const Tree& constraint, const Name& table) {
  if (constraint["contype"].text() != "CONSTR_CHECK") return;
  if (!is_changing(constraint["raw_expr"], scene.catalog.changing_functions())) return;
  scene.hit(rule("changing-check"),
            fmt::format("a CHECK of {} calls what is not immutable", sql(table)),
            {location(constraint), sql(table) + "." + constraint["conname"].text()});
}

/// `definition`: the body of a ColumnDef.
void judge_column(Scene& scene, const Tree& definition, const Name& table) {
  const std::string& name = definition["colname"].text();
  const Type type = type_of(definition["typeName"]);
  const std::string object = sql(table) + "." + sql(name);
  if (const Rule* about = rule_about(type)) {
    scene.hit(*about, fmt::format("{} is {}", object, format(type)),
              {location(definition["typeName"]), object});
  }
  for (const Tree& node : definition["constraints"].items()) {
    judge_check(scene, node["Constraint"], table);
  }
}

void judge_element(Scene& scene, const Tree& element, const Name& table) {
  if (kind_of(element) == "ColumnDef") judge_column(scene, body_of(element), table);
  if (kind_of(element) == "Constraint") judge_check(scene, body_of(element), table);
}

void judge(Scene& scene) {
  const Tree& relation = scene.body["relation"];
  if (relation["relpersistence"].text() == "t") return;
  const Name table = name_of(relation);
  if (scene.kind == "CreateStmt") {
    for (const Tree& element : scene.body["tableElts"].items()) {
      judge_element(scene, element, table);
    }
  } else if (scene.kind == "AlterTableStmt") {
    for (const Tree& node : scene.body["cmds"].items()) {
      const Tree& command = node["AlterTableCmd"];
      const std::string& subtype = command["subtype"].text();
      if (subtype == "AT_AddColumn" || subtype == "AT_AddConstraint") {
        judge_element(scene, command["def"], table);
      }
    }
  }
}

}  // namespace

Family column_design_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
