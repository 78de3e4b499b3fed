#include "lib/sql/scanner.h"

#include <algorithm>
#include <cstring>

namespace migrate::sql {
namespace {

using Found = Scanner::Found;

/// Bytes that a token may have to look at before its kind is known: U&' is the longest prefix.
constexpr size_t kLookaheadBytes = 4;

constexpr ascii::ByteSet kDollarQuoteStops = ascii::byte_set("'\"$-/;()\\");
constexpr ascii::ByteSet kBracketStops = ascii::byte_set("'\"[`-/;()");

char byte_at(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }

size_t find_byte(std::string_view text, size_t from, char byte) {
  if (from >= text.size()) return std::string_view::npos;
  const void* hit = std::memchr(text.data() + from, byte, text.size() - from);
  return hit == nullptr ? std::string_view::npos
                        : static_cast<size_t>(static_cast<const char*>(hit) - text.data());
}

/// The first byte from `at` that is in `set`, or the end. Most bytes of a dump pass through here,
/// so it takes four at a time.
size_t find_member(std::string_view text, size_t at, const ascii::ByteSet& set) {
  const char* bytes = text.data();
  const auto in_set = [&](size_t i) { return set[static_cast<unsigned char>(bytes[i])]; };
  for (; at + 4 <= text.size(); at += 4) {
    if (in_set(at)) return at;
    if (in_set(at + 1)) return at + 1;
    if (in_set(at + 2)) return at + 2;
    if (in_set(at + 3)) return at + 3;
  }
  while (at < text.size() && !in_set(at)) ++at;
  return at;
}

/// A quoted text whose first byte is at `from`; a doubled quote belongs to it.
Found quoted(std::string_view text, size_t from, char quote, TokenKind kind) {
  for (size_t at = from;;) {
    at = find_byte(text, at, quote);
    if (at == std::string_view::npos) return {TokenKind::unterminated, text.size()};
    ++at;
    if (byte_at(text, at) != quote) return {kind, at};
    ++at;
  }
}

/// A string in which a backslash escapes the byte behind it.
Found escaped_string(std::string_view text, size_t from) {
  for (size_t at = from; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '\'') {
      if (byte_at(text, at + 1) != '\'') return {TokenKind::string, at + 1};
      ++at;
    }
  }
  return {TokenKind::unterminated, text.size()};
}

Found bracketed(std::string_view text, size_t from) {
  const size_t end = find_byte(text, from, ']');
  if (end == std::string_view::npos) return {TokenKind::unterminated, text.size()};
  return {TokenKind::quoted_identifier, end + 1};
}

Found line_comment(std::string_view text, size_t from, bool carriage_return_ends) {
  size_t end = std::min(find_byte(text, from, '\n'), text.size());
  if (carriage_return_ends) end = std::min(end, find_byte(text.substr(0, end), from, '\r'));
  return {TokenKind::line_comment, end};
}

Found block_comment(std::string_view text, size_t from, bool nested) {
  size_t depth = 1;
  for (size_t at = from; at + 1 < text.size();) {
    if (text[at] == '*' && text[at + 1] == '/') {
      at += 2;
      if (--depth == 0) return {TokenKind::block_comment, at};
    } else if (nested && text[at] == '/' && text[at + 1] == '*') {
      at += 2;
      ++depth;
    } else {
      ++at;
    }
  }
  return {TokenKind::unterminated, text.size()};
}

size_t digits_end(std::string_view text, size_t at) {
  while (ascii::is_digit(byte_at(text, at))) ++at;
  return at;
}

/// `1`, `1.5`, `.5`, `1e-3`. A letter right behind belongs to it (psql's "junk" rules, since 15):
/// the string in 1e'…' is no E string.
Found number(std::string_view text, size_t at, bool takes_letter) {
  size_t end = digits_end(text, at);
  if (byte_at(text, end) == '.' && byte_at(text, end + 1) != '.') end = digits_end(text, end + 1);
  if (ascii::lower(byte_at(text, end)) == 'e') {
    const char sign = byte_at(text, end + 1);
    const size_t exponent = end + (sign == '+' || sign == '-' ? 2 : 1);
    if (ascii::is_digit(byte_at(text, exponent))) end = digits_end(text, exponent);
  }
  if (takes_letter && ascii::starts_word(byte_at(text, end))) ++end;
  return {TokenKind::number, end};
}

/// psql commands whose argument is the whole rest of the line.
bool takes_whole_line(std::string_view name) {
  constexpr std::string_view kNames[] = {"copy", "!", "ef", "ev", "sf", "sv", "h", "help"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// A backslash command: to the end of its line, or to an unquoted `\` that begins the next one
/// (`\\` only separates, and belongs to the command before it).
Found meta(std::string_view text, size_t at) {
  const char first = byte_at(text, at + 1);
  if (first == ';' || first == ':') return {TokenKind::meta, at + 2};
  const size_t line_end = std::min(find_byte(text, at, '\n'), text.size());
  size_t name_end = at + 1;
  while (name_end < line_end && !ascii::is_space(text[name_end]) && text[name_end] != '\\') {
    ++name_end;
  }
  if (takes_whole_line(text.substr(at + 1, name_end - at - 1))) return {TokenKind::meta, line_end};
  char quote = '\0';
  for (size_t i = name_end; i < line_end; ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == '\\' && quote == '\'') ++i;
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == '\\') {
      return {TokenKind::meta, byte_at(text, i + 1) == '\\' ? i + 2 : i};
    }
  }
  return {TokenKind::meta, line_end};
}

/// Where the word that ends at `end` begins, not before `floor`; `end` when there is none.
size_t word_start(std::string_view text, size_t floor, size_t end) {
  size_t start = end;
  while (start > floor && ascii::continues_word(text[start - 1])) --start;
  return start;
}

}  // namespace

Scanner::Scanner(const Dialect& dialect, LexState state)
    : dialect_(&dialect),
      state_(state),
      stops_(dialect.dollar_quotes ? &kDollarQuoteStops : &kBracketStops) {}

std::optional<Found> Scanner::scan(std::string_view text, size_t at, Ending ending) const {
  if (ending == Ending::final) return find(text, at, ending);
  if (text.size() - at < kLookaheadBytes) return std::nullopt;
  const Found found = find(text, at, ending);
  if (text.size() - found.end < kLookaheadBytes) return std::nullopt;
  return found;
}

Found Scanner::find(std::string_view text, size_t at, Ending ending) const {
  const char c = text[at];
  const char next = byte_at(text, at + 1);
  if (ascii::is_space(c)) {
    size_t end = at + 1;
    while (ascii::is_space(byte_at(text, end))) ++end;
    return {TokenKind::space, end};
  }
  if (ascii::starts_word(c)) return word(text, at);
  if (ascii::is_digit(c) || (c == '.' && ascii::is_digit(next)))
    return number(text, at, dialect_->escape_strings);
  switch (c) {
    case ';':
      return {TokenKind::semicolon, at + 1};
    case '\'':
      return dialect_->escape_strings && !state_.standard_conforming_strings
                 ? escaped_string(text, at + 1)
                 : quoted(text, at + 1, '\'', TokenKind::string);
    case '"':
      return quoted(text, at + 1, '"', TokenKind::quoted_identifier);
    case '-':
      if (next == '-') {
        return line_comment(text, at + 2, dialect_->carriage_return_ends_comment);
      }
      break;
    case '/':
      if (next == '*') return block_comment(text, at + 2, dialect_->nested_comments);
      break;
    case '$':
      return dollar(text, at, ending);
    case '[':
      if (dialect_->bracket_identifiers) return bracketed(text, at + 1);
      break;
    case '`':
      if (dialect_->bracket_identifiers) {
        return quoted(text, at + 1, '`', TokenKind::quoted_identifier);
      }
      break;
    case '\\':
      if (dialect_->psql_commands) return meta(text, at);
      break;
    case '?':
    case ':':
    case '@':
      if (dialect_->named_parameters) {
        size_t end = at + 1;
        while (ascii::continues_word(byte_at(text, end))) ++end;
        if (c == '?' || end > at + 1) return {TokenKind::parameter, end};
      }
      break;
    default:
      break;
  }
  return {TokenKind::symbol, at + 1};
}

Found Scanner::word(std::string_view text, size_t at) const {
  if (dialect_->escape_strings) {
    const char c = ascii::lower(text[at]);
    const char next = byte_at(text, at + 1);
    if (next == '\'' && c == 'e') return escaped_string(text, at + 2);
    if (next == '\'' && (c == 'b' || c == 'x')) {
      return quoted(text, at + 2, '\'', TokenKind::string);
    }
    const char after = byte_at(text, at + 2);
    if (c == 'u' && next == '&' && after == '\'') {
      return quoted(text, at + 3, '\'', TokenKind::string);
    }
    if (c == 'u' && next == '&' && after == '"') {
      return quoted(text, at + 3, '"', TokenKind::quoted_identifier);
    }
  } else if (ascii::lower(text[at]) == 'x' && byte_at(text, at + 1) == '\'') {
    return quoted(text, at + 2, '\'', TokenKind::string);
  }
  size_t end = at + 1;
  while (ascii::continues_word(byte_at(text, end))) ++end;
  return {TokenKind::word, end};
}

Found Scanner::dollar(std::string_view text, size_t at, Ending ending) const {
  if (!dialect_->dollar_quotes) {
    size_t name_end = at + 1;
    while (ascii::continues_word(byte_at(text, name_end))) ++name_end;
    return {name_end > at + 1 ? TokenKind::parameter : TokenKind::symbol, name_end};
  }
  if (ascii::is_digit(byte_at(text, at + 1))) {
    return {TokenKind::parameter, digits_end(text, at + 1)};
  }
  size_t end = at + 1;
  while (ascii::continues_word(byte_at(text, end)) && text[end] != '$') ++end;
  // What may yet become a tag reaches to the end of an open text, and so is scanned again.
  if (end == text.size() && ending == Ending::open) return {TokenKind::symbol, end};
  if (byte_at(text, end) != '$') return {TokenKind::symbol, at + 1};
  const std::string_view tag = text.substr(at, end + 1 - at);
  const size_t close = text.find(tag, end + 1);
  if (close == std::string_view::npos) return {TokenKind::unterminated, text.size()};
  return {TokenKind::string, close + tag.size()};
}

size_t Scanner::skip(std::string_view text, size_t at) const {
  const size_t floor = at;
  const ascii::ByteSet& stops = *stops_;
  while (true) {
    at = find_member(text, at, stops);
    const size_t behind = jump(text, floor, at);
    if (behind == at) break;
    at = behind;
  }
  if (at == floor) return at;
  // E'…', U&'…', a$b$c: the word before belongs to the token, or the `$` to the word. At the end
  // the word may turn out to be such a prefix when there is more text.
  const char stop = at < text.size() ? text[at] : '$';
  if (stop != '\'' && stop != '"' && stop != '$') return at;
  const size_t prefix = at - floor >= 2 && text[at - 1] == '&' ? at - 1 : at;
  const size_t start = word_start(text, floor, prefix);
  return start == prefix ? at : start;
}

/// Behind what begins at `at` when it is surely a plain string or a lone operator; else `at`.
size_t Scanner::jump(std::string_view text, size_t floor, size_t at) const {
  if (at + 1 >= text.size()) return at;
  const char c = text[at];
  if (c == '-') return text[at + 1] == '-' ? at : at + 1;
  if (c == '/') return text[at + 1] == '*' ? at : at + 1;
  if (c != '\'' || !state_.standard_conforming_strings) return at;
  if (at > floor && (ascii::continues_word(text[at - 1]) || text[at - 1] == '&')) return at;
  const size_t close = find_byte(text, at + 1, '\'');
  // A doubled quote looks like two strings, which cuts alike.
  return close == std::string_view::npos ? at : close + 1;
}

}  // namespace migrate::sql
