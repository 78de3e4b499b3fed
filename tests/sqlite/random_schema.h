// Schemas made up by chance, changes to them, and rows that fit before and after.
#pragma once

#include <random>
#include <set>
#include <string>
#include <vector>

namespace migrate::test {

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  /// 0 … sides - 1. The same on every platform.
  size_t roll(size_t sides) { return static_cast<size_t>(engine_() % sides); }
  bool one_in(size_t sides) { return roll(sides) == 0; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[roll(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

struct RandomColumn {
  std::string name;
  bool is_text = true;  ///< what its values are
  std::string type;
  /// What is written behind the type, in any order: " NOT NULL DEFAULT 7", " COLLATE NOCASE".
  bool not_null = false;  ///< always with a default
  std::string default_value;
  std::string collation;
  bool unique = false;
  /// With % for the column, @ for the column behind its table's name; true for every value.
  std::string check;
  std::string on_conflict;
  std::string generated;  ///< with % for the table's id
  std::string parent;     ///< table that it refers to; its values are ids
  std::string on_delete;
  bool deferred = false;
};

struct RandomTable {
  std::string name;
  size_t key = 0;  ///< how the id is written: see random_schema.cc
  bool strict = false;
  bool without_rowid = false;
  std::vector<RandomColumn> columns;
  std::string named_check;  ///< name of a CHECK of the table's own; empty: none
  std::string remark;       ///< a comment inside the statement
};

struct RandomIndex {
  std::string name;
  std::string table;
  std::vector<std::string> columns;
  size_t form = 0;
};

struct RandomView {
  std::string name;
  std::string source;  ///< a table or a view
  std::vector<std::string> columns;
  std::string with;  ///< a table that is joined; may be empty
  bool all = false;  ///< SELECT *, too
};

struct RandomTrigger {
  std::string name;
  std::string on;  ///< a table, or a view
  std::string column;
  std::string target;  ///< a table that its body writes to
  size_t form = 0;
};

struct RandomSchema {
  std::vector<RandomTable> tables;
  std::vector<RandomIndex> indexes;
  std::vector<RandomView> views;
  std::vector<RandomTrigger> triggers;
  size_t names = 0;            ///< given so far
  std::set<std::string> gone;  ///< columns that another one may not follow: its values would stay
};

[[nodiscard]] RandomSchema random_schema(Dice& dice);
/// `schema` with some changes.
[[nodiscard]] RandomSchema mutated(RandomSchema schema, Dice& dice);
/// Its statements, in an order in which they run. Quotes and spaces are by chance.
[[nodiscard]] std::string to_sql(const RandomSchema& schema, Dice& dice);
/// INSERTs of some rows into each table.
[[nodiscard]] std::string rows_of(const RandomSchema& schema, const RandomSchema& after,
                                  Dice& dice);

}  // namespace migrate::test
