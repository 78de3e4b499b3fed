#include "lib/postgresql/lint/definition.h"

#include <algorithm>
#include <iterator>

#include "lib/postgresql/lint/proves.h"

namespace migrate::postgresql::lint {
namespace {

void add_all(std::vector<std::string>& to, std::vector<std::string> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

Type stored_type(Type type) {
  if (!is_serial(type)) return type;
  const std::string name = type.name.name;
  type.name = {"", name.starts_with("big") || name == "serial8"     ? "int8"
                   : name.starts_with("small") || name == "serial2" ? "int2"
                                                                    : "int4"};
  return type;
}

Constraint::Kind kind_of_constraint(const std::string& contype) {
  if (contype == "CONSTR_PRIMARY") return Constraint::Kind::primary;
  if (contype == "CONSTR_UNIQUE") return Constraint::Kind::unique;
  if (contype == "CONSTR_FOREIGN") return Constraint::Kind::foreign;
  if (contype == "CONSTR_EXCLUSION") return Constraint::Kind::exclusion;
  return Constraint::Kind::check;
}

/// The name that the server gives a constraint that has none. Source: ChooseConstraintName;
/// names that would be taken or too long are not told apart.
std::string chosen_name(const std::string& table, const Constraint& constraint) {
  std::string columns;
  for (const std::string& column : constraint.columns) columns += "_" + column;
  switch (constraint.kind) {
    case Constraint::Kind::primary:
      return table + "_pkey";
    case Constraint::Kind::unique:
      return table + columns + "_key";
    case Constraint::Kind::foreign:
      return table + columns + "_fkey";
    case Constraint::Kind::exclusion:
      return table + columns + "_excl";
    case Constraint::Kind::check:
      return constraint.columns.size() == 1 ? table + columns + "_check" : table + "_check";
  }
  return {};
}

IndexKey key_of(const Tree& element) {
  IndexKey key{element["name"].text(), ""};
  for (const char* order : {"ordering", "nulls_ordering"}) {
    const std::string& written = element[order].text();
    if (!written.ends_with("_DEFAULT") && !written.ends_with("_ASC")) key.options += written;
  }
  for (const char* names : {"opclass", "collation"}) {
    for (const std::string& part : strings(element[names])) key.options += " " + part;
  }
  return key;
}

}  // namespace

bool is_serial(const Type& type) {
  const std::string& name = type.name.name;
  return name == "serial" || name == "bigserial" || name == "smallserial" || name == "serial4" ||
         name == "serial8" || name == "serial2";
}

bool is_table_constraint(const std::string& contype) {
  return contype == "CONSTR_CHECK" || contype == "CONSTR_PRIMARY" || contype == "CONSTR_UNIQUE" ||
         contype == "CONSTR_FOREIGN" || contype == "CONSTR_EXCLUSION";
}

Column column_of(const Tree& definition) {
  Column column;
  column.name = definition["colname"].text();
  const Type written = type_of(definition["typeName"]);
  column.fills_itself = is_serial(written);
  column.not_null = column.fills_itself;
  column.has_default = column.fills_itself;
  column.type = stored_type(written);
  const std::vector<std::string> collation = strings(definition["collClause"]["collname"]);
  if (!collation.empty()) column.collation = collation.back();
  for (const Tree& node : definition["constraints"].items()) {
    const Tree& body = node["Constraint"];
    const std::string& contype = body["contype"].text();
    if (contype == "CONSTR_NOTNULL" || contype == "CONSTR_PRIMARY") column.not_null = true;
    if (contype == "CONSTR_DEFAULT") column.has_default = !is_null_constant(body["raw_expr"]);
    if (contype == "CONSTR_IDENTITY") column.not_null = true;
    if (contype == "CONSTR_IDENTITY" || contype == "CONSTR_GENERATED") column.fills_itself = true;
  }
  return column;
}

Constraint constraint_of(const Tree& body, const std::string& table, const std::string& column) {
  Constraint constraint;
  constraint.kind = kind_of_constraint(body["contype"].text());
  constraint.name = body["conname"].text();
  constraint.validated = !flag(body, "skip_validation");
  constraint.parent = name_of(body["pktable"]);
  if (!column.empty()) constraint.columns.push_back(column);
  add_all(constraint.columns, strings(body["keys"]));
  add_all(constraint.columns, strings(body["fk_attrs"]));
  constraint.refers = strings(body["pk_attrs"]);
  for (const Tree& item : body["exclusions"].items()) {
    for (const Tree& part : item["List"]["items"].items()) {
      const std::string& name = part["IndexElem"]["name"].text();
      if (!name.empty()) constraint.columns.push_back(name);
    }
  }
  if (constraint.kind == Constraint::Kind::check) {
    for (const std::string& name : columns_in(body["raw_expr"])) {
      auto& known = constraint.columns;
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    }
    constraint.proves = proven_not_null(body["raw_expr"]);
  }
  if (constraint.name.empty()) constraint.name = chosen_name(table, constraint);
  return constraint;
}

Index index_of(const Tree& body, const Name& table) {
  Index index;
  index.unique = flag(body, "unique");
  index.method = body["accessMethod"].text();
  index.partial = !body["whereClause"].is_null();
  for (const Tree& node : body["indexParams"].items()) {
    index.keys.push_back(key_of(node["IndexElem"]));
  }
  for (const char* list : {"indexParams", "indexIncludingParams"}) {
    for (const Tree& element : body[list].items()) {
      const std::string& name = element["IndexElem"]["name"].text();
      if (!name.empty()) index.columns.push_back(name);
      add_all(index.columns, columns_in(element["IndexElem"]["expr"]));
    }
  }
  add_all(index.columns, columns_in(body["whereClause"]));
  std::string name = body["idxname"].text();
  if (name.empty()) {
    name = table.name;
    for (const std::string& column : index.columns) name += "_" + column;
    name += "_idx";
  }
  index.name = {table.schema, name};
  return index;
}

Index index_behind(const Constraint& constraint, const Name& table) {
  Index index{{table.schema, constraint.name}, constraint.columns, true};
  if (constraint.kind == Constraint::Kind::exclusion) {
    index.unique = false;
    index.method = "gist";
  }
  for (const std::string& column : constraint.columns) index.keys.push_back({column, ""});
  return index;
}

}  // namespace migrate::postgresql::lint
