#include "lib/schema/filter.h"

#include <algorithm>
#include <set>

#include "lib/base/text.h"

namespace migrate::schema {

namespace {

/// The whole that a pattern is about: {"public", "orders"} matches "orders" at home "public". Where
/// identities don't keep the case of a name, its author's spelling (remark "name") matches, too.
bool ignored(const Fact& fact, const std::vector<std::string>& patterns, const std::string& home) {
  const std::vector<std::string>& name = fact.identity.name;
  if (fact.part_of || name.empty()) return false;
  const std::string dotted = join(name, ".");
  const bool at_home = name.size() > 1 && name[0] == home;
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches(dotted, pattern) || matches(fact.remark("name"), pattern) ||
           (at_home && matches(name[1], pattern));
  });
}

}  // namespace

bool matches(std::string_view name, std::string_view pattern) {
  // The last star takes as little as it can; when the rest doesn't fit, one character more.
  size_t at = 0;
  size_t place = 0;
  size_t star = std::string_view::npos;
  size_t taken = 0;
  while (at < name.size()) {
    if (place < pattern.size() && pattern[place] == '*') {
      star = place++;
      taken = at;
    } else if (place < pattern.size() && (pattern[place] == '?' || pattern[place] == name[at])) {
      ++place;
      ++at;
    } else if (star != std::string_view::npos) {
      place = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  while (place < pattern.size() && pattern[place] == '*') ++place;
  return place == pattern.size();
}

const std::vector<std::string>& bookkeeping_tables() {
  // Ours, Alembic, Flyway, Liquibase, golang-migrate and dbmate and Rails, Rails, Django, Prisma,
  // Knex, TypeORM, Diesel, goose, sqlx, Atlas, EF Core, Phinx, refinery.
  static const std::vector<std::string> names = {"migrate_meta",
                                                 "migrate_revision",
                                                 "migrate_script",
                                                 "migrate_event",
                                                 "migrate_lock",
                                                 "alembic_version",
                                                 "flyway_schema_history",
                                                 "databasechangelog",
                                                 "databasechangeloglock",
                                                 "schema_migrations",
                                                 "ar_internal_metadata",
                                                 "django_migrations",
                                                 "_prisma_migrations",
                                                 "knex_migrations",
                                                 "knex_migrations_lock",
                                                 "typeorm_metadata",
                                                 "__diesel_schema_migrations",
                                                 "goose_db_version",
                                                 "_sqlx_migrations",
                                                 "atlas_schema_revisions",
                                                 "__EFMigrationsHistory",
                                                 "phinxlog",
                                                 "refinery_schema_history"};
  return names;
}

Catalog filtered(Catalog catalog, const Filter& filter) {
  std::set<std::string> own_names;
  for (const std::string& name : bookkeeping_tables()) own_names.insert(to_lower(name));
  std::set<Identity> gone;
  for (const auto& [identity, fact] : catalog.facts) {
    const Fact& whole = outermost(catalog, fact);
    const std::vector<std::string>& name = whole.identity.name;
    const bool own = !name.empty() && own_names.contains(to_lower(name.back()));
    if (own || ignored(whole, filter.ignore, catalog.home)) gone.insert(identity);
  }
  for (const Identity& identity : gone) catalog.facts.erase(identity);
  for (auto& [identity, fact] : catalog.facts) {
    for (const std::string& attribute : filter.without) {
      fact.attributes.erase(attribute);
      fact.remarks.erase(attribute);
    }
  }
  return catalog;
}

}  // namespace migrate::schema
