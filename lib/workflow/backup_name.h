// What backups are called, and which of them are old. Pure.
//
//   shop-1f3a9c2e_20261121T230500Z_84c2d96be3f0_9f3c2d1e0a1b2c3d.dump
//   database, place, time (UTC), the revisions that it stood at, run
//
// The digest of the place keeps databases of the same name on different servers apart; the parts
// between underscores have none themselves. A backup of some tables ends with ".tables" before the
// suffix.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace migrate::workflow {

struct BackupName {
  std::string database;  ///< its name, or its file's path
  std::string place;     ///< where it is: two databases never have the same
  std::chrono::system_clock::time_point time;
  std::vector<std::string> from;  ///< revisions that it stands at; none: at no revision
  std::string run_id;
  enum class Extent { whole, tables } extent = Extent::whole;
  std::string suffix;  ///< ".dump"
};

[[nodiscard]] std::string file_name(const BackupName& name);

/// Those of `names`, files of a directory, that are backups of the same database and extent as
/// `newest`, and neither that one nor among the `keep` - 1 latest of the others by their names.
/// Precondition: `newest` is a file_name(), `keep` is not 0.
[[nodiscard]] std::vector<std::string> outdated_backups(const std::vector<std::string>& names,
                                                        const std::string& newest, size_t keep);

}  // namespace migrate::workflow
