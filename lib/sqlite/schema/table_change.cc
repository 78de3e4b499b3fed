#include "lib/sqlite/schema/table_change.h"

#include <algorithm>
#include <charconv>

#include "lib/sqlite/schema/ddl_text.h"

namespace migrate::sqlite {

namespace {

using schema::Fact;
using schema::Identity;
using schema::Sides;

int position(const Fact& column) {
  int result = 0;
  const std::string_view text = column.remark("position");
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

bool mentions(const Fact& fact, const Identity& column) {
  return std::find(fact.needs.begin(), fact.needs.end(), column) != fact.needs.end();
}

/// A literal, signed or not: what every row can get without being looked at.
bool is_constant(const DdlText& text) {
  if (text.size() == 0) return false;
  if (text.size() == 2) {
    return (text.is_symbol(0, '-') || text.is_symbol(0, '+')) &&
           text.kind(1) == sql::TokenKind::number;
  }
  return text.size() == 1 && !text.is(0, "current_time") && !text.is(0, "current_date") &&
         !text.is(0, "current_timestamp");
}

class Decision {
 public:
  Decision(const Identity& table, const Sides& sides)
      : table_(table),
        sides_(sides),
        before_(sides.before_parts.of(table)),
        after_(sides.after_parts.of(table)) {}

  TableChange run() {
    const Fact& before = *sides_.before.find(table_);
    const Fact& after = *sides_.after.find(table_);
    if (before.attributes != after.attributes) result_.rebuild = true;
    for (const Fact* column : parts_of_kind(after_, "column")) {
      const Fact* old = sides_.before.find(column->identity);
      if (old == nullptr) {
        result_.added.push_back(column);
      } else if (old->attributes != column->attributes) {
        result_.rebuild = true;
      }
    }
    for (const Fact* column : parts_of_kind(before_, "column")) {
      if (sides_.after.find(column->identity) == nullptr) result_.dropped.push_back(column);
    }
    if (result_.rebuild) return result_;
    result_.rebuild = !constraints_go_along() || (!result_.dropped.empty() && !is_settled()) ||
                      !std::all_of(result_.added.begin(), result_.added.end(),
                                   [this](const Fact* column) { return can_add(*column); }) ||
                      !std::all_of(result_.dropped.begin(), result_.dropped.end(),
                                   [this](const Fact* column) { return can_drop(*column); });
    return result_;
  }

 private:
  /// Whether constraints come and go only with the columns that they are written at.
  [[nodiscard]] bool constraints_go_along() const {
    const auto before = parts_of_kind(before_, "constraint");
    const auto after = parts_of_kind(after_, "constraint");
    return std::all_of(before.begin(), before.end(),
                       [this](const Fact* part) {
                         const Fact* other = sides_.after.find(part->identity);
                         return other ? other->attributes == part->attributes
                                      : is_at_one_of(*part, result_.dropped);
                       }) &&
           std::all_of(after.begin(), after.end(), [this](const Fact* part) {
             return sides_.before.find(part->identity) || is_at_one_of(*part, result_.added);
           });
  }

  static bool is_at_one_of(const Fact& constraint, const std::vector<const Fact*>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const Fact* column) {
      return constraint.remark("column") == column->identity.name[1];
    });
  }

  [[nodiscard]] bool can_add(const Fact& column) const {
    const DdlText value(column.remark("default"));
    const bool has_default = column.has("default");
    if (has_default && !is_constant(value)) return false;
    const bool is_null = !has_default || value.is(0, "null");
    if (column.has("generated")) {
      return !column.has("stored") &&
             std::none_of(result_.added.begin(), result_.added.end(),
                          [&](const Fact* other) { return mentions(column, other->identity); });
    }
    if (column.has("not null") && is_null) return false;
    return std::all_of(after_.begin(), after_.end(), [&](const Fact* part) {
      if (part->remark("column") != column.identity.name[1]) return true;
      const std::string_view type = part->attribute("type");
      return type == "check" || (type == "foreign key" && is_null);
    });
  }

  [[nodiscard]] bool can_drop(const Fact& column) const {
    const bool is_key = std::any_of(before_.begin(), before_.end(), [&](const Fact* part) {
      const std::string_view type = part->attribute("type");
      return part->remark("column") == column.identity.name[1] &&
             (type == "primary key" || type == "unique");
    });
    return !is_key && !is_last_ordinary() &&
           std::none_of(before_.begin(), before_.end(), [&](const Fact* part) {
             return mentions(*part, column.identity) && stays_without(*part, column);
           });
  }

  /// Whether `fact`, of the table before, is there when the column goes.
  [[nodiscard]] bool stays_without(const Fact& fact, const Fact& column) const {
    const bool goes_along =
        fact.identity == column.identity ||
        (fact.identity.kind == "constraint" && fact.remark("column") == column.identity.name[1]);
    return !goes_along && stays(fact);
  }

  [[nodiscard]] bool stays(const Fact& fact) const {
    const Fact* after = sides_.after.find(fact.identity);
    return after != nullptr && after->attributes == fact.attributes;
  }

  /// DROP COLUMN looks into all views and triggers of the database, and fails at the first that
  /// mentions what isn't there: what the plan takes away or makes again around it.
  [[nodiscard]] bool is_settled() const {
    const auto moves = [this](const Identity& mentioned) {
      const Fact* before = sides_.before.find(mentioned);
      const Fact* after = sides_.after.find(mentioned);
      const bool remade =
          mentioned.kind == "view" && before && after && before->attributes != after->attributes;
      return (before && !after) || remade;
    };
    return std::none_of(
        sides_.before.facts.begin(), sides_.before.facts.end(), [&](const auto& entry) {
          const Fact& fact = entry.second;
          const bool looked_into = fact.identity.kind == "view" || fact.identity.kind == "trigger";
          return looked_into && stays(fact) &&
                 std::any_of(fact.prefers.begin(), fact.prefers.end(), moves);
        });
  }

  /// A table must keep a column that isn't generated.
  [[nodiscard]] bool is_last_ordinary() const {
    return std::none_of(before_.begin(), before_.end(), [this](const Fact* part) {
      return part->identity.kind == "column" && !part->has("generated") &&
             sides_.after.find(part->identity) != nullptr;
    });
  }

  const Identity& table_;
  const Sides& sides_;
  const std::vector<const Fact*>& before_;
  const std::vector<const Fact*>& after_;
  TableChange result_;
};

}  // namespace

std::vector<const Fact*> parts_of_kind(const std::vector<const Fact*>& parts,
                                       std::string_view kind) {
  std::vector<const Fact*> result;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(result),
               [&](const Fact* part) { return part->identity.kind == kind; });
  std::stable_sort(result.begin(), result.end(),
                   [](const Fact* a, const Fact* b) { return position(*a) < position(*b); });
  return result;
}

TableChange table_change(const Identity& table, const Sides& sides) {
  return Decision(table, sides).run();
}

}  // namespace migrate::sqlite
