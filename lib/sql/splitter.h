// Cuts a script into statements exactly as the engine's own shell would, in constant memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/base/source_text.h"
#include "lib/sql/dialect.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

/// `-- transaction: …` in a header or above a statement (DESIGN: revisions).
enum class TransactionMode { automatic, off, manual };

/// One statement of a script: from its first token to its terminator.
struct Statement {
  /// 0-based ordinal among all statements of the script, `meta` ones included.
  size_t index = 0;
  /// From the first token to the `;` (included when there is one); a COPY ends with its `;` here.
  Span span;
  /// Line and column of the first byte, and of the last byte of span and copy data together.
  Position begin;
  Position end;
  /// COPY … FROM stdin: the lines after the statement, up to but without the `\.` line. The whole
  /// statement as `split` shows it reaches to the end of that line, `copy_end` (the newline is
  /// left out).
  std::optional<Span> copy_data;
  uint64_t copy_end = 0;

  Kind kind = Kind::transactional;
  Control control = Control::none;
  /// Why the kind is what it is; empty for plain transactional statements.
  std::string why;
  /// Up to three leading words in upper case, "CREATE INDEX CONCURRENTLY": for summaries.
  std::string verb;
  /// Has a bare $n parameter outside strings and bodies (must go by the simple protocol).
  bool has_parameters = false;
  /// May change the session (SET, LISTEN, PREPARE, temporary tables, PRAGMA, anything that calls
  /// functions …). False only for statements that are known not to.
  bool touches_session = true;
  /// `transaction: off` stood in the comment directly above.
  bool alone = false;
  /// The comment lines directly above the statement (no blank line between), for tags.
  Span comment;
  /// Set when the text can't be run as it stands: unterminated quote, NUL, invalid UTF-8, a
  /// refused or unknown psql command. Location, excerpt and caret are filled in.
  std::optional<Diagnostic> problem;

  /// End of everything that belongs to the statement.
  [[nodiscard]] uint64_t end_offset() const { return copy_data ? copy_end : span.end(); }
};

/// Where a pass over a script can begin in the middle: what the splitter knows there.
struct Checkpoint {
  uint64_t offset = 0;
  Position position{1, 1};
  size_t index = 0;
  LexState state;
};

/// Streams the statements of a script. Memory: one window and the largest single statement.
class Splitter {
 public:
  /// What is read ahead as long as no statement is longer: fits the second-level cache.
  static constexpr size_t kWindowBytes = 256 * 1024;

  Splitter(const SourceText& source, const Dialect& dialect, Checkpoint from = {},
           size_t window_bytes = kWindowBytes);
  ~Splitter();
  Splitter(Splitter&&) noexcept;
  Splitter& operator=(Splitter&&) noexcept;

  /// The next statement, or none at the end. Empty statements (`;;`, comments alone) are skipped.
  /// Throws Error{failed} only when the file can't be read.
  [[nodiscard]] std::optional<Statement> next();
  /// The bytes of the statement that next() returned last (its span), valid until the next call.
  /// Empty for a problem that lies in no statement: of the whole file, or of a byte between two.
  [[nodiscard]] std::string_view text() const;
  /// Where the statement that next() returned last began, the comments above it included; a
  /// Splitter made from it returns it again.
  [[nodiscard]] const Checkpoint& checkpoint() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// All statements of a short text (tests, small scripts).
[[nodiscard]] std::vector<Statement> split(std::string_view text, const Dialect& dialect);

}  // namespace migrate::sql
