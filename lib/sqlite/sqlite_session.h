// What a SQLite session keeps between statements: PRAGMA values, attached databases, temporary
// objects.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/db/connection.h"

namespace migrate::sqlite {

/// A query that has a row when `name` is a PRAGMA of this library: SQLite ignores unknown ones.
[[nodiscard]] db::Request pragma_known(const std::string& name);
[[nodiscard]] Error unknown_pragma(const std::string& name);
/// PRAGMA name = 'value'. Precondition: pragma_known.
[[nodiscard]] db::Request pragma_set(const std::string& name, const std::string& value);

/// Whether what the authorizer reports (https://www.sqlite.org/c3ref/c_alter_table.html) outlives
/// its statement in the session. The pointers may be null.
[[nodiscard]] bool touches_session(int action, const char* first, const char* second,
                                   const char* database);

/// The requests that bring back `state`, JSON as sql/sqlite/history/done.sql keeps it; an empty
/// state has none. Throws Error{in_doubt} when databases were attached or temporary objects made.
[[nodiscard]] std::vector<db::Request> restore_requests(const std::string& state);

}  // namespace migrate::sqlite
