// A pass over a script: gaps (space, comments, empty statements) are skipped in pieces; a statement
// is held in the window from its first byte to its last, then classified. A token that the window
// cuts off is scanned again when there is more text, so the scanner needs no state.
#include "lib/sql/splitter.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/sql/classifier.h"
#include "lib/sql/copy_data.h"
#include "lib/sql/gap.h"
#include "lib/sql/lex_state.h"
#include "lib/sql/nesting.h"
#include "lib/sql/place.h"
#include "lib/sql/problem.h"
#include "lib/sql/psql_command.h"
#include "lib/sql/scanner.h"
#include "lib/sql/window.h"

namespace migrate::sql {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_gap(TokenKind kind) {
  return kind == TokenKind::space || kind == TokenKind::line_comment ||
         kind == TokenKind::block_comment;
}

/// Length of `text` without the gaps at its end.
size_t without_trailing_gap(std::string_view text, const Dialect& dialect, LexState state) {
  size_t end = 0;
  for (const Token& token : tokenize(text, dialect, state)) {
    if (!is_gap(token.kind)) end = static_cast<size_t>(token.offset + token.length);
  }
  return end;
}

std::string_view without_trailing_space(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// What the construct is called that begins with `text` and has no end.
std::string describe_unterminated(std::string_view text) {
  if (text.starts_with("/*")) return "comment";
  if (text.starts_with("$")) {
    return "dollar quote " + std::string(text.substr(0, text.find('$', 1) + 1));
  }
  const size_t quote = text.find_first_of("'\"[`");
  return quote != std::string_view::npos && text[quote] != '\'' ? "quoted identifier" : "string";
}

}  // namespace

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
  [[nodiscard]] uint64_t skip_plain(Nesting& nesting);
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
  uint64_t at_;  ///< of the next token
  Gap gap_;
  Span text_;
  std::string copy_text_;  ///< of a COPY, whose rows push it out of the window
  std::optional<std::string> refusal_;
  bool done_ = false;
};

/// At the beginning of a file: its byte order mark, or that it is no script at all.
void Splitter::Impl::begin_text() {
  const uint64_t begin = at_;
  gap_.begin(begin == 0 || window_.text().starts_with('\n'));
  if (begin > 0) return;
  refusal_ = foreign_format();
  if (!refusal_ && window_.text().starts_with(kByteOrderMark)) {
    place_.skip(kByteOrderMark.size());
    at_ = kByteOrderMark.size();
  }
}

std::optional<std::string> Splitter::Impl::foreign_format() {
  const std::string_view text = window_.text();
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return "the file is UTF-16; write it in UTF-8";
  }
  if (dialect_->psql_commands && text.starts_with("PGDMP")) {
    return "the file is a pg_dump archive; turn it into SQL with pg_restore -f FILE.sql";
  }
  return std::nullopt;
}

Statement Splitter::Impl::refuse_file(const std::string& message) {
  Statement statement;
  statement.kind = Kind::meta;
  statement.span = {0, source_.size()};
  statement.begin = statement.end = {1, 1};
  statement.problem = problem_at(source_, 0, {1, 1}, "encoding", message, "");
  statement.problem->excerpt.clear();
  done_ = true;
  return statement;
}

/// The token at `at_`; the bytes from `keep` on stay in the window. None at the end of the script.
std::optional<Scanner::Found> Splitter::Impl::token(uint64_t keep) {
  while (true) {
    const auto at = static_cast<size_t>(at_ - window_.base());
    if (at < window_.text().size()) {
      const auto ending = window_.at_end() ? Scanner::Ending::final : Scanner::Ending::open;
      if (auto found = scanner_.scan(window_.text(), at, ending)) {
        follow_lines(window_.text().substr(at, found->end - at));
        return found;
      }
    } else if (window_.at_end()) {
      return std::nullopt;
    }
    place_to(std::max(keep, place_.offset()));
    window_.advance(keep);
  }
}

/// A new setting counts from the next line on.
void Splitter::Impl::follow_lines(std::string_view token) {
  LexState& state = next_.state;
  if (state.standard_conforming_strings == state.reported) return;
  if (token.find('\n') == std::string_view::npos) return;
  state.standard_conforming_strings = state.reported;
  scanner_.set_state(state);
}

void Splitter::Impl::place_to(uint64_t offset) { place_.advance(bytes(place_.offset(), offset)); }

/// Moves to the first token of the next statement; false at the end of the script.
bool Splitter::Impl::skip_gap() {
  while (true) {
    const std::optional<Found> found = token(at_);
    if (!found) return false;
    if (at_dot_command()) return true;
    if (!is_gap(found->kind) && found->kind != TokenKind::semicolon) return true;
    const uint64_t end = window_.base() + found->end;
    gap_.add(found->kind, at_, bytes(at_, end));
    at_ = end;
  }
}

/// The sqlite3 shell takes a line for itself that begins with a dot.
bool Splitter::Impl::at_dot_command() const {
  return dialect_->dot_commands && gap_.at_first_column() && window_.from(at_).starts_with('.');
}

/// A byte that no script may hold, behind the last statement.
std::optional<Statement> Splitter::Impl::bad_gap() {
  const std::optional<Place::BadByte> bad = place_.take_bad_byte();
  if (!bad) return std::nullopt;
  Statement statement;
  statement.index = next_.index++;
  statement.kind = Kind::meta;
  statement.span = {bad->offset, 1};
  statement.begin = statement.end = bad->position;
  statement.problem = problem_at(source_, bad->offset, bad->position, "encoding",
                                 bad->is_nul ? "NUL byte" : "invalid UTF-8", "");
  return statement;
}

std::optional<Statement> Splitter::Impl::next() {
  text_ = {};
  if (done_) return std::nullopt;
  if (refusal_) return refuse_file(*refusal_);
  checkpoint_ = next_;
  if (!skip_gap()) {
    done_ = true;
    place_to(at_);
    return bad_gap();
  }
  place_to(at_);
  Statement statement;
  statement.index = next_.index++;
  statement.begin = place_.position();
  statement.comment = gap_.comment();
  statement.alone = gap_.transaction_off();
  start_ = at_;
  if (at_dot_command()) {
    read_dot_line(statement);
  } else if (dialect_->psql_commands && window_.from(at_).starts_with('\\')) {
    read_meta_line(statement);
  } else {
    read_sql(statement);
  }
  finish(statement);
  return statement;
}

void Splitter::Impl::read_meta_line(Statement& statement) {
  at_ = window_.base() + token(start_)->end;
  const std::string_view line = without_trailing_space(bytes(start_, at_));
  const MetaCommand command = read_meta(line);
  statement.kind = Kind::meta;
  statement.touches_session = false;
  statement.verb = command.name;
  statement.span = {start_, line.size()};
  statement.why = command.problem.empty() ? "A psql command that has no effect here."
                                          : "A psql command that can't be run.";
  if (!command.problem.empty()) {
    report(statement, start_, "psql-command", command.problem, command.hint);
  }
}

void Splitter::Impl::read_dot_line(Statement& statement) {
  size_t end = window_.from(start_).find('\n');
  while (end == std::string_view::npos && !window_.at_end()) {
    window_.advance(start_);
    end = window_.from(start_).find('\n');
  }
  const std::string_view line = without_trailing_space(window_.from(start_).substr(0, end));
  at_ = start_ + line.size();
  const MetaCommand command = read_dot_command(line);
  statement.kind = Kind::meta;
  statement.touches_session = false;
  statement.verb = command.name;
  statement.span = {start_, line.size()};
  statement.why = "A command of the sqlite3 shell.";
  report(statement, start_, "shell-command", command.problem, command.hint);
}

void Splitter::Impl::read_sql(Statement& statement) {
  cut(statement);
  const std::string_view sql = bytes(start_, statement.span.end());
  Classification found = classify(sql, *dialect_);
  next_.state = state_after(next_.state, sql, found.control, *dialect_);
  statement.kind = found.kind;
  statement.control = found.control;
  statement.why = std::move(found.why);
  statement.verb = std::move(found.verb);
  statement.touches_session = found.touches_session;
  if (statement.kind == Kind::copy) read_copy(statement);
}

/// Finds the end of the statement that begins at `start_`.
void Splitter::Impl::cut(Statement& statement) {
  Nesting nesting(*dialect_);
  while (true) {
    const bool same_line = next_.state.standard_conforming_strings != next_.state.reported;
    if (!nesting.needs_words() && !same_line) at_ = skip_plain(nesting);
    const std::optional<Found> found = token(start_);
    if (!found) break;
    const uint64_t begin = std::exchange(at_, window_.base() + found->end);
    if (is_gap(found->kind)) continue;
    const std::string_view piece = bytes(begin, at_);
    if (found->kind == TokenKind::unterminated) {
      report(statement, begin, "unterminated", "unterminated " + describe_unterminated(piece),
             "it begins here and reaches to the end of the file");
    } else if (found->kind == TokenKind::meta) {
      if (!meta_ends(statement, piece)) continue;
      statement.span = {start_, without_trailing_space(bytes(start_, at_)).size()};
      return;
    } else if (found->kind == TokenKind::parameter && dialect_->psql_commands) {
      statement.has_parameters |= !nesting.in_body();
    } else if (nesting.ends_with(found->kind, piece)) {
      statement.span = {start_, at_ - start_};
      return;
    }
  }
  const size_t length = without_trailing_gap(bytes(start_, at_), *dialect_, next_.state);
  statement.span = {start_, length};
  at_ = start_ + length;
  report_open_end(statement, nesting);
}

/// Where the next token begins that token() has to look at.
uint64_t Splitter::Impl::skip_plain(Nesting& nesting) {
  const std::string_view text = window_.text();
  auto at = static_cast<size_t>(at_ - window_.base());
  while (true) {
    at = scanner_.skip(text, at);
    if (at >= text.size()) break;
    if (text[at] == '(') {
      nesting.open_parenthesis();
    } else if (text[at] == ')') {
      nesting.close_parenthesis();
    } else if (text[at] != ';' || !dialect_->parentheses_protect || nesting.parentheses() == 0) {
      break;
    }
    ++at;
  }
  return window_.base() + at;
}

/// A psql command inside a statement is a problem; true when it also ends the statement.
bool Splitter::Impl::meta_ends(Statement& statement, std::string_view piece) {
  const MetaCommand command = read_meta(piece);
  const auto offset = start_ + static_cast<uint64_t>(piece.data() - window_.from(start_).data());
  if (command.problem.empty()) {
    report(statement, offset, "psql-command",
           "the psql command " + std::string(command.name) + " stands inside a statement",
           "end the statement before it with a semicolon");
  } else {
    report(statement, offset, "psql-command", command.problem, command.hint);
  }
  return command.effect != MetaEffect::none;
}

/// At the end of the script: a missing semicolon is fine, an open parenthesis or body is not.
void Splitter::Impl::report_open_end(Statement& statement, const Nesting& nesting) {
  if (nesting.parentheses() > 0 && dialect_->parentheses_protect) {
    report(statement, start_, "unterminated", "a parenthesis of this statement is never closed",
           "the statement begins here and reaches to the end of the file");
  } else if (nesting.in_body()) {
    report(statement, start_, "unterminated", "the body of this statement has no END",
           "the statement begins here and reaches to the end of the file");
  }
}

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

/// The end of what belongs to the statement is at `at_`: its position, bad bytes, what comes next.
void Splitter::Impl::finish(Statement& statement) {
  if (!statement.copy_data) text_ = statement.span;
  const uint64_t end = std::max(statement.end_offset(), statement.span.offset + 1);
  uint64_t last = std::max(end - 1, place_.offset());
  const auto is_continuation = [&] {
    return (static_cast<unsigned char>(window_.from(last)[0]) & 0xC0) == 0x80;
  };
  while (last > place_.offset() && is_continuation()) --last;
  place_to(last);
  statement.end = place_.position();
  place_to(at_);
  if (const auto bad = place_.take_bad_byte(); bad && !statement.problem) {
    statement.problem = problem_at(source_, bad->offset, bad->position, "encoding",
                                   bad->is_nul ? "NUL byte" : "invalid UTF-8",
                                   "scripts are UTF-8 text without NUL");
  }
  next_.offset = at_;
  next_.position = place_.position();
  gap_.begin(false);
}

/// Notes the first problem of a statement. `offset` is in the window, not before `place_`.
void Splitter::Impl::report(Statement& statement, uint64_t offset, const std::string& code,
                            const std::string& message, const std::string& hint) {
  if (statement.problem) return;
  Place place(place_.offset(), place_.position());
  place.advance(bytes(place_.offset(), std::max(offset, place_.offset())));
  const Position position = offset < place_.offset() ? statement.begin : place.position();
  statement.problem = problem_at(source_, offset, position, code, message, hint);
}

std::string_view Splitter::Impl::text() const {
  if (text_.length == 0) return {};
  if (!copy_text_.empty() && text_.offset == start_ && text_.offset < window_.base()) {
    return copy_text_;
  }
  return bytes(text_.offset, text_.end());
}

Splitter::Splitter(const SourceText& source, const Dialect& dialect, Checkpoint from,
                   size_t window_bytes)
    : impl_(std::make_unique<Impl>(source, dialect, from, window_bytes)) {}
Splitter::~Splitter() = default;
Splitter::Splitter(Splitter&&) noexcept = default;
Splitter& Splitter::operator=(Splitter&&) noexcept = default;

std::optional<Statement> Splitter::next() { return impl_->next(); }
std::string_view Splitter::text() const { return impl_->text(); }
const Checkpoint& Splitter::checkpoint() const { return impl_->checkpoint(); }

std::vector<Statement> split(std::string_view text, const Dialect& dialect) {
  Splitter splitter(SourceText::from_memory("", std::string(text)), dialect);
  std::vector<Statement> statements;
  while (auto statement = splitter.next()) statements.push_back(std::move(*statement));
  return statements;
}

}  // namespace migrate::sql
