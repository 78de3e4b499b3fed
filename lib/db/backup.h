// What copies a database into a file, and reads that file again: the engine's own way, or a
// command.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "lib/db/driver.h"

namespace migrate::db {

/// What is to be written where.
struct ArchiveOrder {
  ConnectOptions connect;
  /// Tables, as the engine's own program names them; none: all there is.
  std::vector<std::string> tables;
  /// A file that is there, empty, and private; side files may be put beside it, called as it is
  /// with something behind.
  std::string path;
  /// Once it is not 0 the work ends with an Error; null: nobody asks.
  const std::atomic<int>* stop = nullptr;
};

class Archiver {
 public:
  virtual ~Archiver() = default;
  /// Name and version of what does it: "pg_dump 15.18".
  [[nodiscard]] virtual const std::string& program() const = 0;
  /// How its files' names end: ".dump".
  [[nodiscard]] virtual std::string_view suffix() const = 0;
  /// Writes the database as it is at one moment. Throws Error: usage for tables that it can't pick,
  /// failed for all else; what the file holds is of no use then.
  virtual void write(const ArchiveOrder& order) const = 0;
  /// Reads the file that write() made, to its end. Throws Error{failed} where it is not whole.
  virtual void verify(const ArchiveOrder& order) const = 0;
  /// The shell command that makes the database again from what `order` wrote, which is at `path`
  /// now; without a password. Empty: that is for whoever wrote the command to know.
  [[nodiscard]] virtual std::string restore_command(const ArchiveOrder& order,
                                                    const std::string& path) const = 0;
};

}  // namespace migrate::db
