#include "lib/sqlite/schema/ddl_text.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite {

using sql::TokenKind;

namespace {

/// Whether a space is written between two tokens of a canonical text; only for its looks.
bool spaced(std::string_view left, std::string_view right) {
  constexpr std::string_view kTight = "(.";
  constexpr std::string_view kClosing = "),.";
  const bool operators = left.find_first_not_of("<>=!|-&") == std::string_view::npos &&
                         right.find_first_not_of("<>=|") == std::string_view::npos;
  return !operators && kTight.find(left) == std::string_view::npos &&
         kClosing.find(right) == std::string_view::npos;
}

}  // namespace

DdlText::DdlText(std::string_view sql)
    : sql_(sql), lexemes_(sql::lexemes(sql_, sql::sqlite_dialect())) {}

bool DdlText::is(size_t index, std::string_view keyword) const {
  return index < size() && lexemes_[index].kind == TokenKind::word &&
         lexemes_[index].folded == keyword;
}

bool DdlText::is_symbol(size_t index, char symbol) const {
  return index < size() && lexemes_[index].kind == TokenKind::symbol &&
         lexemes_[index].text.size() == 1 && lexemes_[index].text[0] == symbol;
}

bool DdlText::is_name(size_t index) const {
  if (index >= size()) return false;
  const TokenKind kind = lexemes_[index].kind;
  return kind == TokenKind::word || kind == TokenKind::quoted_identifier ||
         kind == TokenKind::string;
}

std::string DdlText::name(size_t index) const {
  const sql::Lexeme& lexeme = lexemes_[index];
  if (lexeme.kind == TokenKind::word) return lexeme.text;
  if (lexeme.kind == TokenKind::quoted_identifier) return lexeme.folded;
  return replace_all(std::string_view(lexeme.text).substr(1, lexeme.text.size() - 2), "''", "'");
}

size_t DdlText::behind_group(size_t index) const {
  size_t depth = 0;
  for (; index < size(); ++index) {
    if (is_symbol(index, '(')) ++depth;
    if (is_symbol(index, ')') && --depth == 0) return index + 1;
  }
  return size();
}

std::string_view DdlText::slice(Range range) const {
  if (range.empty()) return {};
  const sql::Lexeme& last = lexemes_[range.end - 1];
  const size_t begin = lexemes_[range.begin].offset;
  return std::string_view(sql_).substr(begin, last.offset + last.text.size() - begin);
}

bool DdlText::is_qualifier(size_t index, std::string_view own) const {
  return !own.empty() && is_symbol(index + 1, '.') && is_name(index) &&
         to_lower(name(index)) == own;
}

std::string DdlText::renamed(size_t index, std::string_view replacement) const {
  const std::string own = to_lower(name(index));
  const auto end_of = [this](size_t at) { return lexemes_[at].offset + lexemes_[at].text.size(); };
  std::string result;
  size_t written = lexemes_.front().offset;
  for (size_t at = 0; at < size(); ++at) {
    const bool qualifier = is_qualifier(at, own);
    if (at != index && !qualifier) continue;
    result.append(sql_, written, lexemes_[at].offset - written);
    if (at == index) result += replacement;
    written = end_of(qualifier ? at + 1 : at);
  }
  return result.append(sql_, written, end_of(size() - 1) - written);
}

std::string DdlText::canonical(const sql::Lexeme& lexeme, const Names& known) const {
  if (lexeme.kind == TokenKind::word) return lexeme.folded;
  if (lexeme.kind == TokenKind::number) return to_lower(lexeme.text);
  if (lexeme.kind != TokenKind::quoted_identifier) return lexeme.text;
  std::string name = to_lower(lexeme.folded);
  const bool plain =
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos &&
      !name.empty() && (name[0] < '0' || name[0] > '9');
  if (plain && known.contains(name)) return name;
  return '"' + replace_all(known.contains(name) ? name : lexeme.folded, "\"", "\"\"") + '"';
}

std::string DdlText::canonical(Range range, const Names& known, std::string_view own) const {
  std::string result;
  std::string last;
  for (size_t index = range.begin; index < range.end; ++index) {
    if (is_qualifier(index, own)) {
      ++index;
      continue;
    }
    std::string next = canonical(lexemes_[index], known);
    if (!last.empty() && spaced(last, next)) result += ' ';
    result += next;
    last = std::move(next);
  }
  return result;
}

Names DdlText::words(Range range) const {
  Names result;
  for (size_t index = range.begin; index < range.end; ++index) {
    if (is_name(index)) result.insert(to_lower(name(index)));
  }
  return result;
}

}  // namespace migrate::sqlite
