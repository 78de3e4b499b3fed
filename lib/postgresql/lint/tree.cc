#include "lib/postgresql/lint/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql::lint {
namespace {

const Tree kNothing;

/// Types whose names in SQL are others than in the catalog, or key words; `with` follows the
/// modifier.
struct TypeName {
  std::string_view internal;
  std::string_view name;
  std::string_view with = {};
};
constexpr std::array kTypeNames = {
    TypeName{"int2", "smallint"},
    TypeName{"int4", "integer"},
    TypeName{"int8", "bigint"},
    TypeName{"float4", "real"},
    TypeName{"float8", "double precision"},
    TypeName{"bool", "boolean"},
    TypeName{"varchar", "character varying"},
    TypeName{"bpchar", "character"},
    TypeName{"varbit", "bit varying"},
    TypeName{"bit", "bit"},
    TypeName{"numeric", "numeric"},
    TypeName{"interval", "interval"},
    TypeName{"timestamp", "timestamp", " without time zone"},
    TypeName{"timestamptz", "timestamp", " with time zone"},
    TypeName{"time", "time", " without time zone"},
    TypeName{"timetz", "time", " with time zone"},
};

}  // namespace

std::string_view kind_of(const Tree& node) {
  return node.members().size() == 1 ? std::string_view(node.members()[0].first)
                                    : std::string_view();
}

const Tree& body_of(const Tree& node) {
  return node.members().size() == 1 ? node.members()[0].second : kNothing;
}

bool flag(const Tree& body, std::string_view key) {
  const bool* value = std::get_if<bool>(&body[key].data());
  return value != nullptr && *value;
}

int64_t integer(const Tree& body, std::string_view key) {
  const int64_t* value = std::get_if<int64_t>(&body[key].data());
  return value == nullptr ? 0 : *value;
}

size_t location(const Tree& body) {
  return static_cast<size_t>(std::max<int64_t>(0, integer(body, "location")));
}

std::vector<std::string> strings(const Tree& list) {
  std::vector<std::string> out;
  for (const Tree& item : list.items()) out.push_back(item["String"]["sval"].text());
  return out;
}

Name name_of(const Tree& range) { return {range["schemaname"].text(), range["relname"].text()}; }

Name name_of(const std::vector<std::string>& parts) {
  if (parts.empty()) return {};
  return {parts.size() > 1 ? parts[parts.size() - 2] : "", parts.back()};
}

Name object_name(const Tree& node) {
  if (kind_of(node) == "String") return {"", body_of(node)["sval"].text()};
  if (kind_of(node) == "TypeName") return name_of(strings(body_of(node)["names"]));
  return name_of(strings(body_of(node)["items"]));
}

std::string sql(const Name& name) {
  return name.schema.empty() ? sql(name.name) : sql(name.schema) + "." + sql(name.name);
}

std::string sql(const std::string& name) { return name_sql(name); }

std::string sql_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(sql(name));
  return join(quoted, ", ");
}

std::vector<std::string> columns_in(const Tree& tree) {
  std::vector<std::string> out;
  each_node(tree, [&](std::string_view kind, const Tree& body) {
    if (kind != "ColumnRef" || body["fields"].items().empty()) return;
    const Tree& last = body["fields"].items().back();
    out.push_back(kind_of(last) == "A_Star" ? "*" : body_of(last)["sval"].text());
  });
  return out;
}

std::vector<Name> relations_in(const Tree& tree) {
  std::vector<Name> out;
  each_node(tree, [&](std::string_view kind, const Tree& body) {
    if (kind == "RangeVar") out.push_back(name_of(body));
  });
  return out;
}

Type type_of(const Tree& body) {
  Type type;
  type.name = name_of(strings(body["names"]));
  if (type.name.schema == "pg_catalog") type.name.schema.clear();
  if (type.name.name == "decimal") type.name.name = "numeric";
  for (const Tree& modifier : body["typmods"].items()) {
    type.modifiers.push_back(static_cast<int>(integer(modifier["A_Const"]["ival"], "ival")));
  }
  type.array = !body["arrayBounds"].items().empty();
  return type;
}

std::string format(const Type& type) {
  std::string modifier;
  for (const int number : type.modifiers) {
    modifier += modifier.empty() ? "(" : ",";
    modifier += std::to_string(number);
  }
  if (!modifier.empty()) modifier += ")";
  const std::string_view array = type.array ? "[]" : "";
  if (type.name.schema.empty()) {
    for (const TypeName& known : kTypeNames) {
      if (known.internal != type.name.name) continue;
      return fmt::format("{}{}{}{}", known.name, modifier, known.with, array);
    }
  }
  return fmt::format("{}{}{}", sql(type.name), modifier, array);
}

}  // namespace migrate::postgresql::lint
