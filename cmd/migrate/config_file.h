// migrate.toml as data: known keys with their places. The TOML library stays in config_file.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/diagnostic.h"

namespace migrate::cmd {

/// A value as text ("true", "2s", "1048576"), or the items of a list.
struct ConfigValue {
  std::vector<std::string> items;
  Location location;
  std::string line;  ///< the source line, for messages

  [[nodiscard]] const std::string& text() const { return items.front(); }
};

/// The top of the file, or an [env.NAME] table.
struct ConfigTable {
  std::map<std::string, ConfigValue, std::less<>> values;
  /// [session], or [env.NAME.session], in the order of the file.
  std::vector<std::pair<std::string, ConfigValue>> session;
  /// [variables], or [env.NAME.variables]: values for scripts.
  std::vector<std::pair<std::string, ConfigValue>> variables;

  /// The value of `key`, or null.
  [[nodiscard]] const ConfigValue* find(std::string_view key) const;
};

struct ConfigFile {
  std::string path;
  ConfigTable top;
  ConfigTable policy;  ///< [policy]: what every script must hold to
  std::vector<std::pair<std::string, ConfigValue>> lint;  ///< [lint]: severities by rule
  std::map<std::string, ConfigTable, std::less<>> environments;
};

/// The migrate.toml in `directory` or the nearest one above it; empty: none.
[[nodiscard]] std::string find_config_file(const std::string& directory);

/// Reads the file at `path`, called `name` in messages. Throws Error{usage} with every finding:
/// what is no TOML, unknown keys (with the nearest known one), values of a wrong type.
[[nodiscard]] ConfigFile read_config_file(const std::string& path, const std::string& name);
/// The same of a text in memory.
[[nodiscard]] ConfigFile parse_config(const std::string& text, const std::string& name);

/// A finding about `value`, with its place and caret.
[[nodiscard]] Diagnostic config_finding(const ConfigValue& value, const std::string& message,
                                        const std::string& hint = "");

}  // namespace migrate::cmd
