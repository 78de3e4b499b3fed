// Where a setting may be said, and what is said there: flags, variables, the configuration's
// tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cmd/migrate/arguments.h"
#include "cmd/migrate/config_file.h"
#include "cmd/migrate/environment.h"
#include "lib/base/clock.h"
#include "lib/base/error.h"

namespace migrate::cmd {

/// The places of one setting; an empty name: it can't be said there.
struct Names {
  const char* flag;
  const char* variable;
  const char* key;
};

/// A setting's value, and where it was said.
struct Found {
  std::vector<std::string> items;
  std::string origin;                  ///< "--url", "MIGRATE_URL", "migrate.toml:3"
  const ConfigValue* value = nullptr;  ///< its place, when it stands in the file
  bool from_file = false;              ///< paths in it are relative to the file

  [[nodiscard]] const std::string& text() const { return items.front(); }
  /// An Error{usage} about this value, with its place.
  [[nodiscard]] Error wrong(const std::string& message, const std::string& hint) const;
};

/// The layers, asked in the order of precedence. Keeps references to what it is made of.
class Layers {
 public:
  Layers(const Arguments& arguments, const Environment& environment)
      : arguments_(arguments), environment_(environment) {}

  /// `table` is the chosen environment's; either may be null.
  void use_file(const ConfigFile* file, const ConfigTable* table) {
    file_ = file;
    table_ = table;
  }

  [[nodiscard]] std::optional<Found> find(const Names& names) const;
  /// The value's text; empty where nobody gave one.
  [[nodiscard]] std::string text(const Names& names) const;

  [[nodiscard]] std::optional<Found> from_flag(const Names& names) const;
  [[nodiscard]] std::optional<Found> from_variable(const std::string& name) const;
  [[nodiscard]] std::optional<Found> from_table(const Names& names) const;
  [[nodiscard]] std::optional<Found> from_top(const Names& names) const;
  /// A value of the file; `env:NAME` is read from that variable. Throws Error{usage} where that is
  /// not set.
  [[nodiscard]] std::optional<Found> from_value(const ConfigValue* value) const;

 private:
  const Arguments& arguments_;
  const Environment& environment_;
  const ConfigFile* file_ = nullptr;
  const ConfigTable* table_ = nullptr;
};

// What a value means; each throws Error{usage} with its place for one that means nothing.

/// "500ms", "30s", "2min", "1h".
[[nodiscard]] Milliseconds duration(const Found& found);
/// Leaves `setting` as it is where nobody gave one.
void set_duration(const Layers& layers, const Names& names, Milliseconds& setting);
/// "4096", "512KiB", "1MiB".
[[nodiscard]] size_t size_in_bytes(const Found& found);
/// true or false, 1 or 0; false where nobody gave one.
[[nodiscard]] bool is_on(const Layers& layers, const Names& names);
/// A list of the file, or a variable's comma-separated one; empty texts don't count.
[[nodiscard]] std::vector<std::string> list(const Layers& layers, const Names& names);

}  // namespace migrate::cmd
