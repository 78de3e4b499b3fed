// Tables: ordinary, partitioned, partitions, inheriting.
#include <algorithm>
#include <charconv>

#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/schema/column_kind.h"
#include "lib/postgresql/schema/common.h"
#include "lib/postgresql/schema/constraint_kind.h"

namespace migrate::postgresql {

namespace {

Called called(const Identity& identity, const Sides& sides) {
  return {"TABLE", qualified(identity, sides)};
}

int position(const Fact* fact) {
  const std::string_view text = fact->remark("position");
  int result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

/// Columns in their order, then constraints by name.
std::vector<std::string> elements(const std::vector<const Fact*>& parts) {
  std::vector<const Fact*> columns;
  std::vector<std::string> result;
  for (const Fact* part : parts) {
    if (part->identity.kind == "column") columns.push_back(part);
  }
  std::sort(columns.begin(), columns.end(),
            [](const Fact* a, const Fact* b) { return position(a) < position(b); });
  for (const Fact* column : columns) {
    result.push_back(column_definition(*column, parts));
  }
  for (const Fact* part : parts) {
    if (part->identity.kind != "constraint") continue;
    result.push_back(constraint_definition(*part));
  }
  return result;
}

std::string head(const Fact& fact, const Sides& sides) {
  std::string result = fact.has("unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
  result += qualified(fact.identity, sides);
  if (fact.has("of_type")) result += " OF " + std::string(fact.attribute("of_type"));
  if (fact.has("partition_of")) {
    result += " PARTITION OF " + std::string(fact.attribute("partition_of"));
  }
  return result;
}

std::string tail(const Fact& fact) {
  std::string result;
  if (fact.has("bound")) result += " " + std::string(fact.attribute("bound"));
  if (fact.has("inherits")) {
    std::vector<std::string> parents;
    const json::Value parsed = json::parse(fact.attribute("inherits"));
    for (const json::Value& parent : parsed.items()) parents.push_back(parent.text());
    result += " INHERITS (" + join(parents, ", ") + ")";
  }
  if (fact.has("partition_key")) {
    result += " PARTITION BY " + std::string(fact.attribute("partition_key"));
  }
  if (fact.has("access_method")) {
    result += " USING " + name_sql(fact.attribute("access_method"));
  }
  if (fact.has("options")) result += " WITH (" + options_sql(fact.attribute("options")) + ")";
  if (fact.has("tablespace")) {
    result += " TABLESPACE " + name_sql(fact.attribute("tablespace"));
  }
  return result;
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  const std::vector<std::string> inside = elements(parts);
  const bool needs_list = !fact.has("partition_of") && !fact.has("of_type");
  std::string text = head(fact, sides);
  if (!inside.empty()) {
    text += " (\n    " + join(inside, ",\n    ") + "\n)";
  } else if (needs_list) {
    text += " ()";
  }
  std::vector<Statement> result = {{text + tail(fact)}};
  const std::string subject = "ALTER TABLE " + qualified(fact.identity, sides);
  if (fact.has("row_security")) result.push_back({"ENABLE ROW LEVEL SECURITY", subject});
  if (fact.has("force_row_security")) result.push_back({"FORCE ROW LEVEL SECURITY", subject});
  if (fact.has("replica_identity")) {
    result.push_back(
        {"REPLICA IDENTITY " + std::string(fact.attribute("replica_identity")), subject});
  }
  append(result, dress(fact, called(fact.identity, sides)));
  for (const Fact* part : parts) {
    if (part->identity.kind == "column") append(result, dress_column(*part, sides));
    if (part->identity.kind == "constraint") append(result, dress_constraint(*part, sides));
  }
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  return {{"DROP TABLE " + qualified(fact.identity, sides)}};
}

std::vector<Statement> alter(const Change& change, const Sides& sides) {
  const Fact& after = *change.after;
  const std::string subject = "ALTER TABLE " + qualified(after.identity, sides);
  std::vector<Statement> result;
  const auto clause = [&](const char* attribute, const std::string& set, const std::string& unset) {
    if (change.changes(attribute)) {
      result.push_back({after.has(attribute) ? set : unset, subject});
    }
  };
  clause("unlogged", "SET UNLOGGED", "SET LOGGED");
  clause("row_security", "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY");
  clause("force_row_security", "FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY");
  clause("replica_identity", "REPLICA IDENTITY " + std::string(after.attribute("replica_identity")),
         "REPLICA IDENTITY DEFAULT");
  clause("tablespace", "SET TABLESPACE " + name_sql(after.attribute("tablespace")),
         "SET TABLESPACE pg_default");
  alter_options(result, change, subject);
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

std::optional<std::string> loss(const Change& change, const Sides&) {
  if (change.after != nullptr) return std::nullopt;
  return describe(change.identity()) + " with its rows";
}

}  // namespace

KindRules table_rules() {
  return {.kind = "table",
          .rank = 30,
          .name_space = NameSpace::relations,
          .create = create,
          .drop = drop,
          .alter = alter,
          .loss = loss};
}

}  // namespace migrate::postgresql
