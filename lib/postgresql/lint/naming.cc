// Rules about names: those that are cut, left to the server, or found by the search path.
#include <fmt/format.h>

#include <array>
#include <set>

#include "lib/postgresql/lint/definition.h"
#include "lib/postgresql/lint/scene.h"
#include "lib/sql/lexer.h"

namespace migrate::postgresql::lint {
namespace {

/// NAMEDATALEN - 1: what the server keeps of a name.
constexpr size_t kNameBytes = 63;

constexpr std::array kRules = {
    Rule{
        .id = "identifier-too-long",
        .severity = Severity::warning,
        .summary = "a name of more than 63 bytes",
        .lock = "",
        .why = "the server cuts it and says so in a notice only; two long names that begin alike "
               "become one.",
        .advice = "choose a shorter name",
        .bad = "CREATE TABLE fresh (id bigint CONSTRAINT "
               "fresh_has_a_primary_key_because_every_table_of_this_shop_must_have_one PRIMARY "
               "KEY);\n",
        .good = "CREATE TABLE fresh (id bigint CONSTRAINT fresh_key PRIMARY KEY);\n",
    },
    Rule{
        .id = "unnamed-constraint",
        .severity = Severity::note,
        .off = true,
        .summary = "a constraint without a name",
        .lock = "",
        .why = "the server chooses one, by what is there already; a later script has to guess it.",
        .advice = "write CONSTRAINT and a name",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, total numeric CHECK (total > 0));\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY,\n"
                "    total numeric CONSTRAINT fresh_total CHECK (total > 0));\n",
    },
    Rule{
        .id = "unqualified-table",
        .severity = Severity::note,
        .off = true,
        .summary = "a new table or view whose schema is not written",
        .lock = "",
        .why = "where it goes depends on the search path of the session that applies the script.",
        .advice = "write the schema in front of the name",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
        .good = "CREATE TABLE public.fresh (id bigint PRIMARY KEY);\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

void judge_length(Scene& scene) {
  std::set<std::string> reported;
  for (const sql::Lexeme& lexeme : sql::lexemes(scene.text(), sql::postgresql_dialect())) {
    const bool name =
        lexeme.kind == sql::TokenKind::word || lexeme.kind == sql::TokenKind::quoted_identifier;
    if (!name || lexeme.folded.size() <= kNameBytes) continue;
    if (!reported.insert(lexeme.folded).second) continue;
    scene.hit(rule("identifier-too-long"),
              fmt::format("the server cuts this name, {} bytes long, at byte {}",
                          lexeme.folded.size(), kNameBytes),
              {lexeme.offset, lexeme.folded});
  }
}

/// `body`: of a Constraint. A primary key is no matter: there is one, and its name is no riddle.
void judge_constraint(Scene& scene, const Tree& body, const Name& table) {
  const std::string& type = body["contype"].text();
  const bool named = !body["conname"].text().empty() || !body["indexname"].text().empty();
  if (!is_table_constraint(type) || type == "CONSTR_PRIMARY" || named) return;
  scene.hit(rule("unnamed-constraint"),
            fmt::format("the server chooses the name of this constraint of {}", sql(table)),
            {location(body), sql(table)});
}

void judge_element(Scene& scene, const Tree& element, const Name& table) {
  judge_constraint(scene, element["Constraint"], table);
  for (const Tree& node : element["ColumnDef"]["constraints"].items()) {
    judge_constraint(scene, node["Constraint"], table);
  }
}

void judge_schema(Scene& scene, const Tree& relation) {
  const Name name = name_of(relation);
  if (!name.schema.empty() || relation["relpersistence"].text() == "t") return;
  scene.hit(rule("unqualified-table"), fmt::format("the search path says where {} goes", sql(name)),
            {location(relation), sql(name)});
}

void judge(Scene& scene) {
  judge_length(scene);
  const Name table = name_of(scene.body["relation"]);
  if (scene.kind == "CreateStmt") {
    judge_schema(scene, scene.body["relation"]);
    for (const Tree& element : scene.body["tableElts"].items()) {
      judge_element(scene, element, table);
    }
  } else if (scene.kind == "CreateTableAsStmt") {
    judge_schema(scene, scene.body["into"]["rel"]);
  } else if (scene.kind == "ViewStmt") {
    judge_schema(scene, scene.body["view"]);
  } else if (scene.kind == "AlterTableStmt") {
    for (const Tree& node : scene.body["cmds"].items()) {
      judge_element(scene, node["AlterTableCmd"]["def"], table);
    }
  }
}

}  // namespace

Family naming_rules() { return {kRules, judge}; }

}  // namespace migrate::postgresql::lint
