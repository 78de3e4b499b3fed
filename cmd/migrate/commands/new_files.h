// Writing new revisions: what `revision` and `merge` share.
#pragma once

#include <string>

#include "cmd/migrate/context.h"
#include "lib/revision/author.h"

namespace migrate::cmd {

/// A new revision with what `--message`, `--rev-id` and `--author` say. Throws Error{usage} for an
/// id that is not well formed or that a revision has already.
[[nodiscard]] revision::NewRevision new_revision(Context& context);

/// Creates both files in the first versions directory; prints nothing.
[[nodiscard]] revision::NewFiles create_revision(Context& context,
                                                 const revision::NewRevision& revision);

/// Creates both files in the first versions directory and prints their paths; with --json the
/// members of `more`, too.
void write_revision(Context& context, revision::NewRevision revision,
                    const json::Object& more = {});

}  // namespace migrate::cmd
