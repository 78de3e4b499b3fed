// psql's backslash commands: which a migration may hold, and what to write instead of the others.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migrate::sql {

/// What a command does to the statement that it stands in.
enum class MetaEffect {
  none,      ///< the statement goes on behind it
  sends,     ///< \g, \gset …: it ends the statement
  discards,  ///< \r: it throws the statement away
};

struct MetaCommand {
  std::string_view name;  ///< with its backslash, a view into the token
  MetaEffect effect = MetaEffect::none;
  /// Why it can't be run, and what to write instead; empty when it is accepted without effect.
  std::string problem;
  std::string hint;
};

/// Reads a `meta` token.
[[nodiscard]] MetaCommand read_meta(std::string_view token);

/// What to write instead of the sqlite3 shell's command `line`.
[[nodiscard]] MetaCommand read_dot_command(std::string_view line);

}  // namespace migrate::sql
