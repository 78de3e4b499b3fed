// What the rules know about each kind of fact: one row per kind, its functions in the file of the
// kind's name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/schema/rules.h"

namespace migrate::postgresql {

using schema::Change;
using schema::Fact;
using schema::Identity;
using schema::Sides;
using schema::Statement;
using schema::Treatment;

/// Two facts in one name space can't have one name.
enum class NameSpace { own, relations, types, routines };

struct KindRules {
  const char* kind;
  /// Made in this order, dropped in the opposite one, where nothing else says.
  int rank;
  NameSpace name_space = NameSpace::own;
  /// Whether it is written inside the statement that makes its whole.
  bool (*folds)(const Fact& part) = nullptr;  ///< null: never
  std::vector<Statement> (*create)(const Fact& fact, const std::vector<const Fact*>& parts,
                                   const Sides& sides) = nullptr;
  std::vector<Statement> (*drop)(const Fact& fact, const Sides& sides) = nullptr;
  /// Null: any change replaces.
  std::vector<Statement> (*alter)(const Change& change, const Sides& sides) = nullptr;
  /// Null: in place, or replaced where there is no `alter`.
  Treatment (*treatment)(const Change& change, const Sides& sides) = nullptr;
  /// Whether a fact of another kind that needs the altered one must be away; null: never.
  bool (*in_the_way)(const Fact& dependent, const Change& change, const Sides& sides) = nullptr;
  /// Null: nothing is lost.
  std::optional<std::string> (*loss)(const Change& change, const Sides& sides) = nullptr;
};

// In the order of their ranks.
[[nodiscard]] KindRules schema_rules();
[[nodiscard]] KindRules extension_rules();
[[nodiscard]] KindRules enum_rules();
[[nodiscard]] KindRules domain_rules();
[[nodiscard]] KindRules domain_constraint_rules();
[[nodiscard]] KindRules composite_type_rules();
[[nodiscard]] KindRules attribute_rules();
[[nodiscard]] KindRules range_rules();
[[nodiscard]] KindRules table_rules();
[[nodiscard]] KindRules sequence_rules();
[[nodiscard]] KindRules column_rules();
[[nodiscard]] KindRules default_rules();
[[nodiscard]] KindRules constraint_rules();
[[nodiscard]] KindRules inheritance_rules();
[[nodiscard]] KindRules index_rules();
[[nodiscard]] KindRules function_rules();
[[nodiscard]] KindRules procedure_rules();
[[nodiscard]] KindRules aggregate_rules();
[[nodiscard]] KindRules view_rules();
[[nodiscard]] KindRules materialized_view_rules();
[[nodiscard]] KindRules view_column_rules();
[[nodiscard]] KindRules trigger_rules();
[[nodiscard]] KindRules rule_rules();
[[nodiscard]] KindRules policy_rules();
[[nodiscard]] KindRules event_trigger_rules();
[[nodiscard]] KindRules foreign_data_wrapper_rules();
[[nodiscard]] KindRules foreign_server_rules();
[[nodiscard]] KindRules user_mapping_rules();
[[nodiscard]] KindRules default_privileges_rules();
[[nodiscard]] KindRules publication_rules();
[[nodiscard]] KindRules subscription_rules();
/// Kinds that are treated alike, of several ranks.
[[nodiscard]] std::vector<KindRules> plain_rules();

/// The rules of `kind`, which must be one of them.
[[nodiscard]] const KindRules& rules_of(const std::string& kind);

}  // namespace migrate::postgresql
