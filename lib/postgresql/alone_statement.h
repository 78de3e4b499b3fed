// What an autocommit statement is about: which index, partition or database. Enough to look up in
// the catalog what became of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::postgresql {

struct AloneStatement {
  enum class Kind {
    create_index,      ///< CREATE INDEX CONCURRENTLY
    drop_index,        ///< DROP INDEX CONCURRENTLY
    reindex,           ///< REINDEX INDEX|TABLE … CONCURRENTLY
    detach_partition,  ///< ALTER TABLE … DETACH PARTITION … CONCURRENTLY
    create_database,
    drop_database,
    repeatable,  ///< runs again without harm: VACUUM, CLUSTER, ALTER SYSTEM, …
    other,
  };
  Kind kind = Kind::other;
  /// The table of an index, a reindexed index or table, a partitioned table: as written, for
  /// to_regclass().
  std::string relation;
  /// A new index's or a database's name without quotes; empty: the server names the index.
  std::string name;
  /// Dropped indexes, or the partition: as written.
  std::vector<std::string> objects;
};

[[nodiscard]] AloneStatement parse_alone(std::string_view statement);

}  // namespace migrate::postgresql
