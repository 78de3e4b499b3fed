#include "lib/workflow/sandbox.h"

#include "lib/run/observer.h"
#include "lib/workflow/record.h"
#include "lib/workflow/schema_files.h"

namespace migrate::workflow {

namespace {

class Silent final : public run::Observer {
 public:
  void on(const run::Event&) override {}
};

}  // namespace

Sandbox::Sandbox(const Bench& bench, Interruption& interruption)
    : bench_(bench), interruption_(interruption), trial_(bench.empty()) {
  interruption_.stop_if_asked();
}

ApplyOptions Sandbox::options() const {
  interruption_.stop_if_asked();
  ApplyOptions options;
  options.variables = bench_.variables();
  options.interrupted = interruption_.signal();
  return options;
}

ApplyResult Sandbox::upgrade(const revision::RevisionGraph& graph, const std::string& target) {
  ApplyOptions how = options();
  how.target = target;
  Database database = open();
  const Interruption::Reach reach(interruption_, database.canceller());
  Silent silent;
  return workflow::upgrade(database, graph, how, silent);
}

ApplyResult Sandbox::upgrade_traced(const revision::RevisionGraph& graph, const std::string& target,
                                    const db::Tracer& tracer, Made made, Trace& trace) {
  ApplyOptions how = options();
  how.target = target;
  how.tracer = &tracer;
  Database database = open();
  const Interruption::Reach reach(interruption_, database.canceller());
  trace.surroundings = tracer.surroundings(database.connection());
  TraceRecorder recorder(trace, made);
  return workflow::upgrade(database, graph, how, recorder);
}

db::Throughput Sandbox::throughput(const db::Tracer& tracer) {
  interruption_.stop_if_asked();
  const Interruption::Reach reach(interruption_, trial_.connection->canceller());
  return tracer.measure(*trial_.connection);
}

ApplyResult Sandbox::undo(const revision::RevisionGraph& graph, const std::string& run) {
  ApplyOptions how = options();
  how.run = run;
  Database database = open();
  const Interruption::Reach reach(interruption_, database.canceller());
  Silent silent;
  return workflow::downgrade(database, graph, how, silent);
}

void Sandbox::stamp(const revision::RevisionGraph& graph, const std::vector<std::string>& targets) {
  const ApplyOptions how = options();
  Database database = open();
  const Interruption::Reach reach(interruption_, database.canceller());
  Silent silent;
  (void)workflow::stamp(database, graph, targets, Purge::no, how.stored_script_bytes, silent);
}

void Sandbox::load(const std::vector<SourceText>& files) {
  interruption_.stop_if_asked();
  const Interruption::Reach reach(interruption_, trial_.connection->canceller());
  load_schema(*trial_.connection, bench_.driver(), files);
  trial_.connection->reset();
}

plan::History Sandbox::history() {
  interruption_.stop_if_asked();
  return open().history();
}

schema::Catalog Sandbox::catalog() {
  interruption_.stop_if_asked();
  const Interruption::Reach reach(interruption_, trial_.connection->canceller());
  return bench_.read(*trial_.connection);
}

RowSums Sandbox::rows(const schema::Catalog& catalog) {
  interruption_.stop_if_asked();
  const Interruption::Reach reach(interruption_, trial_.connection->canceller());
  return row_sums(bench_.driver(), *trial_.connection, catalog);
}

}  // namespace migrate::workflow
