// What stands between two statements: the comment lines directly above the next one, and the
// directives in them.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/diagnostic.h"
#include "lib/sql/lexer.h"

namespace migrate::sql {

class Gap {
 public:
  /// Where on its line a gap begins.
  enum class Start { new_line, behind_statement };
  void begin(Start start);
  /// Takes in a space, comment or semicolon that lies at `offset`.
  void add(TokenKind kind, uint64_t offset, std::string_view token);

  /// The `--` lines above the next statement, without a blank line in or below them.
  [[nodiscard]] Span comment() const { return comment_; }
  [[nodiscard]] bool transaction_off() const { return transaction_off_; }
  [[nodiscard]] bool at_first_column() const { return at_first_column_; }

 private:
  void forget();

  Span comment_;
  bool transaction_off_ = false;
  bool line_is_blank_ = true;  ///< only space so far on this line
  bool at_first_column_ = true;
};

}  // namespace migrate::sql
