// The way back of a baseline: a DROP for everything that a schema file creates.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "lib/sql/lexer.h"

namespace migrate::revision {

/// Feed it the statements of a schema file in order; it collects what takes them back, from a table
/// of the objects whose DROP can be written from their CREATE alone. What belongs to a table that
/// the file creates (indexes, triggers, rows, grants …) goes with it.
class BaselineUndo {
 public:
  /// `line`: where the statement begins, for the reason.
  void add(const std::vector<sql::Lexeme>& lexemes, int64_t line);

  /// Why there is no way back; empty when there is one.
  [[nodiscard]] const std::string& irreversible() const { return irreversible_; }
  /// The statements, one a line, in the order they must run; empty when irreversible.
  [[nodiscard]] std::string body() const;

 private:
  void add_create(const std::vector<sql::Lexeme>& lexemes, int64_t line);
  void add_alter(const std::vector<sql::Lexeme>& lexemes, int64_t line);
  void give_up(const std::vector<sql::Lexeme>& lexemes, int64_t line);

  std::unordered_set<std::string> relations_;  ///< tables and views created here, names folded
  std::unordered_set<std::string> owned_sequences_;
  std::vector<std::string> drops_;
  struct Sequence {
    std::string folded;
    std::string drop;
  };
  std::vector<Sequence> sequences_;   ///< go behind the tables whose defaults use them
  std::vector<std::string> schemas_;  ///< go last
  std::string irreversible_;
};

}  // namespace migrate::revision
