// How a script runs: its statements grouped into segments, each one transaction or one statement
// alone. Statements outside the author's BEGIN…COMMIT pairs form runs of transactional ones.
#pragma once

#include <cstddef>
#include <vector>

#include "lib/sql/splitter.h"

namespace migrate::sql {

struct Segment {
  enum class Kind {
    transaction,      ///< statements between a BEGIN and a COMMIT of ours
    own_transaction,  ///< the author's block: its first statement is BEGIN, its last COMMIT
    alone,            ///< one statement outside any transaction
  };
  Kind kind = Kind::transaction;
  /// Ordinal of the first statement, and how many belong to it (meta ones count).
  size_t first = 0;
  size_t count = 0;
  /// Where to begin reading for it.
  Checkpoint from;
};

/// What one pass over a script finds. Memory grows with the number of segments only.
struct Outline {
  std::vector<Segment> segments;
  size_t statements = 0;
  bool touches_session = false;
  /// Everything that forbids running the script: unterminated, refused, BEGIN without COMMIT …
  std::vector<Diagnostic> problems;

  /// Needs the journal: more than one segment, or one that is no transaction.
  [[nodiscard]] bool journalled() const {
    return segments.size() > 1 ||
           (!segments.empty() && segments[0].kind == Segment::Kind::alone);
  }
};

/// Assigns statements to segments as they stream by; `split` uses it too.
class Segmenter {
 public:
  Segmenter(const SourceText& source, TransactionMode mode) : source_(source), mode_(mode) {}
  /// The 0-based segment of `statement`; feed every statement in order, with its checkpoint.
  size_t add(const Statement& statement, const Checkpoint& checkpoint);
  /// Ends the script; the outline is complete.
  [[nodiscard]] Outline finish();

 private:
  SourceText source_;
  TransactionMode mode_;
  Outline outline_;
  bool in_own_ = false;
  bool closed_ = true;  ///< the next transactional statement opens a new segment
};

/// Reads the whole script once from `from` (the first byte behind its header is fine, too).
[[nodiscard]] Outline outline(const SourceText& source, const Dialect& dialect,
                              TransactionMode mode);

}  // namespace migrate::sql
