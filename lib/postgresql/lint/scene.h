// What a rule is given: a statement, what surrounds it, and what the schema is before it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/lint/analyzer.h"
#include "lib/postgresql/lint/catalog.h"
#include "lib/postgresql/lint/tree.h"

namespace migrate::postgresql::lint {

using migrate::lint::Hit;
using migrate::lint::Rule;
using migrate::lint::rule_named;
using migrate::lint::Script;
using migrate::lint::Tag;
using migrate::lint::Work;

/// The statements of a script as trees; null where one could not be read.
using Trees = std::vector<Tree>;

/// Where in the statement something stands, what it is about, and what to do instead.
struct Place {
  size_t offset = 0;
  std::string object = {};
  std::string fix = {};
  std::string lock = {};
  std::string loser = {};  ///< see Hit
};

class Scene {
 public:
  Scene(const Catalog& catalog_before, const Script& whole, const Trees& all, size_t index,
        const std::string& judged, const Tree& node, std::vector<Hit>& out)
      : catalog(catalog_before),
        script(whole),
        trees(all),
        statement(index),
        kind(kind_of(node)),
        body(body_of(node)),
        text_(judged),
        hits_(out) {}

  const Catalog& catalog;
  const Script& script;
  const Trees& trees;
  size_t statement;
  std::string_view kind;
  const Tree& body;

  void hit(const Rule& rule, std::string message, Place place);
  /// What is judged: the statement, or in a block one of those inside it.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where the name `word` first stands as a token at or behind `from`; `from` where it does not.
  [[nodiscard]] size_t find(std::string_view word, size_t from = 0) const;
  /// Whether a statement behind this one (or before it) is such.
  using Test = std::function<bool(std::string_view kind, const Tree& body)>;
  [[nodiscard]] bool later(const Test& test) const;
  [[nodiscard]] bool earlier(const Test& test) const;
  /// The same for those that run in one transaction with it.
  [[nodiscard]] bool earlier_in_transaction(const Test& test) const;
  /// Whether the script makes a materialized view of that name behind this statement.
  [[nodiscard]] bool makes_view_later(const Name& name) const;
  /// The same name in the catalog's eyes.
  [[nodiscard]] bool same(const Name& a, const Name& b) const {
    return catalog.resolve(a) == catalog.resolve(b);
  }

 private:
  const std::string& text_;
  std::vector<Hit>& hits_;
};

/// A command of ALTER TABLE on a table that may be in use.
struct Command {
  Name table;
  std::string subtype;  ///< "AT_DropColumn"
  std::string name;     ///< of the column or constraint; may be empty
  const Tree& body;     ///< of the AlterTableCmd
  size_t offset;        ///< of the name, or where the table stands
};
/// Calls `act` for every command of the statement, when it is an ALTER TABLE on a table in use.
void each_command(const Scene& scene, const std::function<void(const Command&)>& act);

/// "ALTER TABLE orders ": how fixes begin.
[[nodiscard]] std::string alter(const Name& table);

/// Rules that belong together: their data, and what finds them.
struct Family {
  std::span<const Rule> rules;
  void (*judge)(Scene& scene);
};
/// All of them, in the order of the documentation.
[[nodiscard]] std::span<const Family> families();

[[nodiscard]] Family destructive_rules();
[[nodiscard]] Family add_column_rules();
[[nodiscard]] Family alter_column_rules();
[[nodiscard]] Family constraint_rules();
[[nodiscard]] Family storage_rules();
[[nodiscard]] Family index_rules();
[[nodiscard]] Family transaction_rules();
/// For EXECUTE in a DO block, whose text is not known.
[[nodiscard]] const Rule& dynamic_sql_rule();
[[nodiscard]] Family compatibility_rules();
[[nodiscard]] Family refused_rules();
[[nodiscard]] Family naming_rules();
[[nodiscard]] Family rights_rules();
[[nodiscard]] Family table_design_rules();
[[nodiscard]] Family column_design_rules();

}  // namespace migrate::postgresql::lint
