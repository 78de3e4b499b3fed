// Consent and exceptions as they stand in a script's comments: the review tags and `lint-ignore:`,
// in the header for all of the script, directly above a statement (or behind it on its line) for
// that one alone. Read from comment tokens: what stands in a string or a body is no tag.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/lint/rule.h"
#include "lib/revision/header.h"

namespace migrate::lint {

struct Mark {
  Tag tag = Tag::none;  ///< none: it is `lint-ignore`
  std::string rule;     ///< of `lint-ignore`
  std::string by;       ///< who; empty: not said
  std::string reason;   ///< why; empty: not said
  uint64_t offset = 0;  ///< of its name, in the source
  /// The statement that it covers; none: all of them.
  std::optional<size_t> statement;
  bool used = false;
};

/// Something that is nearly a mark.
struct BadMark {
  enum class Fault { value, misspelt } fault = Fault::value;
  uint64_t offset = 0;
  std::string message;
};

struct Marks {
  std::vector<Mark> marks;
  std::vector<BadMark> faults;

  /// The mark that covers `rule` at `statement` (none: the script as a whole), or null; takes note
  /// that it was of use. One above the statement goes before one in the header.
  [[nodiscard]] const Mark* covering(const Rule& rule, std::optional<size_t> statement);
};

/// Reads the header's lines of `source`.
void read_header_marks(const SourceText& source, const revision::Header& header, Marks& marks);
/// Reads a piece of comment that lies at `offset` in the source, line by line, for `statement`
/// (none: for the script).
void read_comment_marks(std::string_view comment, uint64_t offset, std::optional<size_t> statement,
                        Marks& marks);

}  // namespace migrate::lint
