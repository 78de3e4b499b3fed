// schema.sql, loaded: every statement of some files, in whatever order works.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/db/driver.h"

namespace migrate::workflow {

/// "sql/schema.sqlite.sql" for "sql/schema.sql": what is taken in its place on that engine.
[[nodiscard]] std::string engine_variant(const std::string& path, std::string_view engine);

/// The same where there is such a file, else `path`.
[[nodiscard]] std::string variant_or_path(const std::string& path, std::string_view engine);

/// Paths of the files that `pattern` names, sorted, for the engine: its variants in the places of
/// what they are variants of, without those for others of `engines`. '*' and '?' stand in the last
/// part.
[[nodiscard]] std::vector<std::string> files_for(const std::string& pattern,
                                                 std::string_view engine,
                                                 const std::vector<std::string>& engines);

/// The files that `patterns` name, sorted within each pattern; '*' and '?' stand in the last part
/// of a path. A variant for the driver's engine, `schema.<engine>.sql` beside `schema.sql`, is
/// taken in its place; those for others of `engines` are left out. Includes are put in place.
/// Throws Error{usage} for a pattern without a file.
[[nodiscard]] std::vector<SourceText> read_schema_files(const std::vector<std::string>& patterns,
                                                        const db::Driver& driver,
                                                        const std::vector<std::string>& engines);

/// Runs the statements of `files`, each committed by itself. One that fails is tried again behind
/// the others, for as long as that gets any further: what it needs may stand below it, or in
/// another file. Transaction control and the harmless psql commands of a pg_dump file are passed
/// over. Throws Error{failed} with the place of every statement that never worked.
void load_schema(db::Connection& connection, const db::Driver& driver,
                 const std::vector<SourceText>& files);

}  // namespace migrate::workflow
