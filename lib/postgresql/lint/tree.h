// Reading the parser's trees. A node is an object with one member, {"DropStmt": {…}}; what is zero,
// false or empty is left out of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"

namespace migrate::postgresql::lint {

using Tree = json::Value;

/// A name as written; the schema is empty where none stands there.
struct Name {
  std::string schema;
  std::string name;
  friend bool operator==(const Name&, const Name&) = default;
  friend bool operator<(const Name& a, const Name& b) {
    return a.schema != b.schema ? a.schema < b.schema : a.name < b.name;
  }
};

/// "DropStmt": what kind of node it is; and what the node holds.
[[nodiscard]] std::string_view kind_of(const Tree& node);
[[nodiscard]] const Tree& body_of(const Tree& node);

[[nodiscard]] bool flag(const Tree& body, std::string_view key);
[[nodiscard]] int64_t integer(const Tree& body, std::string_view key);
/// Where a node stands in the statement's text, in bytes.
[[nodiscard]] size_t location(const Tree& body);

/// A list of String nodes.
[[nodiscard]] std::vector<std::string> strings(const Tree& list);
/// The body of a RangeVar.
[[nodiscard]] Name name_of(const Tree& range);
/// Parts of a name, the last of them its own.
[[nodiscard]] Name name_of(const std::vector<std::string>& parts);
/// The name of an item of a DropStmt: a List, a TypeName or a String.
[[nodiscard]] Name object_name(const Tree& node);

/// As SQL: quoted where it must be.
[[nodiscard]] std::string sql(const Name& name);
[[nodiscard]] std::string sql(const std::string& name);
[[nodiscard]] std::string sql_list(const std::vector<std::string>& names);

/// The last names of all column references in `tree`; "*" for a star.
[[nodiscard]] std::vector<std::string> columns_in(const Tree& tree);
/// All tables that `tree` reads from.
[[nodiscard]] std::vector<Name> relations_in(const Tree& tree);
/// Calls `found(kind, body)` for every node in `tree`, outermost first, in order.
template <typename Found>
void each_node(const Tree& tree, const Found& found) {
  for (const Tree& item : tree.items()) each_node(item, found);
  for (const auto& [key, value] : tree.members()) {
    if (key[0] >= 'A' && key[0] <= 'Z') found(std::string_view(key), value);
    each_node(value, found);
  }
}

/// A type as written, by its internal name: int4, varchar, timestamptz.
struct Type {
  Name name;
  std::vector<int> modifiers;  ///< of varchar(30), numeric(10, 2)
  bool array = false;
  friend bool operator==(const Type&, const Type&) = default;
};
/// The body of a TypeName.
[[nodiscard]] Type type_of(const Tree& body);
/// "character varying(30)": as format_type() writes it.
[[nodiscard]] std::string format(const Type& type);

}  // namespace migrate::postgresql::lint
