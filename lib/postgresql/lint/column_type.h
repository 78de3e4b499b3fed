// What a change of a column's type costs. Measured on PostgreSQL 15; source:
// ATColumnChangeRequiresRewrite in tablecmds.c, and the support functions of the types.
#pragma once

#include "lib/postgresql/lint/catalog.h"

namespace migrate::postgresql::lint {

struct TypeChange {
  bool rewrites = false;   ///< the table and its indexes are written anew
  bool narrows = false;    ///< values may no longer fit: it fails, or cuts them
  bool reindexes = false;  ///< an index on the column is built anew, though the table is not
};

/// From what `column` is to `definition`, the body of the ColumnDef of an ALTER COLUMN TYPE.
[[nodiscard]] TypeChange type_change(const Catalog& catalog, const Column& column,
                                     const Tree& definition);

}  // namespace migrate::postgresql::lint
