// Advice about how a table is made, which the schema tells and no single statement does.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/postgresql/lint/scene.h"

namespace migrate::postgresql::lint {

/// Something that a table has, or lacks, as it stands.
struct Flaw {
  const Rule* rule = nullptr;
  std::string object;              ///< tells it from others of the same rule
  std::vector<std::string> words;  ///< one of them stands in the statement that makes it
  std::string message;
  std::string fix = {};
};

/// What the rules say about `table`. What is not known to be so is none.
[[nodiscard]] std::vector<Flaw> flaws_of(const Catalog& catalog, const Table& table);

/// A script's share of the flaws: those that were not there before it and are there after it.
class DesignJudge {
 public:
  /// To be made before the script is carried out on `catalog`, which must live as long.
  DesignJudge(const Catalog& catalog, const Script& script);
  /// To be called after it was: what is new, each at the first statement that names the table and
  /// one of the flaw's words, else at the first that names the table or an index of it.
  [[nodiscard]] std::vector<Hit> hits() const;

 private:
  /// The words of a definition, folded, with their places; of another statement none.
  using Words = std::vector<std::pair<std::string, size_t>>;
  [[nodiscard]] std::vector<std::pair<const Table*, Flaw>> flaws() const;
  /// The statement, and the place in it.
  [[nodiscard]] std::pair<size_t, size_t> place_of(const Table& table, const Flaw& flaw) const;

  const Catalog& catalog_;
  std::vector<Words> statements_;
  std::set<std::string> words_;
  /// The tables of before that the script names, or an index of theirs, and these names.
  std::map<Name, std::vector<std::string>> touched_;
  std::set<std::pair<std::string_view, std::string>> before_;  ///< rule and object
};

/// Whether one of these rules still says what it said of `object`; true for other rules.
[[nodiscard]] bool design_stands(const Catalog& catalog, const Rule& rule,
                                 const std::string& object);

}  // namespace migrate::postgresql::lint
