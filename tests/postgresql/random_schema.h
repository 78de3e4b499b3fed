// Schemas made up at random, and changed at random, for tests that hold for any two of them.
#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace migrate::test {

class RandomSchema {
 public:
  explicit RandomSchema(unsigned seed);

  /// Makes a handful of changes.
  void mutate();
  /// Statements that make it. What refers to something that isn't there is left out.
  [[nodiscard]] std::vector<std::string> statements() const;
  /// Statements that put a row into each table; its values fit any type that a mutation gives.
  [[nodiscard]] std::vector<std::string> rows() const;

 private:
  struct Column {
    std::string type;
    bool not_null = false;
    std::string default_value = {};
    bool checked = false;
    bool unique = false;
    bool indexed = false;
    std::string comment = {};
    std::string references = {};  ///< a table's name; the type is integer then
  };
  struct Table {
    std::map<std::string, Column> columns;
    std::string key = "integer";  ///< how the column id is made
    std::string options = {};
    bool partitioned = false;
    std::set<int> partitions = {};
    std::set<int> with_own_default =
        {};  ///< partitions whose first column has a default of its own
  };
  struct Sequence {
    int increment = 1;
    int minimum = 1;
    int maximum = 1000;
    bool cycles = false;
  };
  struct View {
    std::string table;
    int columns = 1;
    bool barrier = false;
  };

  [[nodiscard]] int below(int limit) {
    return std::uniform_int_distribution<>(0, limit - 1)(random_);
  }
  [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
  [[nodiscard]] std::string some_type();
  [[nodiscard]] Column some_column();
  [[nodiscard]] Table some_table();
  void mutate_once();
  void mutate_table(Table& table);
  void mutate_column(Column& column);
  void mutate_view();

  [[nodiscard]] std::string table_text(const std::string& name, const Table& table) const;
  void add_references(const std::string& name, const Table& table,
                      std::vector<std::string>& out) const;
  void add_view(const std::string& name, const View& view, std::vector<std::string>& out) const;

  std::mt19937 random_;
  std::map<std::string, Table> tables_;
  std::map<std::string, Sequence> sequences_;
  std::map<std::string, View> views_;
};

}  // namespace migrate::test
