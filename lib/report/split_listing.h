// What `split` prints: the statements of scripts, one after the other as they are found.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "lib/sql/segments.h"
#include "lib/sql/splitter.h"

namespace migrate::report {

/// Turns a stream of statements into a stream of text, so that memory does not grow with the file.
/// Calls come in this order: begin, (file, statement*, end_file)*, end; what they return, put
/// together, is the whole output.
class SplitListing {
 public:
  virtual ~SplitListing() = default;
  [[nodiscard]] virtual std::string begin() { return {}; }
  [[nodiscard]] virtual std::string file(std::string_view name, std::string_view dialect) = 0;
  /// `text` is the statement as written; `segment` is 0-based.
  [[nodiscard]] virtual std::string statement(const sql::Statement& statement, size_t segment,
                                              std::string_view text) = 0;
  /// `outline` holds what was found in the whole file.
  [[nodiscard]] virtual std::string end_file(const sql::Outline& outline) = 0;
  [[nodiscard]] virtual std::string end() { return {}; }
};

/// A line per statement: place, kind, segment (from 1), beginning of the text, and why the kind is
/// what it is. Behind each file a summary and what keeps it from running.
[[nodiscard]] std::unique_ptr<SplitListing> split_text();

/// The shape "split" of docs/json.md; segments count from 0.
[[nodiscard]] std::unique_ptr<SplitListing> split_json();

/// `text` on one line of at most `columns` columns: white space becomes one space, a longer text
/// ends in "…".
[[nodiscard]] std::string one_line(std::string_view text, size_t columns);

}  // namespace migrate::report
