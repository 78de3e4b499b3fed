// ASCII as the SQL lexers see it: which bytes make words, and comparing keywords without copies.
#pragma once

#include <array>
#include <string_view>

namespace migrate::sql::ascii {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// First byte of an unquoted identifier, in PostgreSQL and in SQLite: letter, `_`, any non-ASCII.
constexpr bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }
/// PostgreSQL's `space` (SQLite's is the same set).
constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// True when `word` is `keyword`, which is given in upper case.
constexpr bool is_keyword(std::string_view word, std::string_view keyword) {
  if (word.size() != keyword.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (upper(word[i]) != keyword[i]) return false;
  }
  return true;
}

/// A set of bytes, for loops that skip what is not in it.
using ByteSet = std::array<bool, 256>;
constexpr ByteSet byte_set(std::string_view members) {
  ByteSet set{};
  for (const char c : members) set[static_cast<unsigned char>(c)] = true;
  return set;
}

}  // namespace migrate::sql::ascii
