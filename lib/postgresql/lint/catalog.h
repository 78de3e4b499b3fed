// What scripts have made so far, as far as the rules ask for it: a model of the schema that needs
// no database. What it does not know it takes to be there, in use, and of unknown shape.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/postgresql/lint/tree.h"

namespace migrate::postgresql::lint {

struct Column {
  std::string name;
  Type type;
  bool not_null = false;
  bool has_default = false;
  bool fills_itself = false;  ///< identity, serial, generated
  std::string collation = {};
  bool fresh = false;  ///< added since settle()
};

struct Constraint {
  enum class Kind { check, primary, unique, foreign, exclusion };
  std::string name;
  Kind kind = Kind::check;
  std::vector<std::string> columns;
  bool validated = true;
  Name parent = {};  ///< of a foreign key
  /// The parent's columns, in the order of `columns`; empty: its primary key.
  std::vector<std::string> refers = {};
  /// Columns that a CHECK proves to be not null.
  std::vector<std::string> proves = {};
};

/// What an index orders rows by.
struct IndexKey {
  std::string column;   ///< empty: an expression
  std::string options;  ///< its order, operator class and collation, where they are written
  friend bool operator==(const IndexKey&, const IndexKey&) = default;
};

struct Index {
  Name name;
  std::vector<std::string> columns;  ///< all that it reads
  bool unique = false;
  std::string method = "btree";
  std::vector<IndexKey> keys = {};
  bool partial = false;
};

struct Table {
  Name name;
  enum class Kind { table, materialized_view } kind = Kind::table;
  bool fresh = false;      ///< made since settle()
  bool populated = false;  ///< has got rows since it was made, beyond a list of VALUES
  bool emptied = false;    ///< truncated by this script, and nothing was put into it since
  bool temporary = false;
  bool partitioned = false;
  bool has_default_partition = false;
  Name partition_of = {};
  bool row_security = false;
  std::set<std::string> policies = {};
  bool whole = true;  ///< all its columns are known; false, too, where it was made out of sight
  std::vector<Column> columns = {};
  std::vector<Constraint> constraints = {};
  std::vector<Index> indexes = {};

  [[nodiscard]] const Column* column(std::string_view wanted) const;
  [[nodiscard]] Column* column(std::string_view wanted);
  [[nodiscard]] const Constraint* constraint(std::string_view wanted) const;
  [[nodiscard]] bool indexed(std::string_view wanted) const;
};

struct View {
  Name name;
  std::vector<Name> reads;
  std::set<std::string> columns;  ///< names of columns that it mentions; "*": all
  bool fresh = false;
};

struct Domain {
  Name name;
  bool constrained = false;
  bool fresh = false;
};

struct Enum {
  Name name;
  bool fresh = false;
};

class Catalog {
 public:
  /// `name` with its schema: the one that is written, or the first of the search path.
  [[nodiscard]] Name resolve(const Name& name) const;
  void set_search_path(const std::vector<std::string>& schemas);

  [[nodiscard]] const Table* table(const Name& name) const;
  [[nodiscard]] Table* table(const Name& name);
  /// The table that has the index called `name`; and the index.
  [[nodiscard]] const Table* table_of_index(const Name& name) const;
  [[nodiscard]] const Index* index(const Name& name) const;
  [[nodiscard]] const Domain* domain(const Name& name) const;
  [[nodiscard]] const Enum* enumeration(const Name& name) const;
  [[nodiscard]] const std::map<Name, Table>& tables() const { return tables_; }
  [[nodiscard]] const std::map<Name, View>& views() const { return views_; }
  /// Functions that scripts made and that are volatile, by their names alone.
  [[nodiscard]] const std::set<std::string>& volatile_functions() const { return volatile_; }

  /// Functions that scripts made and that are not immutable, by their names alone.
  [[nodiscard]] const std::set<std::string>& changing_functions() const { return changing_; }

  /// Whether other sessions may be at the table, and its size matters: it is not known to be new or
  /// temporary.
  [[nodiscard]] bool in_use(const Name& name) const;

  /// The same, and it may have rows: the script has not truncated it.
  [[nodiscard]] bool has_rows(const Name& name) const;

  /// Carries a statement out. What it does not know it leaves alone.
  void apply(const Tree& statement);
  /// What was made so far is old from here on.
  void settle();
  /// The same for tables that have got rows: between scripts that arrive together. What was emptied
  /// may have rows again.
  void settle_populated();

 private:
  friend class Replay;
  std::string schema_ = "public";
  std::map<Name, Table> tables_;
  std::map<Name, View> views_;
  std::map<Name, Domain> domains_;
  std::map<Name, Enum> enums_;
  std::set<std::string> volatile_;
  std::set<std::string> changing_;
};

}  // namespace migrate::postgresql::lint
