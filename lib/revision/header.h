// The header of a script: the first run of `--` lines, up to the first blank line or SQL token.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"
#include "lib/sql/splitter.h"

namespace migrate::revision {

enum class ScriptRole { up, down };

/// One `key: value` line, as written, with its 1-based line.
struct HeaderLine {
  std::string key;
  std::string value;
  int64_t line = 0;
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
};

/// Reads the header of `source` and checks its keys for `role`: known keys, values well formed,
/// no key twice, no near miss. Findings go to `diagnostics`, each with file, line and excerpt.
[[nodiscard]] Header read_header(const SourceText& source, ScriptRole role,
                                 std::vector<Diagnostic>& diagnostics);

/// The canonical lines that the checksum takes in, e.g. "transaction: off\n"; often empty.
[[nodiscard]] std::string checksum_lines(const Header& header);

/// True for ids that a revision may have; see DESIGN (revisions).
[[nodiscard]] bool valid_id(std::string_view id);

}  // namespace migrate::revision
