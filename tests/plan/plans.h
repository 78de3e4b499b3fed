// Histories from literals, and plans as texts, for tests.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/plan.h"
#include "tests/revision/revisions.h"

namespace migrate::test {

/// A row of an applied revision; `text` as in make_revision().
inline revision::AppliedRevision make_row(const std::string& text) {
  const revision::Revision revision = make_revision(text);
  revision::AppliedRevision row;
  row.id = revision.id;
  row.parents = revision.parents;
  row.depends_on = revision.depends_on;
  row.message = revision.message;
  return row;
}
inline revision::AppliedRevision make_running(const std::string& text, plan::Direction direction) {
  revision::AppliedRevision row = make_row(text);
  row.state = revision::AppliedRevision::State::running;
  row.direction = direction;
  row.statements_done = 3;
  row.trying = 3;
  return row;
}

inline plan::State state_of(const revision::RevisionGraph& graph,
                            std::vector<revision::AppliedRevision> rows) {
  plan::History history;
  history.exists = true;
  history.rows = std::move(rows);
  return plan::match(graph, history);
}
inline plan::State applied(const revision::RevisionGraph& graph,
                           const std::vector<std::string>& texts) {
  std::vector<revision::AppliedRevision> rows;
  for (const std::string& text : texts) rows.push_back(make_row(text));
  return state_of(graph, std::move(rows));
}

/// A finding with everything it says, one line each.
inline std::string text_of(const Diagnostic& found) {
  std::string text = found.code + ": " + found.message;
  for (const std::string& part : {found.detail, found.hint}) {
    if (!part.empty()) text += "\n" + part;
  }
  for (const std::string& note : found.notes) text += "\n" + note;
  return text;
}
inline std::string text_of(const std::vector<Diagnostic>& findings) {
  std::string text;
  for (const Diagnostic& found : findings) text += (text.empty() ? "" : "\n") + text_of(found);
  return text;
}

/// What `act` returns as a text, or "error N" (its code as a number) and the findings.
template <class Act>
std::string outcome(const Act& act) {
  try {
    return act();
  } catch (const Error& error) {
    return "error " + std::to_string(static_cast<int>(error.code())) + " " +
           text_of(error.diagnostics());
  }
}

inline std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

inline std::string pending_text(const revision::RevisionGraph& graph, const plan::State& state,
                                const std::string& target) {
  return outcome([&] { return ids(graph, plan::pending(graph, state, target)); });
}
inline std::string undone_text(const revision::RevisionGraph& graph, const plan::State& state,
                               const std::string& target) {
  return outcome([&] { return joined(plan::undone(graph, state, target).ids); });
}
inline std::string stamped_text(const revision::RevisionGraph& graph, const plan::State& state,
                                const std::vector<std::string>& targets) {
  return outcome([&] {
    const plan::Stamp stamp = plan::stamped(graph, state, targets);
    return "+" + ids(graph, stamp.add) + " -" + joined(stamp.remove);
  });
}

constexpr const char* kResolveWays =
    "`migrate resolve %s --retry`: the statement that was being tried did not happen; it runs "
    "again\n"
    "`migrate resolve %s --applied`: it did happen; the run goes on behind it\n"
    "`migrate resolve %s --reverted`: a person has undone the statements that are done; the row "
    "goes";
inline std::string resolve_ways(const std::string& id) {
  return replace_all(kResolveWays, "%s", id);
}

}  // namespace migrate::test
