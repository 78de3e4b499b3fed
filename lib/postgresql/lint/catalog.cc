#include "lib/postgresql/lint/catalog.h"

#include <algorithm>

namespace migrate::postgresql::lint {
namespace {

template <typename Thing>
const Thing* find(const std::map<Name, Thing>& things, const Name& name) {
  const auto found = things.find(name);
  return found == things.end() ? nullptr : &found->second;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const Column* Table::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& column) { return column.name == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

Column* Table::column(std::string_view wanted) {
  return const_cast<Column*>(std::as_const(*this).column(wanted));
}

const Constraint* Table::constraint(std::string_view wanted) const {
  const auto found = std::find_if(constraints.begin(), constraints.end(),
                                  [&](const Constraint& known) { return known.name == wanted; });
  return found == constraints.end() ? nullptr : &*found;
}

bool Table::indexed(std::string_view wanted) const {
  return std::any_of(indexes.begin(), indexes.end(),
                     [&](const Index& index) { return has(index.columns, wanted); });
}

Name Catalog::resolve(const Name& name) const {
  return name.schema.empty() ? Name{schema_, name.name} : name;
}

void Catalog::set_search_path(const std::vector<std::string>& schemas) {
  for (const std::string& schema : schemas) {
    if (schema == "$user" || schema == "pg_catalog" || schema.empty()) continue;
    schema_ = schema;
    return;
  }
  schema_ = "public";
}

const Table* Catalog::table(const Name& name) const { return find(tables_, resolve(name)); }

Table* Catalog::table(const Name& name) {
  return const_cast<Table*>(std::as_const(*this).table(name));
}

const Table* Catalog::table_of_index(const Name& name) const {
  const Name wanted = resolve(name);
  for (const auto& [key, table] : tables_) {
    for (const Index& index : table.indexes) {
      if (index.name == wanted) return &table;
    }
  }
  return nullptr;
}

const Index* Catalog::index(const Name& name) const {
  const Name wanted = resolve(name);
  const Table* table = table_of_index(name);
  if (table == nullptr) return nullptr;
  return &*std::find_if(table->indexes.begin(), table->indexes.end(),
                        [&](const Index& index) { return index.name == wanted; });
}

const Domain* Catalog::domain(const Name& name) const { return find(domains_, resolve(name)); }

const Enum* Catalog::enumeration(const Name& name) const { return find(enums_, resolve(name)); }

bool Catalog::in_use(const Name& name) const {
  const Table* known = table(name);
  return known == nullptr || (!known->fresh && !known->temporary);
}

bool Catalog::has_rows(const Name& name) const {
  const Table* known = table(name);
  return in_use(name) && (known == nullptr || !known->emptied);
}

void Catalog::settle() {
  for (auto& [name, table] : tables_) {
    table.fresh = false;
    table.emptied = false;
    for (Column& column : table.columns) column.fresh = false;
  }
  for (auto& [name, view] : views_) view.fresh = false;
  for (auto& [name, domain] : domains_) domain.fresh = false;
  for (auto& [name, known] : enums_) known.fresh = false;
}

void Catalog::settle_populated() {
  for (auto& [name, table] : tables_) {
    if (table.populated) table.fresh = false;
    table.emptied = false;
  }
}

}  // namespace migrate::postgresql::lint
