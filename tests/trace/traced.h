// A script run on a database of its own, with the tracer looking on.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/engines.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/trace.h"
#include "tests/lint/gate.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {

class Traced {
 public:
  /// A database with what `below` makes; `rows` is run on it by psql.
  explicit Traced(std::string below, const std::string& rows = "")
      : below_(std::move(below)),
        driver_(driver_named("postgresql")),
        tracer_(tracer_named("postgresql")),
        url_(fresh_postgres_database()) {
    run({lint::revision_of("a1", "", "", below_)}, nullptr);
    if (!rows.empty()) PostgresServer::instance().psql(database_of(url_), rows);
  }

  /// Runs `script` as the revision b2 (with a header above an empty line, if one is there), and
  /// holds what lint finds in it against that.
  workflow::Trace of(std::string_view script, workflow::Made made = workflow::Made::by_revision) {
    return of(std::vector{std::string(script)}, made);
  }
  /// The same of several revisions, b2, b3, …
  workflow::Trace of(const std::vector<std::string>& scripts,
                     workflow::Made made = workflow::Made::by_revision) {
    workflow::Trace trace;
    workflow::TraceRecorder recorder(trace, made);
    std::vector<revision::Revision> revisions = {lint::revision_of("a1", "", "", below_)};
    std::vector<size_t> judged;
    for (const std::string& script : scripts) {
      judged.push_back(revisions.size());
      revisions.push_back(lint::revision_of_example("b" + std::to_string(revisions.size() + 1),
                                                    revisions.back().id, script));
    }
    run(revisions, &recorder);
    lint::Gate gate;
    for (const lint::Rule& rule : gate.analyzer().rules()) {
      gate.policy.severities[std::string(rule.id)] = rule.severity;
    }
    const auto arrival =
        made == workflow::Made::by_run ? lint::Arrival::together : lint::Arrival::one_by_one;
    workflow::judge(trace, gate.judge(revisions, judged, arrival));
    return trace;
  }

 private:
  class Silent final : public run::Observer {
   public:
    void on(const run::Event&) override {}
  };

  void run(std::vector<revision::Revision> revisions, run::Observer* recorder) {
    std::vector<Diagnostic> problems;
    const revision::RevisionGraph graph(std::move(revisions), problems);
    workflow::DatabaseOptions options;
    options.connect.url = url_;
    workflow::Database database(*driver_, options);
    workflow::ApplyOptions how;
    how.target = "heads";
    if (recorder != nullptr) how.tracer = tracer_.get();
    Silent silent;
    (void)workflow::upgrade(database, graph, how, recorder == nullptr ? silent : *recorder);
  }

  std::string below_;
  std::unique_ptr<db::Driver> driver_;
  std::unique_ptr<db::Tracer> tracer_;
  std::string url_;
};

/// "ACCESS EXCLUSIVE public.orders" for each lock that keeps somebody waiting; sorted.
inline std::vector<std::string> blocking_locks(const workflow::TracedStatement& statement) {
  std::vector<std::string> found;
  for (const db::TracedLock& lock : statement.trace.locks) {
    if (lock.waits == db::Waits::schema_changes) continue;
    found.push_back(lock.mode + " " + lock.relation.name);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace migrate::test
