#include "lib/report/schema_picture.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "lib/base/json.h"

namespace migrate::report {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

constexpr std::string_view kTable = "table";
constexpr std::string_view kColumn = "column";

std::string shown_name(const Fact& fact) {
  const std::string_view written = fact.remark("name");
  return std::string(written.empty() ? std::string_view(fact.identity.name.back()) : written);
}

/// "orders", or "audit.orders" outside the home schema.
std::string table_name(const Catalog& catalog, const Fact& table) {
  const std::vector<std::string>& name = table.identity.name;
  if (name.size() < 2 || name[0] == catalog.home) return shown_name(table);
  return name[0] + "." + shown_name(table);
}

int position(const Fact& column) {
  int number = 0;
  for (const char c : column.remark("position")) number = number * 10 + (c - '0');
  return number;
}

/// An attribute of the column, or one that it has from its parent; a clause of SQLite's text.
bool says_not_null(const Fact& column) {
  return column.has("not_null") || column.has("not null") || !column.remark("not_null").empty();
}

std::vector<const Fact*> columns_of(const schema::Parts& parts, const Identity& table) {
  std::vector<const Fact*> columns;
  for (const Fact* part : parts.of(table)) {
    if (part->identity.kind == kColumn) columns.push_back(part);
  }
  std::stable_sort(columns.begin(), columns.end(), [](const Fact* left, const Fact* right) {
    return position(*left) < position(*right);
  });
  return columns;
}

/// What a constraint stands on, however firmly.
std::vector<Identity> mentioned(const Fact& constraint) {
  std::vector<Identity> all = constraint.needs;
  all.insert(all.end(), constraint.prefers.begin(), constraint.prefers.end());
  return all;
}

class Painter {
 public:
  explicit Painter(const Catalog& catalog) : catalog_(catalog), parts_(catalog) {}

  SchemaPicture run() {
    for (const auto& [identity, fact] : catalog_.facts) {
      if (identity.kind == kTable) add_table(fact);
    }
    for (const auto& [identity, place] : places_) {
      for (const Fact* part : parts_.of(identity)) add_constraint(*part, place);
    }
    return std::move(picture_);
  }

 private:
  void add_table(const Fact& fact) {
    PictureTable table;
    table.name = table_name(catalog_, fact);
    for (const Fact* column : columns_of(parts_, fact.identity)) {
      PictureColumn shown;
      shown.name = shown_name(*column);
      shown.type = column->has("type") ? column->attribute("type") : column->remark("type");
      shown.not_null = says_not_null(*column);
      columns_[column->identity] = table.columns.size();
      table.columns.push_back(std::move(shown));
    }
    places_[fact.identity] = picture_.tables.size();
    picture_.tables.push_back(std::move(table));
  }

  void add_constraint(const Fact& fact, size_t place) {
    const std::string_view type = fact.attribute("type");
    if (type == "primary key") {
      for (const size_t column : own_columns(fact)) {
        picture_.tables[place].columns[column].key = true;
      }
    }
    if (type == "foreign key") add_link(fact, place);
  }

  void add_link(const Fact& fact, size_t place) {
    PictureLink link;
    link.from = place;
    link.to = referenced(fact).value_or(place);
    const std::set<size_t> columns = own_columns(fact);
    if (!columns.empty()) link.column = *columns.begin();
    for (const size_t column : columns) {
      PictureColumn& shown = picture_.tables[place].columns[column];
      shown.reference = true;
      if (!shown.not_null) link.optional = true;
    }
    picture_.links.push_back(link);
  }

  /// Those that a key consists of.
  [[nodiscard]] std::set<size_t> own_columns(const Fact& fact) const {
    std::set<size_t> result;
    for (const std::string& name : json::parse_texts(fact.remark("columns"))) {
      Identity identity{std::string(kColumn), fact.part_of->name};
      identity.name.push_back(name);
      if (const auto found = columns_.find(identity); found != columns_.end()) {
        result.insert(found->second);
      }
    }
    return result;
  }

  /// Another table that the constraint stands on.
  [[nodiscard]] std::optional<size_t> referenced(const Fact& fact) const {
    for (const Identity& identity : mentioned(fact)) {
      const Fact* known = catalog_.find(identity);
      if (known == nullptr) continue;
      const Identity& table = known->part_of ? *known->part_of : identity;
      const auto found = places_.find(table);
      if (found != places_.end() && table != fact.part_of) return found->second;
    }
    return std::nullopt;
  }

  const Catalog& catalog_;
  const schema::Parts parts_;
  SchemaPicture picture_;
  std::map<Identity, size_t> places_;
  std::map<Identity, size_t> columns_;  ///< within their tables
};

}  // namespace

SchemaPicture schema_picture(const Catalog& catalog) { return Painter(catalog).run(); }

Mark mark_of(const schema::Change& change) {
  if (change.before == nullptr) return Mark::added;
  return change.after == nullptr ? Mark::removed : Mark::changed;
}

void mark(SchemaPicture& picture, const Catalog& catalog,
          const std::vector<schema::Change>& changes) {
  std::map<std::string, PictureTable*> tables;
  for (PictureTable& table : picture.tables) tables[table.name] = &table;
  const auto touched = [&](const Fact& fact) -> PictureTable* {
    const Fact& whole = schema::outermost(catalog, fact);
    if (whole.identity.kind != kTable) return nullptr;
    const auto found = tables.find(table_name(catalog, whole));
    return found == tables.end() ? nullptr : found->second;
  };
  for (const schema::Change& change : changes) {
    const Fact* fact = catalog.find(change.identity());
    if (fact == nullptr) continue;
    PictureTable* table = touched(*fact);
    if (table == nullptr) continue;
    if (fact->identity.kind == kTable) {
      table->mark = mark_of(change);
      continue;
    }
    if (table->mark == Mark::none) table->mark = Mark::changed;
    for (PictureColumn& column : table->columns) {
      if (fact->identity.kind == kColumn && column.name == shown_name(*fact)) {
        column.mark = mark_of(change);
      }
    }
  }
}

}  // namespace migrate::report
