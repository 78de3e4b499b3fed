#include "lib/sql/problem.h"

#include <utility>

namespace migrate::sql {

Diagnostic problem_at(const SourceText& source, uint64_t offset, Position position,
                      std::string code, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  // A text in memory may be put together from several files; a file is what it says.
  diagnostic.location =
      source.path().empty() ? source.locate(offset) : Location{source.name(), position};
  diagnostic.excerpt = source.line_at(offset);
  return diagnostic;
}

}  // namespace migrate::sql
