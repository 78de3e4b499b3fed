// PostgreSQL's side of the planner's questions, answered by the table of kinds.
#pragma once

#include "lib/schema/rules.h"

namespace migrate::postgresql {

class PostgresqlRules final : public schema::Rules {
 public:
  [[nodiscard]] int rank(const schema::Identity& identity) const override;
  [[nodiscard]] bool always_there(const schema::Identity& identity) const override {
    return identity == schema::Identity{"schema", {"public"}};
  }
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
  [[nodiscard]] std::vector<schema::Named> named(const schema::Fact& fact) const override;
  [[nodiscard]] std::optional<schema::Renaming> rename(const schema::Named& before,
                                                       const schema::Named& after,
                                                       const std::string& home) const override;
};

}  // namespace migrate::postgresql
