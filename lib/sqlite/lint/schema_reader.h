// The schema of the database in memory as a value.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "lib/sqlite/lint/database.h"
#include "lib/sqlite/lint/schema.h"

namespace migrate::sqlite::lint {

/// Reads only what has changed since it was last asked.
class SchemaReader {
 public:
  /// Sets tables, triggers and views of `schema` as they are now; the rest it leaves.
  void read(SafeDatabase& database, Schema& schema);

 private:
  struct Known {
    std::string text;  ///< of the table and its indexes
    std::shared_ptr<const Table> table;
  };
  std::map<std::string, Known> known_;
};

}  // namespace migrate::sqlite::lint
