// Facts from the text of a CREATE TABLE statement. PRAGMAs don't tell a column's collation, checks,
// conflict clauses, constraint names, what is deferrable, or the text of an expression.
//
//     table       {table}               autoincrement, strict, without rowid
//                                       remarks: sql, name, whole (see digest_of)
//     column      {table, column}       type, not null, default, collation, generated, stored
//                                       remarks: sql (without what is a constraint), name,
//                                       position, default (as written)
//     constraint  {table, its name, or its definition where it has none}
//                                       type, definition
//                                       remarks: sql, column (where it is written at one), rowid
//                                       (the column, where a primary key of one column can be one)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/schema/fact.h"
#include "lib/sqlite/schema/ddl_text.h"

namespace migrate::sqlite {

struct TableFacts {
  schema::Fact table;
  std::vector<schema::Fact> parts;  ///< columns in their order, then constraints
};

/// The facts of `sql`, a text from sqlite_schema ("CREATE TABLE name (…) …"). `known`: names of the
/// whole database. None where the text isn't understood.
[[nodiscard]] std::optional<TableFacts> read_table(std::string_view sql, const Names& known);

/// A digest of what a table and its parts are: remark "whole" holds that of the facts which the
/// author's text made. Another one: the facts were changed since, and the text no longer tells
/// them.
[[nodiscard]] std::string digest_of(const schema::Fact& table,
                                    const std::vector<const schema::Fact*>& parts);

}  // namespace migrate::sqlite
