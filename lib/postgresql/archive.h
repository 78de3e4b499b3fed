// What pg_dump writes beside SQL: its custom, tar and directory formats.
#pragma once

#include <string>
#include <vector>

namespace migrate::postgresql {

/// The command that prints the archive `path` as SQL, without owners and privileges; empty where it
/// is none. Throws Error where the file can't be read.
[[nodiscard]] std::vector<std::string> archive_reader(const std::string& path);

}  // namespace migrate::postgresql
