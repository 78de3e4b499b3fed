#include "lib/sqlite/schema/rebuild.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "lib/base/text.h"
#include "lib/sqlite/schema/names.h"
#include "lib/sqlite/schema/table_change.h"
#include "lib/sqlite/schema/write_table.h"

namespace migrate::sqlite {

namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;
using schema::Sides;

using Facts = std::vector<const Fact*>;

bool has_name(const Catalog& catalog, const std::string& name) {
  static constexpr std::array kKinds = {"table", "view", "virtual table", "index"};
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const char* kind) {
    return catalog.find({kind, {to_lower(name)}}) != nullptr;
  });
}

std::string free_name(const std::string& table, const Sides& sides) {
  std::string name = table + "_new";
  for (int number = 2; has_name(sides.before, name) || has_name(sides.after, name); ++number) {
    name = table + "_new" + std::to_string(number);
  }
  return name;
}

const Fact* column_named(const Facts& columns, std::string_view name) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Fact* column) {
    return column->identity.name[1] == name;
  });
  return found == columns.end() ? nullptr : *found;
}

/// The column that is the table's rowid; null where there is none.
const Fact* rowid_column(const Facts& columns, const Facts& parts) {
  for (const Fact* part : parts) {
    const Fact* column = column_named(columns, part->remark("rowid"));
    if (column != nullptr && column->attribute("type") == "integer") return column;
  }
  return nullptr;
}

/// A name of the rowid that no column has taken.
std::optional<std::string> rowid_name(const Facts& before, const Facts& after) {
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (column_named(before, name) == nullptr && column_named(after, name) == nullptr) return name;
  }
  return std::nullopt;
}

class Rebuild {
 public:
  Rebuild(const Identity& table, const Sides& sides)
      : before_(*sides.before.find(table)),
        after_(*sides.after.find(table)),
        parts_(sides.after_parts.of(table)),
        old_columns_(parts_of_kind(sides.before_parts.of(table), "column")),
        new_columns_(parts_of_kind(parts_, "column")),
        old_name_(identifier(spelled(before_))),
        new_table_(free_name(spelled(after_), sides)) {}

  std::vector<schema::Statement> run() {
    add(create_table(after_, new_table_, parts_));
    add(copy());
    if (before_.has("autoincrement") && after_.has("autoincrement")) keep_sequence();
    add("DROP TABLE " + old_name_);
    add("PRAGMA legacy_alter_table = ON");
    add("ALTER TABLE " + identifier(new_table_) + " RENAME TO " + identifier(spelled(after_)));
    add("PRAGMA legacy_alter_table = OFF");
    return std::move(statements_);
  }

 private:
  void add(std::string text) {
    schema::Statement statement;
    statement.text = std::move(text);
    statement.header = "foreign-keys: off";
    statements_.push_back(std::move(statement));
  }

  std::string copy() {
    std::vector<std::string> targets;
    std::vector<std::string> values;
    copy_rowid(targets, values);
    for (const Fact* column : new_columns_) {
      const Fact* old = column_named(old_columns_, column->identity.name[1]);
      if (old == nullptr || column->has("generated")) continue;
      targets.push_back(identifier(spelled(*column)));
      values.push_back(value(*column, *old));
    }
    if (targets.empty()) {
      // Nothing is left of the rows: the key of a table without rowids can't be made up. This
      // fails where there are rows.
      targets.push_back(identifier(spelled(*new_columns_.front())));
      values.emplace_back("NULL");
    }
    return "INSERT " + std::string(resolves_conflicts() ? "OR ABORT " : "") + "INTO " +
           identifier(new_table_) + " (" + join(targets, ", ") + ")\nSELECT " + join(values, ", ") +
           "\n  FROM " + old_name_;
  }

  /// Rows keep their rowids, which other things (FTS tables, applications) may refer to.
  void copy_rowid(std::vector<std::string>& targets, std::vector<std::string>& values) const {
    if (before_.has("without rowid") || after_.has("without rowid")) return;
    const Fact* alias = rowid_column(new_columns_, parts_);
    if (alias != nullptr && column_named(old_columns_, alias->identity.name[1])) return;
    const auto name = rowid_name(old_columns_, new_columns_);
    if (!name) return;
    targets.push_back(*name);
    values.push_back(*name);
  }

  static std::string value(const Fact& column, const Fact& old) {
    std::string name = identifier(spelled(old));
    const std::string_view fallback = column.remark("default");
    const bool tightened = column.has("not null") && !old.has("not null");
    if (!tightened || fallback.empty() || to_lower(fallback) == "null") return name;
    return "coalesce(" + name + ", " + std::string(fallback) + ")";
  }

  /// ON CONFLICT IGNORE or REPLACE in the table would drop rows without a word.
  [[nodiscard]] bool resolves_conflicts() const {
    return std::any_of(parts_.begin(), parts_.end(), [](const Fact* part) {
      return part->attribute("not null").find("on conflict") != std::string_view::npos ||
             part->attribute("definition").find("on conflict") != std::string_view::npos;
    });
  }

  void keep_sequence() {
    const std::string new_name = literal(new_table_);
    add("DELETE FROM sqlite_sequence WHERE name = " + new_name);
    add("INSERT INTO sqlite_sequence (name, seq)\nSELECT " + new_name +
        ", seq\n  FROM sqlite_sequence\n WHERE name = " + literal(spelled(before_)));
  }

  const Fact& before_;
  const Fact& after_;
  const Facts& parts_;
  const Facts old_columns_;
  const Facts new_columns_;
  const std::string old_name_;
  const std::string new_table_;
  std::vector<schema::Statement> statements_;
};

}  // namespace

std::vector<schema::Statement> rebuild(const Identity& table, const Sides& sides) {
  return Rebuild(table, sides).run();
}

}  // namespace migrate::sqlite
