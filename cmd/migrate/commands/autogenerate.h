// Revisions that are written by comparing.
#pragma once

#include "cmd/migrate/context.h"
#include "lib/revision/author.h"

namespace migrate::cmd {

/// What a generated revision is to lead to.
enum class Wanted {
  schema_files,  ///< --autogenerate
  database,      ///< --from-database: what the configured database has
};

/// Fills in the scripts of `revision`, as the command's options say, from the difference between
/// the revisions (or the database of --from) and what is wanted; tells what was left alone. False:
/// there is no difference, and nothing is to be written.
[[nodiscard]] bool autogenerate(Context& context, Wanted wanted, revision::NewRevision& revision);

}  // namespace migrate::cmd
