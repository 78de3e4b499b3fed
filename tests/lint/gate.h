// The whole gate over a few revisions, for tests of rules.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/engines.h"
#include "lib/lint/lint.h"
#include "lib/revision/header.h"
#include "lib/sql/dialect.h"

namespace migrate::lint {

inline revision::ScriptFile script_of(const std::string& name, const std::string& text,
                                      revision::ScriptRole role) {
  const SourceText source = SourceText::from_memory(name, text);
  std::vector<Diagnostic> ignored;
  return {source, revision::read_header(source, role, ignored), ""};
}

inline revision::Revision revision_of(const std::string& id, const std::string& parent,
                                      const std::string& header, const std::string& body) {
  revision::Revision revision;
  revision.id = id;
  if (!parent.empty()) revision.parents = {parent};
  revision.up = script_of(id + ".up.sql", "-- revision: " + id + "\n" + header + "\n" + body,
                          revision::ScriptRole::up);
  return revision;
}

/// A script, perhaps with lines of a header above an empty one, perhaps with a down script below
/// a line that says so.
inline revision::Revision revision_of_example(const std::string& id, const std::string& parent,
                                              std::string_view example) {
  constexpr std::string_view kDown = "-- the down script:\n";
  const size_t end = example.find(kDown);
  const std::string up(example.substr(0, end));
  const size_t blank = up.find("\n\n");
  const bool has_header = blank != std::string::npos;
  revision::Revision revision = revision_of(id, parent, has_header ? up.substr(0, blank + 1) : "",
                                            has_header ? up.substr(blank + 2) : up);
  if (end != std::string_view::npos) {
    revision.down = script_of(id + ".down.sql", std::string(example.substr(end + kDown.size())),
                              revision::ScriptRole::down);
  }
  return revision;
}

class Gate {
 public:
  explicit Gate(const std::string& engine = "postgresql")
      : analyzer_(analyzer_named(engine)), dialect_(sql::find_dialect(engine)) {}

  [[nodiscard]] const Analyzer& analyzer() const { return *analyzer_; }

  /// What is found in `body` as a revision on top of `below`.
  Report on(const std::string& below, const std::string& body, const std::string& header = "") {
    return judge({revision_of("a1", "", "", below), revision_of("b2", "a1", header, body)}, {1},
                 Arrival::one_by_one);
  }
  Report on_example(const std::string& body, const std::string& header = "") {
    return on(std::string(analyzer_->example_schema()), body, header);
  }
  /// As a project with every wish there is would judge it.
  Report example(std::string_view text) {
    policy.approvals = Approvals::named;
    for (const Rule& rule : analyzer_->rules())
      policy.severities[std::string(rule.id)] = rule.severity;
    return judge({revision_of("a1", "", "", std::string(analyzer_->example_schema())),
                  revision_of_example("b2", "a1", text)},
                 {1}, Arrival::one_by_one);
  }
  Report judge(std::vector<revision::Revision> revisions, const std::vector<size_t>& which,
               Arrival arrival) {
    std::vector<Diagnostic> ignored;
    const revision::RevisionGraph graph(std::move(revisions), ignored);
    return lint_revisions(graph, which, arrival, judging());
  }
  Report source(const std::string& text) {
    return lint_source(SourceText::from_memory("x.sql", text), judging());
  }
  Policy policy;

 private:
  [[nodiscard]] Judging judging() { return {*analyzer_, *dialect_, policy}; }

  std::unique_ptr<Analyzer> analyzer_;
  const sql::Dialect* dialect_;
};

/// "drop-table@3:12" for every finding; "(drop-table@3:12)" for one that is approved.
inline std::vector<std::string> listed(const Report& report) {
  std::vector<std::string> out;
  for (const Finding& finding : report.findings) {
    const Position& at = finding.location.position;
    const std::string text = std::string(finding.rule->id) + "@" + std::to_string(at.line) + ":" +
                             std::to_string(at.column);
    out.push_back(finding.approved ? "(" + text + ")" : text);
  }
  return out;
}

using Listed = std::vector<std::string>;

inline bool finds(const Report& report, const Rule& rule) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return finding.rule->id == rule.id && !finding.approved;
  });
}

}  // namespace migrate::lint
