#include "lib/plan/script_text.h"

#include "lib/sql/include.h"

namespace migrate::plan {

SourceText script_text(const revision::ScriptFile& script, const sql::Dialect& dialect,
                       std::vector<Diagnostic>& problems) {
  return sql::expand_includes(script.source, dialect, script.root, problems, script.within);
}

}  // namespace migrate::plan
