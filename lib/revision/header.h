// The header of a script: the first run of `--` lines, up to the first blank line or SQL token.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"
#include "lib/revision/check.h"
#include "lib/sql/splitter.h"

namespace migrate::revision {

enum class ScriptRole { up, down };

/// One `key: value` line, as written, with its 1-based line.
struct HeaderLine {
  std::string key;
  std::string value;
  int64_t line = 0;
};

/// A name of `variables:`.
struct Variable {
  std::string name;
  enum class Secrecy { shown, secret } secrecy = Secrecy::shown;  ///< `name!`: secret
};

struct Header {
  std::vector<HeaderLine> lines;  ///< every `key: value` line in order, known or not
  std::string text;               ///< the bytes of the header, LF line ends, no BOM
  uint64_t body_offset = 0;       ///< where the body begins in the file
  int64_t body_line = 1;

  /// The value of `key`, or null.
  [[nodiscard]] const std::string* find(std::string_view key) const;
  [[nodiscard]] int64_t line_of(std::string_view key) const;

  sql::TransactionMode transaction = sql::TransactionMode::automatic;
  bool foreign_keys_off = false;
  std::vector<Variable> variables;
  /// `lock-timeout`, `statement-timeout`: set for this script alone; zero means no limit.
  std::optional<Milliseconds> lock_timeout;
  std::optional<Milliseconds> statement_timeout;
  /// `retry`: how often a segment that lost a lock is tried again.
  std::optional<int> retry;
  /// `check`: what must hold before the script's first statement.
  std::vector<Check> checks;
};

/// Reads the header of `source`, and little more of the file, and checks its keys for `role`: known
/// keys, values well formed, no key twice, no near miss. Findings go to `diagnostics`, each with
/// file, line and excerpt. Throws Error{failed} when the file can't be read.
[[nodiscard]] Header read_header(const SourceText& source, ScriptRole role,
                                 std::vector<Diagnostic>& diagnostics);

/// The canonical lines that the checksum takes in, e.g. "transaction: off\n"; often empty.
[[nodiscard]] std::string checksum_lines(const Header& header);

/// A comma-separated value as a list; "none" and an empty text are the empty list.
[[nodiscard]] std::vector<std::string> parse_list(std::string_view value);

/// True for ids that a revision may have; see DESIGN (revisions).
[[nodiscard]] bool valid_id(std::string_view id);

}  // namespace migrate::revision
