#include "lib/workflow/rebase.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/revision/checksum.h"
#include "lib/revision/loader.h"
#include "lib/revision/rebase.h"

namespace migrate::workflow {
namespace {

using revision::Revision;
using revision::RevisionGraph;
using revision::ValueEdit;

/// Edits by path: a file that serves several engines is edited once.
using Edits = std::map<std::string, ValueEdit>;

/// Adds the edit that gives `script` these parents, and puts the text as it will be in its place.
void move_script(revision::ScriptFile& script, revision::ScriptRole role,
                 const std::vector<std::string>& parents, Edits& edits) {
  const std::optional<ValueEdit> edit = revision::parents_edit(script, parents);
  if (!edit) return;
  revision::ScriptFile after = script;
  after.source = SourceText::from_memory(script.source.name(),
                                         revision::edited(script.source.read_all(), *edit));
  std::vector<Diagnostic> problems;
  after.header = revision::read_header(after.source, role, problems);
  const std::string* value = after.header.find("parents");
  const bool right = problems.empty() && value != nullptr &&
                     revision::parse_list(*value) == parents &&
                     revision::checksum(after.source, after.header) ==
                         revision::checksum(script.source, script.header);
  if (!right) {
    throw Error(ErrorCode::invalid, script.source.name() + " can't be rewritten safely",
                "change `parents:` in its header by hand");
  }
  script = std::move(after);
  edits.emplace(edit->path, *edit);
}

void move_revision(Revision& revision, const std::vector<std::string>& parents, Edits& edits) {
  move_script(revision.up, revision::ScriptRole::up, parents, edits);
  if (revision.down) move_script(*revision.down, revision::ScriptRole::down, parents, edits);
  revision.parents = parents;
}

/// What `after` finds that `before` did not.
std::vector<Diagnostic> new_findings(const std::vector<Diagnostic>& before,
                                     std::vector<Diagnostic> after) {
  std::set<std::pair<std::string, std::string>> known;
  for (const Diagnostic& found : before) known.emplace(found.location.file, found.message);
  std::erase_if(after, [&](const Diagnostic& found) {
    return known.contains({found.location.file, found.message});
  });
  return after;
}

/// The graph of one engine with the revisions called `ids` moved. Throws Error{invalid} when that
/// makes findings.
RevisionGraph move_in(std::vector<Revision> revisions, const std::set<std::string>& ids,
                      const std::vector<std::string>& parents, Edits& edits) {
  std::vector<Diagnostic> before;
  (void)RevisionGraph(revisions, before);
  for (Revision& revision : revisions) {
    if (ids.contains(revision.id)) move_revision(revision, parents, edits);
  }
  std::vector<Diagnostic> after;
  RevisionGraph graph(std::move(revisions), after);
  std::vector<Diagnostic> found = new_findings(before, std::move(after));
  if (!found.empty()) throw Error(ErrorCode::invalid, std::move(found));
  return graph;
}

/// The files that count on another engine. Where those are not complete, and so not in use, they
/// are rewritten all the same, but make no graph.
void move_variants(const std::vector<std::string>& directories, const std::string& engine,
                   const std::vector<std::string>& engines, const std::set<std::string>& ids,
                   const std::vector<std::string>& parents, Edits& edits) {
  revision::Loaded loaded = revision::load_revisions(directories, engine, engines);
  if (loaded.diagnostics.empty()) {
    (void)move_in(std::move(loaded.revisions), ids, parents, edits);
    return;
  }
  for (Revision& revision : loaded.revisions) {
    if (ids.contains(revision.id)) move_revision(revision, parents, edits);
  }
}

/// Replacing a file takes a writable directory alone; a file that may not be written is left alone.
void demand_writable(const std::vector<ValueEdit>& edits) {
  for (const ValueEdit& edit : edits) {
    if (access(edit.path.c_str(), W_OK) == 0) continue;
    throw Error(ErrorCode::failed, "cannot write " + edit.path + ": " + std::strerror(errno),
                "no file was changed");
  }
}

/// The file itself is written, also behind a link.
void write_edit(const ValueEdit& edit) {
  std::error_code failure;
  const std::filesystem::path target = std::filesystem::canonical(edit.path, failure);
  write_file(failure ? edit.path : target.string(), revision::edited(read_file(edit.path), edit));
}

/// Says on `error` what became of the files that were rewritten before it.
void take_back(const std::vector<ValueEdit>& edits, size_t count, Error& error) {
  size_t restored = 0;
  for (size_t i = count; i-- > 0;) {
    try {
      write_edit(revision::reversed(edits[i]));
      ++restored;
    } catch (const Error& second) {
      error.first().notes.push_back(edits[i].path + " stays rewritten (`parents: " + edits[i].to +
                                    "`, before: " + edits[i].from + "): " + second.what());
    }
  }
  if (restored == count) error.first().notes.emplace_back("all files are as they were");
}

}  // namespace

Rebase plan_rebase(const Project& project, const std::string& engine,
                   const std::vector<std::string>& engines, const std::vector<size_t>& revisions,
                   size_t onto) {
  const RevisionGraph& graph = project.graph;
  const std::vector<std::string> parents = {graph.at(onto).id};
  Rebase rebase;
  std::set<std::string> ids;
  std::vector<size_t> in_order = revisions;
  std::sort(in_order.begin(), in_order.end());
  for (const size_t index : in_order) {
    revision::check_rebase(graph, index, onto);
    const Revision& revision = graph.at(index);
    if (revision.parents == parents || !ids.insert(revision.id).second) continue;
    rebase.moved.push_back({revision.id, revision.parents, parents});
  }
  Edits edits;
  const RevisionGraph after = move_in(graph.revisions(), ids, parents, edits);
  for (const size_t head : after.heads()) rebase.heads.push_back(after.at(head).id);
  for (const std::string& other : engines) {
    if (other != engine) move_variants(project.directories, other, engines, ids, parents, edits);
  }
  for (const auto& [path, edit] : edits) rebase.edits.push_back(edit);
  return rebase;
}

void write_edits(const std::vector<ValueEdit>& edits) {
  demand_writable(edits);
  size_t done = 0;
  try {
    for (; done < edits.size(); ++done) write_edit(edits[done]);
  } catch (Error& error) {
    take_back(edits, done, error);
    throw;
  }
}

}  // namespace migrate::workflow
