#include <string_view>
#include <utility>

#include "lib/base/error.h"
#include "lib/plan/script_text.h"
#include "lib/plan/state.h"
#include "lib/revision/checksum.h"

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::Revision;
using revision::RevisionGraph;

/// A checksum of another algorithm says nothing about today's file.
bool comparable(const std::string& checksum) { return checksum.starts_with("s1:"); }

bool down_changed(const Revision& revision, const AppliedRevision& row,
                  const sql::Dialect& dialect) {
  if (!comparable(row.down_checksum)) return false;
  return !revision.down || checksum_of(*revision.down, dialect) != row.down_checksum;
}

}  // namespace

std::string checksum_of(const revision::ScriptFile& script, const sql::Dialect& dialect) {
  std::vector<Diagnostic> problems;
  const SourceText text = script_text(script, dialect, problems);
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  return revision::checksum(text, script.header);
}

Changed changed_files(const RevisionGraph& graph, const State& state, const sql::Dialect& dialect) {
  Changed changed;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!state.applied[i]) continue;
    const Revision& revision = graph.at(i);
    const AppliedRevision& row = *state.row(revision.id);
    if (comparable(row.up_checksum) && checksum_of(revision.up, dialect) != row.up_checksum) {
      changed.up.push_back(i);
    }
    if (down_changed(revision, row, dialect)) changed.down.push_back(i);
  }
  return changed;
}

std::vector<Diagnostic> describe_changed(const RevisionGraph& graph, const Changed& changed) {
  std::vector<Diagnostic> found;
  for (const size_t index : changed.up) {
    const Revision& revision = graph.at(index);
    Diagnostic& finding = found.emplace_back();
    finding.code = "changed-file";
    finding.message = "the up script of " + revision.id + " has changed since it was applied";
    finding.location = {revision.up.source.name(), {}};
    finding.hint =
        "`migrate show " + revision.id + " --diff` shows how; `migrate redo " + revision.id +
        "` undoes it and applies the file (in development); `migrate validate --accept " +
        revision.id + "` takes the file as it is; a change to the schema belongs in a new revision";
  }
  for (const size_t index : changed.down) {
    const Revision& revision = graph.at(index);
    Diagnostic& finding = found.emplace_back();
    finding.severity = Severity::warning;
    finding.code = "changed-file";
    if (revision.down) {
      finding.message = "the down script of " + revision.id + " has changed since it was applied";
      finding.location = {revision.down->source.name(), {}};
      finding.hint = "a downgrade runs the file; `migrate validate --accept " + revision.id +
                     "` takes it as it is";
    } else {
      finding.message = "the down script of " + revision.id + " is gone since it was applied";
      finding.location = {revision.up.source.name(), {}};
      finding.hint = "`migrate validate --accept " + revision.id + "` takes that as it is";
    }
  }
  return found;
}

}  // namespace migrate::plan
