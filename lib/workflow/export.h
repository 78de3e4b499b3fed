// Writes the files of applied revisions back from the texts that the history keeps.
#pragma once

#include <string>
#include <vector>

#include "lib/workflow/database.h"

namespace migrate::workflow {

struct ExportOptions {
  std::vector<std::string> revisions;  ///< ids or their beginnings; empty: all
  std::string directory;               ///< made where it is missing
  std::vector<std::string> engines;    ///< as load_project takes them
  /// What becomes of a file that is there and differs.
  enum class Existing { refuse, replace } existing = Existing::refuse;
};

struct ExportedFile {
  std::string id;
  std::string path;
  enum class Outcome { written, unchanged } outcome = Outcome::written;
};
/// An applied revision whose up script the history has by checksum only (it was over the limit, or
/// ran offline); or a way back that is not kept.
struct NotKept {
  std::string id;
  enum class Which { up, down } which = Which::up;
  std::string checksum;
};
struct Exported {
  std::vector<ExportedFile> files;  ///< in the order of application, up before down
  std::vector<NotKept> not_kept;
};

/// A revision that has a file in the directory already, whatever its name, is compared with that
/// one: two files with one id would make the directory unusable. Files are 0600, and each appears
/// whole or not at all. Throws Error: usage for an unknown revision; failed, before anything is
/// written, when files differ and are not to be replaced.
[[nodiscard]] Exported export_revisions(Database& database, const ExportOptions& options);

}  // namespace migrate::workflow
