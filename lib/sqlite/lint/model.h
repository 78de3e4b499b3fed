// The schema that scripts make, as a database in memory: SQLite itself says what each statement
// reads and writes, and why it refuses one.
//
// Statements that change the schema run there. Others are only prepared: the database has no rows,
// and nothing is computed. Nothing leaves the memory: ATTACH, VACUUM and settings of files are not
// run, extensions are not loaded, sorting stays in memory. Time and size are limited, see model.cc.
//
// What a script uses and nothing has made is imagined: a script may be judged without those below
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/lint/analyzer.h"
#include "lib/sqlite/lint/parsed.h"
#include "lib/sqlite/lint/schema.h"

namespace migrate::sqlite::lint {

/// What a statement itself does to a table: not by way of triggers. Names in lower case.
struct Access {
  enum class Kind { read, insert, update, remove } kind = Kind::read;
  std::string table;
  std::string column;
};

struct Outcome {
  enum class Status {
    done,
    not_run,  ///< it reaches out of the database, or says nothing about the schema
    refused,  ///< SQLite does not take it, whatever the rows are
    unknown,  ///< it asks for something that only a program or the caller knows
  };
  Status status = Status::done;
  std::string message;  ///< SQLite's own; may be empty where it is unknown
  std::optional<size_t> offset;
  std::vector<Access> accesses;
  /// Why SQLite would refuse it where the table has a row; empty: it would not.
  std::string with_row;
  /// A name in double quotes that SQLite takes as a string, for nothing has that name.
  std::string taken_as_string;
};

/// A view that can't be read, or a table whose triggers can't run: no row can be written then.
struct Broken {
  enum class Kind { view, triggers } kind = Kind::view;
  std::string name;
  std::string message;
};

class Model {
 public:
  Model();
  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  using Beginning = migrate::lint::Analyzer::Beginning;
  /// Makes it empty.
  void forget(Beginning beginning);
  /// From here on all there is counts as in use.
  void settle();
  /// Ends what a script has left: its transaction, its settings.
  void end_script();
  [[nodiscard]] Outcome carry_out(const Parsed& parsed, const migrate::lint::Statement& statement);
  [[nodiscard]] const Schema& schema() const;
  [[nodiscard]] std::vector<Broken> broken();
  /// Whether SQLite has a PRAGMA of this name: it takes no notice of others.
  [[nodiscard]] bool knows_pragma(const std::string& name);

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace migrate::sqlite::lint
