// What all kinds of objects have in common: names, owners, grants, comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/postgresql/schema/kinds.h"

namespace migrate::postgresql {

/// A name as SQL, quoted only where it must be: lower-case words that are no reserved key words
/// stay bare.
[[nodiscard]] std::string name_sql(std::string_view name);
/// "orders", or "app.orders" where the schema is not `home`.
[[nodiscard]] std::string qualified(const std::string& schema, const std::string& name,
                                    const std::string& home);
/// The schema and name of a fact, as `qualified`; deeper names are left out.
[[nodiscard]] std::string qualified(const Identity& identity, const Sides& sides);

/// How an object is called in COMMENT ON, ALTER … OWNER TO and GRANT … ON.
struct Called {
  std::string type;             ///< "TABLE", "MATERIALIZED VIEW"
  std::string name;             ///< as SQL, with arguments where it has any
  std::string grant_type = {};  ///< "TABLE", "SEQUENCE", …; empty: the same as `type`
  /// Of a column: its table in GRANT … ON, and its own name.
  std::string table = {};
  std::string column = {};

  [[nodiscard]] const std::string& granted_on() const { return column.empty() ? name : table; }
};

/// Statements for the attributes owner, grants and comment of an object that was just made.
[[nodiscard]] std::vector<Statement> dress(const Fact& fact, const Called& called);
/// The same for those of them that `change` changes.
[[nodiscard]] std::vector<Statement> redress(const Change& change, const Called& called);
/// "COMMENT ON COLUMN t.c IS 'text'"; NULL where there is none.
[[nodiscard]] Statement comment_on(const std::string& what, const Fact& fact);

/// `["fillfactor=70"]` as "fillfactor=70, …" for WITH (…) and SET (…): values quoted where needed.
[[nodiscard]] std::string options_sql(std::string_view options);

/// SET (…) and RESET (…) of what `change` changes in the attribute `options`: clauses of `subject`,
/// each behind `prefix`, "ALTER COLUMN c ".
void alter_options(std::vector<Statement>& out, const Change& change, const std::string& subject,
                   const std::string& prefix = "");

/// Appends `more`.
void append(std::vector<Statement>& statements, std::vector<Statement> more);

}  // namespace migrate::postgresql
