// What differs between the SQL dialects, as data. dialect_<engine>.cc hold the tables.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace migrate::sql {

/// How a statement may run; see segments.h for what each does to a script.
enum class Kind { transactional, autocommit, barrier, control, copy, meta, refused };
/// What a statement of kind `control` does.
enum class Control { none, begin, commit, rollback, savepoint };

[[nodiscard]] std::string_view to_string(Kind kind);

/// One row of the classifier's table: statements whose leading words match `pattern` have `kind`.
/// A pattern is words and wildcards, matched against the statement's tokens outside parentheses;
/// the first row that matches decides. classifier.h describes the pattern language.
struct Rule {
  std::string_view pattern;
  Kind kind = Kind::transactional;
  Control control = Control::none;
  /// One sentence: why this kind. Shown by `split` and in messages.
  std::string_view why;
};

/// Differences that the lexer knows about.
struct Dialect {
  std::string_view name;         ///< "postgresql", "sqlite": also what files and options call it
  bool dollar_quotes = false;    ///< $tag$ … $tag$
  bool escape_strings = false;   ///< E'…', and standard_conforming_strings
  bool nested_comments = false;  ///< /* /* */ */
  bool bracket_identifiers = false;  ///< [x] and `x`
  bool trigger_bodies = false;       ///< CREATE TRIGGER … END; is one statement
  bool atomic_bodies = false;        ///< BEGIN ATOMIC … END is one statement
  bool parentheses_protect = false;  ///< a `;` inside parentheses does not end a statement
  bool psql_commands = false;        ///< backslash lines
  bool copy_data = false;            ///< COPY … FROM stdin with its data
  bool carriage_return_ends_comment = false;
  bool named_parameters = false;   ///< ?, ?1, :name, @name
  bool names_ignore_case = false;  ///< in quotes, too
  bool dot_commands = false;       ///< the shell's own lines, which begin with a dot
  /// What the names of tables begin with that the engine makes itself; empty: it makes none.
  std::string_view own_tables = {};
  /// The schema that a new database has from the beginning; empty: there are no schemas.
  std::string_view first_schema = {};
  /// What decides a statement's kind; the first rule that matches.
  std::span<const Rule> rules;
  /// First words that no rule begins with and that never change the session by themselves: the
  /// statements that come in bulk.
  std::span<const std::string_view> plain;
  /// Patterns of statements that leave the session as it was.
  std::span<const std::string_view> quiet;
};

[[nodiscard]] const Dialect& postgresql_dialect();
[[nodiscard]] const Dialect& sqlite_dialect();
/// The dialect called `name`, or null.
[[nodiscard]] const Dialect* find_dialect(std::string_view name);

}  // namespace migrate::sql
