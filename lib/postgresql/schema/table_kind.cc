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

int number(const Fact& fact, const char* remark) {
  const std::string_view text = fact.remark(remark);
  int result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

/// Parts of one kind, in the order that the remark tells.
std::vector<const Fact*> in_order(const std::vector<const Fact*>& parts, const char* kind,
                                  const char* remark) {
  std::vector<const Fact*> result;
  for (const Fact* part : parts) {
    if (part->identity.kind == kind) result.push_back(part);
  }
  std::stable_sort(result.begin(), result.end(), [&](const Fact* a, const Fact* b) {
    return number(*a, remark) < number(*b, remark);
  });
  return result;
}

/// A column of a typed table: only what its type doesn't say; empty when that is nothing.
std::string typed_column(const Fact& column, const std::vector<const Fact*>& parts) {
  const std::string options = column_options(column, parts);
  if (options.empty()) return "";
  return name_sql(column.identity.name.at(2)) + " WITH OPTIONS" + options;
}

/// Constraints that have to be added behind the table: their index is that of another, of the
/// primary key where that is one of them.
std::vector<const Fact*> doubles(const std::vector<const Fact*>& parts) {
  std::vector<const Fact*> constraints;
  for (const Fact* part : parts) {
    if (part->identity.kind == "constraint") constraints.push_back(part);
  }
  std::stable_partition(constraints.begin(), constraints.end(),
                        [](const Fact* fact) { return fact->attribute("type") == "primary key"; });
  std::vector<const Fact*> inside;
  std::vector<const Fact*> result;
  for (const Fact* constraint : constraints) {
    (doubles_one_of(*constraint, inside) ? result : inside).push_back(constraint);
  }
  return result;
}

/// Columns in their order, then constraints by name.
std::vector<std::string> elements(const Fact& table, const std::vector<const Fact*>& parts,
                                  bool has_parents) {
  std::vector<std::string> result;
  for (const Fact* column : in_order(parts, "column", "position")) {
    if (has_parents && column->has("inherited") && column->remark("local").empty()) continue;
    std::string text =
        table.has("of_type") ? typed_column(*column, parts) : column_definition(*column, parts);
    if (!text.empty()) result.push_back(std::move(text));
  }
  const std::vector<const Fact*> outside = doubles(parts);
  for (const Fact* part : parts) {
    if (part->identity.kind != "constraint") continue;
    if (std::find(outside.begin(), outside.end(), part) != outside.end()) continue;
    result.push_back(constraint_definition(*part));
  }
  return result;
}

std::string head(const Fact& fact, const Sides& sides) {
  std::string result = fact.has("unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
  result += qualified(fact.identity, sides);
  if (fact.has("of_type")) result += " OF " + std::string(fact.attribute("of_type"));
  return result;
}

/// What a partition of a partitioned table with an access method must say where its own is the
/// usual one.
std::string access_method(const Fact& fact, const std::vector<const Fact*>& parents,
                          const Sides& sides) {
  if (fact.has("access_method")) return " USING " + name_sql(fact.attribute("access_method"));
  if (fact.has("partition_key")) return "";
  for (const Fact* parent : parents) {
    for (const Identity& from : parent->prefers) {
      const Fact* table = sides.after.find(from);
      if (table != nullptr && table->has("partition_key") && table->has("access_method")) {
        return " USING heap";
      }
    }
  }
  return "";
}

std::string tail(const Fact& fact, const std::string& access_method) {
  std::string result;
  if (fact.has("partition_key")) {
    result += " PARTITION BY " + std::string(fact.attribute("partition_key"));
  }
  result += access_method;
  if (fact.has("options")) result += " WITH (" + options_sql(fact.attribute("options")) + ")";
  if (fact.has("tablespace")) {
    result += " TABLESPACE " + name_sql(fact.attribute("tablespace"));
  }
  return result;
}

std::string create_text(const Fact& fact, const std::vector<const Fact*>& parts,
                        const Sides& sides) {
  const auto parents = in_order(parts, "inheritance", "place");
  const bool partition = !parents.empty() && parents[0]->has("bound");
  const auto inside = elements(fact, parts, !parents.empty());
  std::string text = head(fact, sides);
  if (partition) text += " PARTITION OF " + parents[0]->identity.name.at(2);
  if (!inside.empty()) {
    text += " (\n    " + join(inside, ",\n    ") + "\n)";
  } else if (!partition && !fact.has("of_type")) {
    text += " ()";
  }
  if (partition) {
    text += " " + std::string(parents[0]->attribute("bound"));
  } else if (!parents.empty()) {
    std::vector<std::string> names;
    for (const Fact* parent : parents) names.push_back(parent->identity.name.at(2));
    text += " INHERITS (" + join(names, ", ") + ")";
  }
  return text + tail(fact, access_method(fact, parents, sides));
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>& parts,
                              const Sides& sides) {
  std::vector<Statement> result = {{create_text(fact, parts, sides)}};
  const std::string subject = "ALTER TABLE " + qualified(fact.identity, sides);
  if (fact.has("row_security")) result.push_back({"ENABLE ROW LEVEL SECURITY", subject});
  if (fact.has("force_row_security")) result.push_back({"FORCE ROW LEVEL SECURITY", subject});
  if (fact.has("replica_identity")) {
    result.push_back(
        {"REPLICA IDENTITY " + std::string(fact.attribute("replica_identity")), subject});
  }
  append(result, dress(fact, called(fact.identity, sides)));
  for (const Fact* part : doubles(parts)) result.push_back(add_alone(*part, sides));
  for (const Fact* part : parts) {
    if (part->identity.kind == "column") append(result, dress_column(*part, sides));
    if (part->identity.kind == "constraint") append(result, dress_constraint(*part, sides));
  }
  return result;
}

/// A partition to whose table a foreign key leads must be detached first.
std::vector<Statement> drop(const Fact& fact, const Sides& sides) {
  std::vector<Statement> result;
  for (const Fact* part : sides.before_parts.of(fact.identity)) {
    if (part->identity.kind != "inheritance" || part->remark("referenced").empty()) continue;
    result.push_back({"ALTER TABLE " + part->identity.name.at(2) + " DETACH PARTITION " +
                      qualified(fact.identity, sides)});
  }
  result.push_back({"DROP TABLE " + qualified(fact.identity, sides)});
  return result;
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
  clause("access_method", "SET ACCESS METHOD " + name_sql(after.attribute("access_method")),
         after.has("partition_key") ? "SET ACCESS METHOD DEFAULT" : "SET ACCESS METHOD heap");
  clause("of_type", "OF " + std::string(after.attribute("of_type")), "NOT OF");
  alter_options(result, change, subject);
  append(result, redress(change, called(after.identity, sides)));
  return result;
}

Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr || !change.changes("partition_key")) {
    return {};
  }
  const auto key = [](const Fact& fact) {
    return fact.has("partition_key")
               ? "partitioned by " + std::string(fact.attribute("partition_key"))
               : std::string("not partitioned");
  };
  return {Treatment::How::impossible,
          "it is " + key(*change.before) + " and would have to be " + key(*change.after) +
              ", which no ALTER TABLE does: make a new table, copy the rows and swap the names"};
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
          .treatment = treatment,
          .loss = loss};
}

}  // namespace migrate::postgresql
