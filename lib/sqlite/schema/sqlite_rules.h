// What SQLite knows about getting from one schema to another.
#pragma once

#include "lib/schema/rules.h"

namespace migrate::sqlite {

/// Kinds and attributes: introspect.h. All changes inside a table are carried out with the table:
/// by ALTER TABLE where that suffices, else by a rebuild, after which its indexes and triggers are
/// made again. Views and triggers of other tables may stay: SQLite looks into them when they are
/// used. A changed index, view or trigger is dropped and made again.
class SqliteRules final : public schema::Rules {
 public:
  [[nodiscard]] std::string objection(schema::Style::Locks locks) const override;
  [[nodiscard]] int rank(const schema::Identity& identity) const override;
  [[nodiscard]] std::string name_key(const schema::Identity& identity) const override;
  [[nodiscard]] schema::Treatment treatment(const schema::Change& change,
                                            const schema::Sides& sides) const override;
  [[nodiscard]] bool in_the_way(const schema::Fact& dependent, const schema::Change& change,
                                const schema::Sides& sides) const override;
  [[nodiscard]] bool folds(const schema::Fact& part) const override;
  [[nodiscard]] std::optional<std::string> loss(const schema::Change& change,
                                                const schema::Sides& sides) const override;
  [[nodiscard]] std::vector<schema::Statement> create(const schema::Fact& fact,
                                                      const std::vector<const schema::Fact*>& parts,
                                                      const schema::Sides& sides) const override;
  [[nodiscard]] std::vector<schema::Statement> drop(const schema::Fact& fact,
                                                    const schema::Sides& sides) const override;
  [[nodiscard]] std::vector<schema::Statement> alter(const schema::Change& change,
                                                     const std::vector<schema::Change>& of_parts,
                                                     const schema::Sides& sides) const override;
  /// Tables and columns; SQLite can't rename anything else.
  [[nodiscard]] std::optional<schema::Renaming> rename(const schema::Named& before,
                                                       const schema::Named& after,
                                                       const std::string& home) const override;
};

}  // namespace migrate::sqlite
