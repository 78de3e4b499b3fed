// migrate smoke: the revisions tried out in scratch databases.
#include "lib/workflow/smoke.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/interruptible.h"
#include "cmd/migrate/commands/previous_revisions.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/smoke_trace.h"
#include "cmd/migrate/context.h"
#include "cmd/migrate/diagnostic_style.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/smoke.h"

namespace migrate::cmd {
namespace {

using workflow::SmokeMode;
using workflow::SmokeOutcome;

constexpr std::string_view kAll = "all";

/// What --mode says; none: all of them.
std::optional<SmokeMode> mode_of(const Context& context) {
  const std::string wanted = context.arguments().value_or("--mode", std::string(kAll));
  if (wanted == kAll) return std::nullopt;
  for (const SmokeMode mode : workflow::kSmokeModes) {
    if (wanted == to_string(mode)) return mode;
  }
  throw Error(ErrorCode::usage, "there is no mode '" + wanted + "'",
              "the modes are fresh, upgrade-from-previous, roundtrip, stamped and all");
}

void demand_file(const std::string& path) {
  if (!path_exists(path)) throw Error(ErrorCode::usage, "there is no file " + path);
}

SourceText read_dump(Context& context, const std::string& engine, const std::string& path) {
  demand_file(path);
  std::vector<std::string> reader = dump_reader(engine, path);
  if (reader.empty()) return SourceText::from_file(path, path);
  const std::string program = reader.front();
  reader.erase(reader.begin());
  const Captured sql = capture_process(program, reader, context.environment().with_prefix(""));
  if (sql.exit_code == 0) return SourceText::from_memory(path, sql.out);
  Diagnostic diagnostic;
  diagnostic.message = program + " can't read " + path;
  diagnostic.detail = std::string(trim(sql.err));
  throw Error(ErrorCode::usage, std::move(diagnostic));
}

class Run {
 public:
  Run(Context& context, workflow::Interruption& interruption)
      : context_(context),
        interruption_(interruption),
        driver_(driver_named(context.engine())),
        only_(mode_of(context)),
        subject_{context.graph()} {}

  ExitCode run() {
    gather();
    const OpenBench open = open_roomy_bench(context_, *driver_);
    for (const SmokeMode mode : workflow::kSmokeModes) {
      if (only_ && *only_ != mode) continue;
      outcomes_.push_back(outcome(*open.bench, mode));
      if (trace_) trace_->judge(outcomes_.back());
      if (context_.json()) continue;
      context_.print(report::smoke_text(
          outcomes_.back(), diagnostic_style(context_.terminal(), Terminal::Stream::out)));
    }
    if (context_.json()) {
      context_.print(report::smoke_json(outcomes_));
    } else if (!only_) {
      context_.print(report::smoke_summary(outcomes_));
    }
    return report::passed(outcomes_) ? ExitCode::done : ExitCode::check;
  }

 private:
  void gather() {
    const Arguments& arguments = context_.arguments();
    if (const auto dump = arguments.value("--from-dump")) {
      subject_.dump = read_dump(context_, std::string(driver_->name()), *dump);
    }
    subject_.history_schema = context_.settings().history_schema;
    subject_.dump_at = arguments.value_or("--at", "");
    if (!subject_.dump_at.empty() && !subject_.dump) {
      throw Error(ErrorCode::usage, "--at says what a dump is at, and there is none",
                  "--from-dump FILE names it");
    }
    for (const std::string& file : arguments.values("--seed")) {
      demand_file(file);
      subject_.seed.push_back(SourceText::from_file(file, file));
    }
    gather_previous();
    gather_schema();
    gather_trace();
  }

  /// Of the upgrade from what is there, where it can be tried: else of all revisions.
  void gather_trace() {
    trace_ = SmokeTrace::asked(context_);
    if (!trace_) return;
    const bool from_something = no_previous_.empty() || subject_.dump;
    trace_->look_at(subject_, only_            ? *only_
                              : from_something ? SmokeMode::upgrade_from_previous
                                               : SmokeMode::fresh);
  }

  /// Where nobody insists, the lack of git only leaves a mode out.
  void gather_previous() {
    const Arguments& arguments = context_.arguments();
    const bool asked =
        arguments.has("--base") ||
        (!subject_.dump && (!subject_.seed.empty() || only_ == SmokeMode::upgrade_from_previous));
    const bool of_use = subject_.dump ? subject_.dump_at.empty() : !only_;
    if (!asked && !of_use) return;
    try {
      previous_ = previous_revisions(context_);
      subject_.previous = &previous_->previous();
    } catch (const Error& error) {
      const bool only_no_git = error.diagnostics().at(0).code == workflow::kNoGit;
      if (!only_no_git || asked) throw;
      no_previous_ = error.what();
    }
  }

  void gather_schema() {
    if (subject_.dump || (only_ && *only_ != SmokeMode::stamped)) return;
    if (only_ || has_schema_files(context_, *driver_)) {
      subject_.schema = schema_files(context_, *driver_);
    } else {
      no_schema_ = "the project has no schema files";
    }
    subject_.drift_allow = context_.settings().drift_allow;
  }

  SmokeOutcome outcome(const workflow::Bench& bench, SmokeMode mode) {
    if (mode == SmokeMode::upgrade_from_previous && !no_previous_.empty() && !subject_.dump) {
      return skipped(mode, no_previous_);
    }
    if (mode == SmokeMode::stamped && !no_schema_.empty()) return skipped(mode, no_schema_);
    return workflow::smoke(bench, subject_, mode, interruption_);
  }

  static SmokeOutcome skipped(SmokeMode mode, const std::string& reason) {
    SmokeOutcome outcome;
    outcome.mode = mode;
    outcome.verdict = SmokeOutcome::Verdict::skipped;
    outcome.reason = reason;
    return outcome;
  }

  Context& context_;
  workflow::Interruption& interruption_;
  std::unique_ptr<db::Driver> driver_;
  std::optional<SmokeMode> only_;
  std::unique_ptr<workflow::PreviousFiles> previous_;
  workflow::SmokeSubject subject_;
  std::string no_previous_;  ///< why there are no previous revisions
  std::string no_schema_;
  std::optional<SmokeTrace> trace_;
  std::vector<SmokeOutcome> outcomes_;
};

ExitCode run(Context& context) {
  return interruptible(context, [&](workflow::Interruption& interruption) {
    return Run(context, interruption).run();
  });
}

}  // namespace

const Command& smoke_command() {
  static const Command command = {
      .name = "smoke",
      .group = Group::checking,
      .summary = "try the revisions out in scratch databases",
      .description =
          "fresh runs all revisions in an empty database. upgrade-from-previous runs those\n"
          "of a git ref first, or loads a dump, then the rest. roundtrip runs each up, down\n"
          "and up again, and names the first whose down script does not restore schema or\n"
          "rows. stamped loads the schema files, or the dump, records them as applied, and\n"
          "compares with what the revisions make. Touches no database that is there; see\n"
          "docs/smoke.md. Exit 3 when one fails.",
      .example =
          "migrate smoke\nmigrate smoke --mode roundtrip\n"
          "migrate smoke --base origin/main --seed tests/rows.sql\n"
          "migrate smoke --base origin/main --trace --stats production.json",
      .options = {{"--mode", 0, "MODE",
                   "fresh, upgrade-from-previous, roundtrip, stamped, or all (the default)"},
                  {"--base", 0, "REF",
                   "the git ref with the previous revisions (default: that of origin)"},
                  {"--seed", 0, "FILE", "rows for what follows the previous revisions (repeatable)",
                   OptionSpec::Count::any},
                  {"--from-dump", 0, "FILE", "begin with this dump of a database"},
                  {"--at", 0, "REV", "what a dump without a history is at"},
                  {"--trace", 0, "",
                   "tell which locks each statement takes, what it reads whole and what it\n"
                   "writes anew (PostgreSQL)"},
                  {"--stats", 0, "FILE",
                   "with --trace: estimate how long locks are held in the database that this\n"
                   "file of `migrate stats` is from"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
