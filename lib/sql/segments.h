// How a script runs: its statements grouped into segments, each one transaction or one statement
// alone. Statements outside the author's BEGIN…COMMIT pairs form runs of transactional ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
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
  /// Ordinal of the first statement, and how many belong to it (meta ones inside it count, those
  /// between segments don't).
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
    return segments.size() > 1 || (!segments.empty() && segments[0].kind == Segment::Kind::alone);
  }
};

/// Assigns statements to segments as they stream by; `split` uses it too.
class Segmenter {
 public:
  Segmenter(const SourceText& source, TransactionMode mode) : source_(source), mode_(mode) {}
  /// The 0-based segment of `statement`; feed every statement in order, with its checkpoint. A
  /// `meta` statement outside a transaction belongs to no segment: it is given the one before it.
  size_t add(const Statement& statement, const Checkpoint& checkpoint);
  /// Ends the script; the outline is complete.
  [[nodiscard]] Outline finish();

 private:
  void add_meta();
  void add_control(const Statement& statement, const Checkpoint& checkpoint);
  void add_alone(const Statement& statement, const Checkpoint& checkpoint);
  void add_to_transaction(const Statement& statement, const Checkpoint& checkpoint);
  void open(Segment::Kind kind, const Statement& statement, const Checkpoint& checkpoint);
  void report(const Statement& statement, const std::string& code, const std::string& message,
              const std::string& hint);

  SourceText source_;
  TransactionMode mode_;
  Outline outline_;
  std::optional<Statement> begin_;  ///< the BEGIN of the author's block that is open
  bool closed_ = true;              ///< the next transactional statement opens a new segment
};

/// Reads the whole script once from `from` (the first byte behind its header is fine, too).
[[nodiscard]] Outline outline(const SourceText& source, const Dialect& dialect,
                              TransactionMode mode);

}  // namespace migrate::sql
