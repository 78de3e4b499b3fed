#include "lib/plan/change.h"

#include <optional>
#include <string>

#include "lib/base/text.h"
#include "lib/plan/state.h"

namespace migrate::plan {
namespace {

using revision::Revision;
using revision::RevisionGraph;

constexpr const char* kNewRevision =
    "databases that have it keep what they have: leave it as it was, and write a new revision";

Diagnostic finding(const char* code, std::string message, const Revision& file) {
  Diagnostic found;
  found.code = code;
  found.message = std::move(message);
  found.location = {file.up.source.name(), {}};
  found.hint = kNewRevision;
  return found;
}

/// "a1, b2"; "nothing".
std::string listed(const std::vector<std::string>& ids) {
  return ids.empty() ? "nothing" : join(ids, ", ");
}

std::optional<Diagnostic> edit_of(const Revision& before, const RevisionGraph& graph,
                                  const sql::Dialect& dialect) {
  const std::optional<size_t> index = graph.find(before.id);
  if (!index) {
    Diagnostic gone = finding("removed-revision", "revision " + before.id + " is gone", before);
    gone.hint =
        "databases that have it can't be migrated without its file: put it back, and undo "
        "in a new revision what it does";
    return gone;
  }
  const Revision& now = graph.at(*index);
  if (checksum_of(before.up, dialect) != checksum_of(now.up, dialect)) {
    return finding("edited-revision", "the up script of " + before.id + " was edited", now);
  }
  if (before.prerequisites() != now.prerequisites()) {
    return finding("moved-revision",
                   "revision " + before.id + " stands on " + listed(now.prerequisites()) +
                       ", and stood on " + listed(before.prerequisites()),
                   now);
  }
  return std::nullopt;
}

}  // namespace

Change change_between(const RevisionGraph& before, const RevisionGraph& now,
                      const sql::Dialect& dialect) {
  Change change;
  for (size_t i = 0; i < now.size(); ++i) {
    if (!before.find(now.at(i).id)) change.added.push_back(i);
  }
  for (const Revision& revision : before.revisions()) {
    if (auto edit = edit_of(revision, now, dialect)) change.edited.push_back(std::move(*edit));
  }
  return change;
}

}  // namespace migrate::plan
