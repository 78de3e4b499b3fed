// The tables of a schema and what their foreign keys lead to: what drawings are made from.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/schema/difference.h"
#include "lib/schema/fact.h"

namespace migrate::report {

/// How a thing differs from the other side of a comparison.
enum class Mark { none, added, removed, changed };

struct PictureColumn {
  std::string name;
  std::string type;
  bool key = false;        ///< of the primary key
  bool reference = false;  ///< of a foreign key
  bool not_null = false;
  Mark mark = Mark::none;
};

struct PictureTable {
  std::string name;
  std::vector<PictureColumn> columns;
  Mark mark = Mark::none;
};

/// A foreign key, from the table that has it.
struct PictureLink {
  size_t from = 0;
  size_t to = 0;
  size_t column = 0;      ///< the first of its columns
  bool optional = false;  ///< one of its columns may be NULL
};

struct SchemaPicture {
  std::vector<PictureTable> tables;  ///< by name
  std::vector<PictureLink> links;    ///< by table
};

/// Draws what both engines call "table", "column" and "constraint".
[[nodiscard]] SchemaPicture schema_picture(const schema::Catalog& catalog);
[[nodiscard]] Mark mark_of(const schema::Change& change);
/// Marks the tables and columns of a picture of either side that `changes` are about.
void mark(SchemaPicture& picture, const schema::Catalog& catalog,
          const std::vector<schema::Change>& changes);

}  // namespace migrate::report
