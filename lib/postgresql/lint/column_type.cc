#include "lib/postgresql/lint/column_type.h"

#include <algorithm>
#include <array>

#include "lib/postgresql/schema/type_change.h"

namespace migrate::postgresql::lint {
namespace {

/// Types that are told by a length, and what they hold is the same bytes.
bool is_text(const std::string& type) {
  return type == "text" || type == "varchar" || type == "citext";
}

/// Whether a modifier of `to` lets in all that one of `from` does. None: no limit.
bool widens(const Type& from, const Type& to) {
  if (to.modifiers.empty()) return true;
  if (from.modifiers.empty()) return false;
  if (to.name.name == "numeric") {
    const auto scale = [](const Type& type) {
      return type.modifiers.size() > 1 ? type.modifiers[1] : 0;
    };
    return to.modifiers[0] >= from.modifiers[0] && scale(to) == scale(from);
  }
  return to.modifiers[0] >= from.modifiers[0];
}

bool keeps_bytes(const Type& from, const Type& to) {
  const std::string& a = from.name.name;
  const std::string& b = to.name.name;
  // `timestamp` to `timestamptz` is free where the session's time zone is UTC; nothing here knows.
  if (is_text(a) && is_text(b)) return b != "varchar" || widens(from, to);
  if (a == "cidr" && b == "inet") return true;
  if (a == "int4" && b == "oid") return true;
  if (a != b) return false;
  static constexpr std::array<std::string_view, 6> kWidening = {
      "numeric", "timestamp", "timestamptz", "time", "timetz", "interval"};
  if (a == "varbit" || std::find(kWidening.begin(), kWidening.end(), a) != kWidening.end()) {
    return widens(from, to);
  }
  return from.modifiers == to.modifiers;
}

int integer_bytes(const std::string& type) {
  if (type == "int2") return 2;
  if (type == "int4") return 4;
  return type == "int8" ? 8 : 0;
}

bool narrows(const Type& from, const Type& to) {
  const std::string& a = from.name.name;
  const std::string& b = to.name.name;
  if (integer_bytes(a) > 0 && integer_bytes(b) > 0) return integer_bytes(b) < integer_bytes(a);
  if (a == "numeric" && integer_bytes(b) > 0) return true;
  const bool limits_text = b == "varchar" || b == "bpchar";
  if ((is_text(a) || a == "bpchar") && limits_text) return !widens(from, to);
  if (a == "numeric" && b == "numeric" && !to.modifiers.empty()) {
    const auto digits = [](const Type& type) {
      return type.modifiers[0] - (type.modifiers.size() > 1 ? type.modifiers[1] : 0);
    };
    if (from.modifiers.empty() || digits(to) < digits(from)) return true;
  }
  return loses_values(format(from), format(to));
}

/// USING that says what would happen anyway: the column itself, or its cast to the new type.
bool is_plain(const Tree& expression, const Column& column, const Type& type) {
  if (expression.is_null()) return true;
  if (kind_of(expression) == "TypeCast") {
    const Tree& cast = expression["TypeCast"];
    return type_of(cast["typeName"]) == type && is_plain(cast["arg"], column, type);
  }
  return kind_of(expression) == "ColumnRef" &&
         columns_in(expression) == std::vector<std::string>{column.name};
}

}  // namespace

TypeChange type_change(const Catalog& catalog, const Column& column, const Tree& definition) {
  const Type& from = column.type;
  const Type to = type_of(definition["typeName"]);
  TypeChange change;
  change.rewrites = !is_plain(definition["raw_default"], column, to);
  const Domain* domain = catalog.domain(to.name);
  if (domain != nullptr && domain->constrained) {
    change.rewrites = true;
  } else if (domain != nullptr || catalog.domain(from.name) != nullptr) {
    return change;  // what is under a domain is not known here, and is free where it is the same
  } else if (from.array != to.array || (!from.array && !keeps_bytes(from, to)) ||
             (from.array && from.name != to.name)) {
    change.rewrites = true;
  }
  change.narrows = !from.array && !to.array && narrows(from, to);
  const auto names = strings(definition["collClause"]["collname"]);
  const std::string collation = names.empty() ? "" : names.back();
  const bool citext = (from.name.name == "citext") != (to.name.name == "citext");
  change.reindexes = !change.rewrites && (citext || collation != column.collation);
  return change;
}

}  // namespace migrate::postgresql::lint
