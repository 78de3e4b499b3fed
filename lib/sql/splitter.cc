// A pass over a script: gaps (space, comments, empty statements) are skipped in pieces; a statement
// is held in the window from its first byte to its last, then classified. A token that the window
// cuts off is scanned again when there is more text, so the scanner needs no state.
#include "lib/sql/splitter.h"

#include <algorithm>
#include <utility>

#include "lib/sql/classifier.h"
#include "lib/sql/lex_state.h"
#include "lib/sql/problem.h"
#include "lib/sql/psql_command.h"
#include "lib/sql/splitter_impl.h"

namespace migrate::sql {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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

bool is_gap(TokenKind kind) {
  return kind == TokenKind::space || kind == TokenKind::line_comment ||
         kind == TokenKind::block_comment;
}

/// At the beginning of a file: its byte order mark, or that it is no script at all.
void Splitter::Impl::begin_text() {
  const uint64_t begin = at_;
  const bool new_line = begin == 0 || window_.text().starts_with('\n');
  gap_.begin(new_line ? Gap::Start::new_line : Gap::Start::behind_statement);
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
    first_ = found;
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
  at_ = window_.base() + first_->end;
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
  statement.why = "A command of the engine's own shell.";
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
  std::optional<Found> first = first_;
  while (true) {
    const bool same_line = next_.state.standard_conforming_strings != next_.state.reported;
    if (!nesting.needs_words() && !same_line && skip_plain(nesting)) {
      statement.span = {start_, at_ - start_};
      return;
    }
    const std::optional<Found> found = first ? std::exchange(first, {}) : token(start_);
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

/// Moves over what token() need not look at, and over the `;` when that ends the statement: true.
bool Splitter::Impl::skip_plain(Nesting& nesting) {
  const std::string_view text = window_.text();
  auto at = static_cast<size_t>(at_ - window_.base());
  bool ends = false;
  while (!ends) {
    at = scanner_.skip(text, at);
    if (at >= text.size()) break;
    if (text[at] == '(') {
      nesting.open_parenthesis();
    } else if (text[at] == ')') {
      nesting.close_parenthesis();
    } else if (text[at] == ';') {
      ends = !dialect_->parentheses_protect || nesting.parentheses() == 0;
    } else {
      break;
    }
    ++at;
  }
  at_ = window_.base() + at;
  return ends;
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

/// Its end, bytes that no script may hold, and where the next statement is looked for.
void Splitter::Impl::finish(Statement& statement) {
  if (!statement.copy_data) text_ = statement.span;
  at_ = statement.end_offset();
  // Of the last code point, not behind it. What has no end may end with a newline.
  const bool ends_with_newline = at_ > place_.offset() && window_.from(at_ - 1).front() == '\n';
  place_to(ends_with_newline ? at_ - 1 : at_);
  statement.end = place_.position();
  if (!ends_with_newline && statement.end.column > 1) --statement.end.column;
  place_to(at_);
  if (const auto bad = place_.take_bad_byte(); bad && !statement.problem) {
    statement.problem = problem_at(source_, bad->offset, bad->position, "encoding",
                                   bad->is_nul ? "NUL byte" : "invalid UTF-8",
                                   "scripts are UTF-8 text without NUL");
  }
  next_.offset = at_;
  next_.position = place_.position();
  gap_.begin(Gap::Start::behind_statement);
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
