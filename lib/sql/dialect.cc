#include "lib/sql/dialect.h"

namespace migrate::sql {

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::transactional:
      return "transactional";
    case Kind::autocommit:
      return "autocommit";
    case Kind::barrier:
      return "barrier";
    case Kind::control:
      return "control";
    case Kind::copy:
      return "copy";
    case Kind::meta:
      return "meta";
    case Kind::refused:
      return "refused";
  }
  return "";
}

const Dialect* find_dialect(std::string_view name) {
  for (const Dialect* dialect : {&postgresql_dialect(), &sqlite_dialect()}) {
    if (dialect->name == name) return dialect;
  }
  return nullptr;
}

}  // namespace migrate::sql
