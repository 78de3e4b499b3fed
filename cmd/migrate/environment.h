// The environment variables; nothing else in the program reads them.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace migrate::cmd {

class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string> variables)
      : variables_(std::move(variables)) {}
  /// The variables of this process.
  static Environment of_process();

  /// None when it is not set, or empty.
  [[nodiscard]] std::optional<std::string> get(const std::string& name) const;
  /// Where temporary files go.
  [[nodiscard]] std::string temporary_directory() const { return get("TMPDIR").value_or("/tmp"); }
  /// Variables whose names begin with `prefix`, by what follows it.
  [[nodiscard]] std::map<std::string, std::string> with_prefix(const std::string& prefix) const;
  /// Adds the `NAME=value` lines of an .env file; variables that are set already stay. Comments
  /// (#), blank lines, a leading `export`, and single or double quotes around values are
  /// understood. Throws Error{usage} with the place of a line that is none of these.
  void add_file(const std::string& path);

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace migrate::cmd
