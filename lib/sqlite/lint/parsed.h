// What a statement is about, by its words: its verb, the names in it, and the few clauses that
// rules ask for. Names are in lower case, as SQLite compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/lexer.h"

namespace migrate::sqlite::lint {

/// A name as it stands in a statement.
struct Named {
  std::string name;     ///< lower case; empty: there is none
  std::string spelled;  ///< as its author wrote it, without quotes
  size_t offset = 0;    ///< in the statement
};

struct Parsed {
  enum class Kind {
    other,  ///< SELECT, EXPLAIN, and what could not be read
    create_table,
    create_index,
    create_view,
    create_trigger,
    add_column,
    drop_column,
    rename_column,
    rename_table,
    drop_table,
    drop_index,
    drop_view,
    drop_trigger,
    insert,
    update,
    remove,  ///< DELETE
    pragma,
    attach,  ///< DETACH, too
    vacuum,
    control,  ///< BEGIN, COMMIT, SAVEPOINT …
    upkeep,   ///< ANALYZE, REINDEX
  };
  Kind kind = Kind::other;
  Named target;            ///< the table that it is about; of a PRAGMA, its name
  Named column;            ///< of ALTER TABLE
  Named to;                ///< the new name
  std::string value;       ///< of a PRAGMA, lower case
  std::string resolve;     ///< "replace", "ignore" …: INSERT OR …, REPLACE
  bool all_rows = false;   ///< UPDATE or DELETE that chooses none
  bool chooses = false;    ///< its query leaves rows out: WHERE, JOIN, LIMIT, DISTINCT, GROUP BY
  bool as_select = false;  ///< CREATE TABLE … AS
  /// INSERT INTO a SELECT * FROM b: values go by their position.
  bool by_position = false;
  size_t query = 0;        ///< of such: where the SELECT begins
  bool if_exists = false;  ///< DROP … IF EXISTS
  std::vector<sql::Lexeme> words;

  /// Where the name `name` (lower case) first stands as a token; `otherwise` where it does not.
  [[nodiscard]] size_t find(std::string_view name, size_t otherwise) const;
  [[nodiscard]] bool has_word(std::string_view word) const;
};

[[nodiscard]] Parsed parse(const std::string& statement);

}  // namespace migrate::sqlite::lint
