#include "cmd/migrate/commands/smoke_trace.h"

#include <set>
#include <string>
#include <vector>

#include "cmd/migrate/commands/lint_gate.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "lib/report/stats.h"

namespace migrate::cmd {

namespace {

using workflow::SmokeMode;

workflow::TableSizes read_sizes(const std::string& file) {
  if (!path_exists(file)) {
    throw Error(ErrorCode::usage, "there is no file " + file,
                "`migrate stats > " + file + "` writes it");
  }
  const std::string text = read_file(file);
  try {
    return report::read_stats(text);
  } catch (const Error& error) {
    throw Error(ErrorCode::usage, file + " has no sizes: " + error.what(),
                "`migrate stats > FILE` writes them");
  }
}

/// The revisions that were traced, as indices of `graph`, in its order.
std::vector<size_t> traced_revisions(const workflow::Trace& trace,
                                     const revision::RevisionGraph& graph) {
  std::set<size_t> found;
  for (const workflow::TracedStatement& statement : trace.statements) {
    if (const auto index = graph.find(statement.revision)) found.insert(*index);
  }
  return {found.begin(), found.end()};
}

}  // namespace

SmokeTrace::SmokeTrace(Context& context)
    : context_(&context), tracer_(tracer_named(context.engine())) {}

std::optional<SmokeTrace> SmokeTrace::asked(Context& context) {
  const Arguments& arguments = context.arguments();
  const auto sizes = arguments.value("--stats");
  if (!arguments.has("--trace")) {
    if (!sizes) return std::nullopt;
    throw Error(ErrorCode::usage, "--stats says how large the tables of a trace are elsewhere",
                "--trace asks for one");
  }
  SmokeTrace trace(context);
  if (!trace.tracer_) {
    throw Error(ErrorCode::usage,
                "--trace: a " + context.engine() + " database has one lock for all its tables",
                "every transaction that writes holds it to its end: `migrate lint` names the "
                "statements that take long");
  }
  if (sizes) trace.sizes_ = read_sizes(*sizes);
  return trace;
}

void SmokeTrace::look_at(workflow::SmokeSubject& subject, SmokeMode mode) const {
  if (mode != SmokeMode::fresh && mode != SmokeMode::upgrade_from_previous) {
    throw Error(
        ErrorCode::usage,
        "--trace looks at upgrades, which " + std::string(to_string(mode)) + " is not about",
        "--mode upgrade-from-previous, or --mode fresh");
  }
  subject.tracer = tracer_.get();
  subject.traced = mode;
  if (sizes_) subject.sizes = &*sizes_;
}

void SmokeTrace::judge(workflow::SmokeOutcome& outcome) const {
  if (!outcome.trace) return;
  std::optional<LintGate> gate;
  try {
    gate.emplace(context_->settings(), context_->engine());
  } catch (const Error& error) {
    if (error.code() == ErrorCode::usage) throw;
    return context_->tell(std::string("the trace is not compared with lint: ") + error.what());
  }
  const revision::RevisionGraph& graph = context_->graph();
  const lint::Arrival arrival =
      outcome.mode == SmokeMode::fresh ? lint::Arrival::one_by_one : lint::Arrival::together;
  const lint::Report report = lint::lint_revisions(graph, traced_revisions(*outcome.trace, graph),
                                                   arrival, gate->judging());
  workflow::judge(*outcome.trace, report);
}

}  // namespace migrate::cmd
