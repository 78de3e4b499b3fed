// What a statement makes, as far as it has a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/lexer.h"

namespace migrate::workflow {

/// Kind and names as written: {"column", {"public", "orders", "total"}}.
struct NamedObject {
  std::string kind;
  std::vector<std::string> path;
};

/// A statement's tokens, and what in them has a name.
class MakingStatement {
 public:
  /// `tokens`: all of the statement.
  explicit MakingStatement(std::vector<sql::Lexeme> tokens);

  /// What begins at token `index`: the object of the whole statement (0), a constraint, or an item
  /// of the list of columns, attributes or values; a comma stands for what is behind it. None where
  /// that has no name, or is of no kind that can be renamed.
  [[nodiscard]] std::optional<NamedObject> at(size_t index) const;
  [[nodiscard]] const std::vector<sql::Lexeme>& tokens() const { return tokens_; }

 private:
  [[nodiscard]] bool is(size_t index, std::string_view word) const;
  bool take(std::string_view word);
  std::vector<std::string> take_path();
  void read();
  void read_created();
  void read_type();
  void read_index();
  void read_on_table(const std::string& kind);
  void read_altered();
  [[nodiscard]] std::optional<NamedObject> item(size_t index) const;
  [[nodiscard]] bool is_nameless_constraint(size_t index) const;

  std::vector<sql::Lexeme> tokens_;
  std::vector<size_t> depths_;  ///< of parentheses, by token
  size_t next_ = 0;
  NamedObject object_;
  std::string item_kind_;        ///< of the list's items; empty: there is no list of named things
  std::string constraint_kind_;  ///< of constraints; empty: there can't be any
  size_t list_ = 0;              ///< the parenthesis that opens the list
};

}  // namespace migrate::workflow
