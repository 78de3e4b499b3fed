// The server's own grammar (libpg_query, PostgreSQL 15): a statement as a tree.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"

namespace migrate::postgresql::lint {

struct Parsed {
  /// The statement's node, {"DropStmt": {…}}; null where it can't be read.
  json::Value tree;
  std::string error;        ///< why it can't be read
  size_t error_offset = 0;  ///< in bytes
};

/// Longer statements are not made into trees: the parser's memory is many times their size, and
/// its recursion as deep as their expressions are long.
constexpr size_t kLongestParsed = 256 * 1024;

/// Reads one statement. Precondition: called within on_big_stack().
[[nodiscard]] Parsed parse(const std::string& statement);

/// The SQL inside a DO block or a function in PL/pgSQL: each statement as it is written there, and
/// for EXECUTE of a literal, the literal.
struct Embedded {
  std::string sql;
  enum class Source { statement, literal, dynamic } source = Source::statement;
};
/// Empty where the body can't be read. `statement` is a DO or CREATE FUNCTION in PL/pgSQL with its
/// body as a string; no other may be given. Precondition: called within on_big_stack().
[[nodiscard]] std::vector<Embedded> embedded_statements(const std::string& statement);

/// Runs `act` on a thread with a stack that the parser's recursion can't use up on statements of
/// kLongestParsed bytes; what it throws is thrown here.
void on_big_stack(const std::function<void()>& act);

/// Throws Error{failed} where this program was built without the parser.
void demand_parser();

}  // namespace migrate::postgresql::lint
