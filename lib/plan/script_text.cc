#include "lib/plan/script_text.h"

namespace migrate::plan {

SourceText script_text(const revision::ScriptFile& script, const sql::Dialect&,
                       std::vector<Diagnostic>&) {
  return script.source;
}

}  // namespace migrate::plan
