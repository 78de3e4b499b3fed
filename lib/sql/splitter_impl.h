// The pass itself, behind splitter.h. splitter.cc finds statements, splitter_copy.cc reads rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/sql/gap.h"
#include "lib/sql/nesting.h"
#include "lib/sql/place.h"
#include "lib/sql/scanner.h"
#include "lib/sql/splitter.h"
#include "lib/sql/window.h"

namespace migrate::sql {

/// Space or a comment.
[[nodiscard]] bool is_gap(TokenKind kind);

class Splitter::Impl {
 public:
  Impl(const SourceText& source, const Dialect& dialect, const Checkpoint& from,
       size_t window_bytes)
      : source_(source),
        dialect_(&dialect),
        scanner_(dialect, from.state),
        start_(from.offset == 0 ? 0 : from.offset - 1),
        window_(source, start_, window_bytes),
        place_(from.offset, from.position),
        next_{from},
        at_(from.offset) {
    begin_text();
  }

  std::optional<Statement> next();
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }

 private:
  using Found = Scanner::Found;

  void begin_text();
  [[nodiscard]] std::optional<std::string> foreign_format();
  [[nodiscard]] Statement refuse_file(const std::string& message);

  [[nodiscard]] std::optional<Found> token(uint64_t keep);
  void follow_lines(std::string_view token);
  void place_to(uint64_t offset);
  [[nodiscard]] std::string_view bytes(uint64_t from, uint64_t end) const {
    return window_.from(from).substr(0, static_cast<size_t>(end - from));
  }

  [[nodiscard]] bool skip_gap();
  [[nodiscard]] bool at_dot_command() const;
  [[nodiscard]] std::optional<Statement> bad_gap();

  void read_meta_line(Statement& statement);
  void read_dot_line(Statement& statement);
  void read_sql(Statement& statement);
  void cut(Statement& statement);
  [[nodiscard]] bool skip_plain(Nesting& nesting);
  [[nodiscard]] bool meta_ends(Statement& statement, std::string_view token);
  void report_open_end(Statement& statement, const Nesting& nesting);
  void read_copy(Statement& statement);
  void check_rest_of_line(Statement& statement);
  [[nodiscard]] bool read_rows(Statement& statement);
  void finish(Statement& statement);

  void report(Statement& statement, uint64_t offset, const std::string& code,
              const std::string& message, const std::string& hint);

  SourceText source_;
  const Dialect* dialect_;
  Scanner scanner_;
  uint64_t start_;  ///< of the statement, while it is read
  Window window_;
  Place place_;  ///< at the start of the statement while it is read, at `at_` elsewhere
  Checkpoint next_;
  Checkpoint checkpoint_;
  uint64_t at_;                 ///< of the next token
  std::optional<Found> first_;  ///< token of the statement, in the window
  Gap gap_;
  Span text_;
  std::string copy_text_;  ///< of a COPY, whose rows push it out of the window
  std::optional<std::string> refusal_;
  bool done_ = false;
};

}  // namespace migrate::sql
