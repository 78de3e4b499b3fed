#include "lib/sqlite/schema/loss.h"

#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite {

namespace {

using schema::Change;
using schema::Fact;

enum class Affinity { text, integer, real, numeric, none };

/// https://www.sqlite.org/datatype3.html, 3.1; `type` in lower case.
Affinity affinity(std::string_view type) {
  const auto has = [&](std::string_view part) { return type.find(part) != std::string_view::npos; };
  if (has("int")) return Affinity::integer;
  if (has("char") || has("clob") || has("text")) return Affinity::text;
  if (type.empty() || has("blob") || type == "any") return Affinity::none;
  if (has("real") || has("floa") || has("doub")) return Affinity::real;
  return Affinity::numeric;
}

/// Whether values can come out as others: '007' becomes 7, 0.1 + 0.2 becomes '0.3', 2^53 + 1
/// becomes 2^53. An integer that becomes a text can go back.
bool can_change_values(Affinity before, Affinity after) {
  const bool from_text = before == Affinity::text || before == Affinity::none;
  switch (after) {
    case Affinity::integer:
    case Affinity::numeric:
      return from_text;
    case Affinity::real:
      return before != Affinity::real;
    case Affinity::text:
      return before == Affinity::real || before == Affinity::numeric;
    case Affinity::none:
      return false;
  }
  return false;
}

std::string column_name(const Fact& column, const schema::Sides& sides) {
  const Fact* table = sides.before.find(*column.part_of);
  return "column " + (table ? spelled(*table) : column.identity.name[0]) + "." + spelled(column);
}

std::optional<std::string> column_loss(const Change& change, const schema::Sides& sides) {
  const Fact& before = *change.before;
  if (before.has("generated") || sides.after.find(*before.part_of) == nullptr) return std::nullopt;
  const std::string name = column_name(before, sides);
  if (change.after == nullptr || change.after->has("generated")) return name + " with its values";
  const Affinity from = affinity(before.attribute("type"));
  const Affinity to = affinity(change.after->attribute("type"));
  if (!can_change_values(from, to)) return std::nullopt;
  return "values of " + name + " that change when they become " +
         std::string(change.after->attribute("type"));
}

}  // namespace

std::optional<std::string> loss_of(const Change& change, const schema::Sides& sides) {
  if (change.before == nullptr) return std::nullopt;
  const std::string& kind = change.identity().kind;
  if (kind == "column") return column_loss(change, sides);
  if (kind == "table" && change.after == nullptr) {
    return "table " + spelled(*change.before) + " with its rows";
  }
  if (kind == "virtual table") return "table " + spelled(*change.before) + " with what is in it";
  return std::nullopt;
}

}  // namespace migrate::sqlite
