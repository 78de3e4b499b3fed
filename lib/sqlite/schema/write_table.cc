#include "lib/sqlite/schema/write_table.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sqlite/schema/ddl_text.h"
#include "lib/sqlite/schema/names.h"
#include "lib/sqlite/schema/read_table.h"
#include "lib/sqlite/schema/table_change.h"

namespace migrate::sqlite {

using schema::Fact;

std::string column_definition(const Fact& column, const std::vector<const Fact*>& parts) {
  std::string result(column.remark("sql"));
  for (const Fact* constraint : parts_of_kind(parts, "constraint")) {
    if (constraint->remark("column") != column.identity.name[1]) continue;
    result.append(" ").append(constraint->remark("sql"));
  }
  return result;
}

std::string create_table(const Fact& table, const std::string& name,
                         const std::vector<const Fact*>& parts) {
  const std::vector<const Fact*> columns = parts_of_kind(parts, "column");
  const std::vector<const Fact*> constraints = parts_of_kind(parts, "constraint");
  std::vector<const Fact*> own = columns;
  own.insert(own.end(), constraints.begin(), constraints.end());
  if (digest_of(table, own) == table.remark("whole")) {
    const DdlText text(table.remark("sql"));
    const bool same = to_lower(name) == table.identity.name[0];
    return same ? std::string(text.slice(text.all())) : text.renamed(2, identifier(name));
  }

  std::vector<std::string> lines;
  for (const Fact* column : columns) lines.push_back(column_definition(*column, constraints));
  for (const Fact* constraint : constraints) {
    if (constraint->remark("column").empty()) lines.emplace_back(constraint->remark("sql"));
  }
  std::vector<std::string> options;
  if (table.has("without rowid")) options.emplace_back("WITHOUT ROWID");
  if (table.has("strict")) options.emplace_back("STRICT");
  return "CREATE TABLE " + identifier(name) + " (\n    " + join(lines, ",\n    ") + "\n)" +
         (options.empty() ? "" : " " + join(options, ", "));
}

}  // namespace migrate::sqlite
