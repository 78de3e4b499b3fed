#include "cmd/migrate/commands/select.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/revision/target.h"

namespace migrate::cmd {
namespace {

using revision::RevisionGraph;

std::vector<size_t> resolve(const RevisionGraph& graph, const std::string& text,
                            const std::vector<bool>& applied) {
  return revision::resolve_target(graph, revision::parse_target(text), applied);
}

std::vector<bool> nothing_applied(const RevisionGraph& graph) {
  return std::vector<bool>(graph.size(), false);
}

std::vector<size_t> single_head(const RevisionGraph& graph) {
  const std::vector<size_t> heads = graph.heads();
  if (heads.size() < 2) return heads;
  Diagnostic finding;
  finding.code = "several-heads";
  finding.message = "there are " + std::to_string(heads.size()) +
                    " heads: which one should the new revision follow?";
  finding.detail = revision::list_choices(graph, heads);
  finding.hint = "--head ID names it; 'migrate merge' joins them first";
  throw Error(ErrorCode::check, std::move(finding));
}

void demand_head(const RevisionGraph& graph, size_t index) {
  if (graph.children(index).empty()) return;
  throw Error(
      ErrorCode::usage,
      graph.at(index).id + " is no head: " + graph.at(graph.children(index)[0]).id + " follows it",
      "--splice starts a new branch there");
}

}  // namespace

size_t one_revision(const RevisionGraph& graph, const std::string& text) {
  const std::vector<size_t> found = resolve(graph, text, nothing_applied(graph));
  if (found.size() == 1) return found[0];
  throw Error(
      ErrorCode::usage,
      found.empty() ? "'" + text + "' names no revision" : "'" + text + "' names several revisions",
      "name one by its id; 'migrate history' lists them");
}

std::vector<size_t> new_parents(const RevisionGraph& graph, const std::vector<std::string>& targets,
                                Splice splice) {
  if (targets.empty()) return single_head(graph);
  if (targets == std::vector<std::string>{"base"}) return {};
  std::vector<size_t> parents;
  for (const std::string& target : targets) {
    const std::vector<size_t> found = resolve(graph, target, nothing_applied(graph));
    if (found.empty()) {
      throw Error(ErrorCode::usage, "'" + target + "' names no revision to follow",
                  "'--head base' alone starts a new base");
    }
    parents.insert(parents.end(), found.begin(), found.end());
  }
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  if (splice == Splice::no) {
    for (const size_t parent : parents) demand_head(graph, parent);
  }
  return parents;
}

std::vector<size_t> revisions_in(const RevisionGraph& graph, const std::string& range,
                                 const std::vector<bool>& applied) {
  const revision::Range ends = revision::parse_range(range);
  if (ends.single) return resolve(graph, ends.to, applied);
  std::vector<bool> wanted =
      graph.closure(resolve(graph, ends.to.empty() ? "heads" : ends.to, applied));
  const std::vector<size_t> from =
      ends.from.empty() ? std::vector<size_t>{} : resolve(graph, ends.from, applied);
  const std::vector<bool> below = graph.closure(from);
  std::vector<size_t> out;
  for (size_t i = 0; i < graph.size(); ++i) {
    const bool start = std::find(from.begin(), from.end(), i) != from.end();
    if (wanted[i] && (!below[i] || start)) out.push_back(i);
  }
  return out;
}

bool counts_from_current(const std::string& range) {
  return range.find("current") != std::string::npos || range.starts_with('+') ||
         range.starts_with('-') || range.find(":+") != std::string::npos ||
         range.find(":-") != std::string::npos;
}

}  // namespace migrate::cmd
