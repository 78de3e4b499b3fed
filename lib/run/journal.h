// How far a half-run script is, and whether its file still begins with what ran.
//
// The journal's digest is a SHA-256 over the statements that are done: each statement's bytes with
// CRLF as LF, and a COPY's data, each ended by a NUL. What stands between statements (comments,
// blank lines) does not count, so those may be edited freely; nor do psql's own lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/base/hash.h"
#include "lib/base/source_text.h"
#include "lib/history/history_store.h"
#include "lib/plan/plan.h"
#include "lib/sql/splitter.h"

namespace migrate::run {

class DoneDigest {
 public:
  /// Takes in a statement that is about to count as done; `text` are the bytes of its span.
  void add(const SourceText& source, const sql::Statement& statement, std::string_view text);
  [[nodiscard]] std::string hex() const { return sum_.hex(); }

 private:
  Sha256 sum_;
};

/// Where a resumed script goes on.
struct ResumePoint {
  size_t statement = 0;  ///< ordinal of the first statement that is not done
  DoneDigest digest;     ///< over the done ones
};

/// Reads the done part of `step`'s script again and compares it with the journal. `stored` is the
/// text that ran, where it is kept. Throws Error{check} with a diff when the part was edited or
/// is no longer there.
[[nodiscard]] ResumePoint resume_point(const plan::Step& step, const sql::Dialect& dialect,
                                       const std::string* stored);

/// The journal as it is when the statement that was being tried counts as done. Precondition:
/// step.resume->trying. Throws as resume_point does.
[[nodiscard]] history::Progress progress_behind_tried(const plan::Step& step,
                                                      const sql::Dialect& dialect,
                                                      const std::string* stored);

}  // namespace migrate::run
