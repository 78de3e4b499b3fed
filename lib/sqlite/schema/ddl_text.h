// The text of a CREATE statement, as tokens that can be compared and as its author wrote it.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/lexer.h"

namespace migrate::sqlite {

/// Names of tables, views and columns, in lower case.
using Names = std::set<std::string, std::less<>>;

/// Tokens [begin, end) of a text.
struct Range {
  size_t begin = 0;
  size_t end = 0;
  [[nodiscard]] bool empty() const { return begin == end; }
};

class DdlText {
 public:
  explicit DdlText(std::string_view sql);

  [[nodiscard]] size_t size() const { return lexemes_.size(); }
  [[nodiscard]] Range all() const { return {0, size()}; }
  /// Whether token `index` is the unquoted word `keyword` (in lower case); false past the end.
  [[nodiscard]] bool is(size_t index, std::string_view keyword) const;
  /// Whether it is the symbol `symbol`.
  [[nodiscard]] bool is_symbol(size_t index, char symbol) const;
  /// Whether it can be a name: a word, quoted in any way.
  [[nodiscard]] bool is_name(size_t index) const;
  /// The name that token `index` is, without its quotes. Precondition: is_name(index).
  [[nodiscard]] std::string name(size_t index) const;
  [[nodiscard]] sql::TokenKind kind(size_t index) const { return lexemes_[index].kind; }

  /// The index behind the group that `index` opens with "("; size() when it isn't closed.
  [[nodiscard]] size_t behind_group(size_t index) const;

  /// What the author wrote from the first to the last token of `range`, comments between them
  /// included.
  [[nodiscard]] std::string_view slice(Range range) const;
  /// As slice(all()), with the name that token `index` is replaced, and taken away where it
  /// qualifies another one ("t.x").
  [[nodiscard]] std::string renamed(size_t index, std::string_view replacement) const;
  /// Two ranges with the same canonical text are the same tokens: spaces, comments, the case of
  /// words and the quotes of names in `known` don't count. A quoted name that is none of those may
  /// be a string (SQLite takes it as one) and stays as it is. The name `own`, in lower case, is
  /// left out where it qualifies another one.
  [[nodiscard]] std::string canonical(Range range, const Names& known,
                                      std::string_view own = {}) const;
  /// Everything in `range` that can be a name, in lower case.
  [[nodiscard]] Names words(Range range) const;

 private:
  [[nodiscard]] std::string canonical(const sql::Lexeme& lexeme, const Names& known) const;
  /// Whether `own` "." begins at token `index`.
  [[nodiscard]] bool is_qualifier(size_t index, std::string_view own) const;

  std::string sql_;
  std::vector<sql::Lexeme> lexemes_;
};

}  // namespace migrate::sqlite
