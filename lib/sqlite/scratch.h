// Throw-away databases that several connections of this process share: in memory, or in files.
#pragma once

#include <memory>
#include <string>

#include "lib/db/scratch.h"

namespace migrate::sqlite {

/// As db::Driver::scratch(); a session has the settings of `options`. `server`: "sqlite:DIRECTORY"
/// keeps it in a file there, which may grow beyond memory and beyond the gibibyte that SQLite gives
/// one in memory; anything else: in memory. Source: SQLite's memdb VFS, whose databases with a name
/// that begins with a slash are shared (3.36 and newer).
[[nodiscard]] std::unique_ptr<db::Scratch> make_scratch(const db::ConnectOptions& options,
                                                        const std::string& server);

/// Whether `path` names one in memory: a URI, with no file and so nothing to lock.
[[nodiscard]] bool is_scratch(const std::string& path);

/// The run lock of a database that no other process can see.
[[nodiscard]] std::unique_ptr<db::Lock> scratch_lock();

}  // namespace migrate::sqlite
