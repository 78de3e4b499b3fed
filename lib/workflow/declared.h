// The schema files against what the revisions make.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/workflow/autogenerate.h"
#include "lib/workflow/drift.h"

namespace migrate::workflow {

/// What the files are: written by people, or a dump that follows the revisions.
enum class SchemaFiles { declared, generated };

struct Declared {
  SchemaFiles files = SchemaFiles::declared;
  /// From what the revisions make to what the files say; the other way round for a dump.
  Drift drift;
  /// The revision that would end the difference, tried there and back; none where there is no
  /// difference, or none can be written: then `refusals` tell why.
  std::optional<Generated> proposal = {};
  std::vector<Diagnostic> refusals = {};
};

/// Replays both in scratch. A difference whose line contains one of `allow` passes. `revision`: id,
/// message and parents of what is proposed, which holds whatever the difference takes, losses too;
/// for a dump nothing is. Throws Error as Bench does for revisions that fail, and as load_schema()
/// for files that do.
[[nodiscard]] Declared hold_against_files(const Bench& bench, const revision::RevisionGraph& graph,
                                          SchemaFiles kind, const std::vector<SourceText>& files,
                                          const std::vector<std::string>& allow,
                                          revision::NewRevision revision);

}  // namespace migrate::workflow
