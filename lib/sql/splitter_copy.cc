// The rows behind COPY … FROM stdin: they pass through the window without staying in it.
#include <utility>

#include "lib/sql/copy_data.h"
#include "lib/sql/splitter_impl.h"

namespace migrate::sql {

/// Reads the rows of a COPY. psql begins with the line behind the one on which the statement ends.
void Splitter::Impl::read_copy(Statement& statement) {
  copy_text_ = bytes(start_, statement.span.end());
  text_ = statement.span;
  check_rest_of_line(statement);
  place_to(at_);
  statement.copy_data = Span{at_, 0};
  if (!read_rows(statement)) {
    report(statement, start_, "unterminated", "the rows of this COPY have no end",
           "end them with a line that holds only \\.");
  }
  statement.copy_end = at_;
}

/// Moves to the line behind the COPY; nothing but space and comments may come before it.
void Splitter::Impl::check_rest_of_line(Statement& statement) {
  size_t newline = window_.from(at_).find('\n');
  while (newline == std::string_view::npos && !window_.at_end()) {
    window_.advance(start_);
    newline = window_.from(at_).find('\n');
  }
  const std::string_view rest = window_.from(at_).substr(0, newline);
  for (const Token& token : tokenize(rest, *dialect_, next_.state)) {
    if (is_gap(token.kind)) continue;
    report(statement, at_ + token.offset, "copy",
           "only a comment may follow COPY … FROM stdin on its line",
           "move the rest of the line behind the rows");
    break;
  }
  at_ += newline == std::string_view::npos ? rest.size() : newline + 1;
}

/// Moves over the rows and the `\.`; false when there is none.
bool Splitter::Impl::read_rows(Statement& statement) {
  LineStart line_start = LineStart::yes;
  while (true) {
    const More more = window_.at_end() ? More::none : More::maybe;
    const std::string_view text = window_.from(at_);
    CopyScan scan = scan_copy_data(text, line_start, more);
    if (scan.terminator == 0 && more == More::maybe) {
      scan.data = whole_code_points(text.substr(0, scan.data));
    }
    if (scan.data > 0) {
      line_start = text[scan.data - 1] == '\n' ? LineStart::yes : LineStart::no;
    }
    at_ += scan.data;
    place_to(at_);
    statement.copy_data->length += scan.data;
    if (scan.terminator > 0) {
      at_ += scan.terminator;
      return true;
    }
    if (more == More::none) return false;
    window_.advance(at_);
  }
}

}  // namespace migrate::sql
