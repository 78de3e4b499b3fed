// A thing to tell the user: what, where, and what to do about it. A value, never printed here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace migrate {

/// A place in a text. Lines and columns are 1-based; columns count code points. Line 0: no place.
struct Position {
  int64_t line = 0;
  int64_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// A range of bytes in a text.
struct Span {
  uint64_t offset = 0;
  uint64_t length = 0;
  [[nodiscard]] uint64_t end() const { return offset + length; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A place in a named file. An empty file name: no place.
struct Location {
  std::string file;
  Position position;
};

enum class Severity { error, warning, note };

/// The rows of a database that a finding is about.
struct FoundRows {
  std::vector<std::string> columns;
  /// The first ones; none: NULL.
  std::vector<std::vector<std::optional<std::string>>> rows;
  uint64_t count = 0;  ///< how many there are, as far as they were counted
};

/// One finding. `code` is stable and machine-readable ("duplicate-id", or a SQLSTATE);
/// `excerpt` is the source line that `location` points into, without its line end.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;
  std::string message;
  Location location;
  std::string excerpt;
  std::string detail;
  std::string hint;
  std::string context;
  /// What stays, what was rolled back, what to run next: one line each.
  std::vector<std::string> notes;
  std::optional<FoundRows> rows = {};
};

}  // namespace migrate
