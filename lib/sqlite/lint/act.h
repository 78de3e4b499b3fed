// A script that was carried out on the model, step by step: what rules are given.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/lint/analyzer.h"
#include "lib/sqlite/lint/model.h"
#include "lib/sqlite/lint/parsed.h"
#include "lib/sqlite/lint/schema.h"

namespace migrate::sqlite::lint {

using migrate::lint::Hit;
using migrate::lint::Rule;
using migrate::lint::rule_named;
using migrate::lint::Script;
using migrate::lint::Tag;

struct Step {
  Parsed parsed;
  Outcome outcome;
  std::shared_ptr<const Schema> before;
  std::shared_ptr<const Schema> after;
  bool unknown_pragma = false;
};

struct Act {
  const Script& script;
  std::vector<Step> steps;
  std::shared_ptr<const Schema> first;  ///< before the script
  std::shared_ptr<const Schema> last;   ///< after it
  /// What it leaves broken and has not found so.
  std::vector<Broken> broken = {};

  /// Whether the table that is called `name` when step `step` begins has the name `original` at
  /// the script's beginning: "" for one that the script makes.
  [[nodiscard]] std::string original_name(const std::string& name, size_t step) const;
};

/// Where in the statement something stands, what it is about, and what to do instead.
struct Place {
  size_t offset = 0;
  std::string object = {};
  std::string fix = {};
  std::string lock = {};
};

/// What rules found in a script.
class Findings {
 public:
  explicit Findings(std::vector<Hit>& out) : out_(out) {}
  void add(const Rule& rule, size_t step, std::string message, Place place);

 private:
  std::vector<Hit>& out_;
};

/// Rules that belong together: their data, and what finds them.
struct Family {
  std::span<const Rule> rules;
  void (*judge)(const Act& act, Findings& findings);
};
/// All of them, in the order of the documentation.
[[nodiscard]] std::span<const Family> families();

[[nodiscard]] Family loss_rules();
[[nodiscard]] Family rebuild_rules();
[[nodiscard]] Family add_column_rules();
[[nodiscard]] Family rename_rules();
[[nodiscard]] Family reference_rules();
[[nodiscard]] Family statement_rules();
[[nodiscard]] Family session_rules();

/// "orders.note", "order lines"."n o": as SQL writes it.
[[nodiscard]] std::string column_sql(const std::string& table, const std::string& column);

}  // namespace migrate::sqlite::lint
