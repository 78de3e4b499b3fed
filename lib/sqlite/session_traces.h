// What a script's statements leave in a session of SQLite: settings, temporary objects, attached
// databases. A run of ours opens the file anew behind such a script; a shell can't, so its script
// puts back what is known.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

class SessionTraces {
 public:
  /// Takes in a statement that the script runs.
  void add(std::string_view statement);
  /// Statements that undo what was added since the last call: each ends with a newline.
  /// `configured`: values of settings at the session's start, by lower-case name; SQLite's own
  /// defaults hold for the others.
  [[nodiscard]] std::string take_undo(const std::map<std::string, std::string>& configured);

 private:
  std::vector<std::string> drops_;     ///< in the order of creation
  std::vector<std::string> attached_;  ///< schema names, quoted
  std::vector<std::string> pragmas_;
};

/// The name of the setting that `statement` gives a value to, lower case; empty: it is none.
[[nodiscard]] std::string pragma_set_by(std::string_view statement);

}  // namespace migrate::sqlite
