// migrate ci: what a pull request's check asks, in one command with one report.
#include "lib/workflow/ci.h"

#include <charconv>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/interruptible.h"
#include "cmd/migrate/commands/lint_gate.h"
#include "cmd/migrate/commands/previous_revisions.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/context.h"
#include "cmd/migrate/diagnostic_style.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/ci.h"
#include "lib/report/ci_page.h"
#include "lib/report/standing.h"
#include "lib/workflow/schema_files.h"

namespace migrate::cmd {
namespace {

using workflow::CiCheck;
using workflow::CiStep;
using Verdict = workflow::SmokeOutcome::Verdict;

constexpr std::string_view kUnreviewed = "unreviewed-generated";
constexpr const char* kProposedMessage = "follow the schema files";

enum class Format { text, json, github };

Format format_of(const Context& context) {
  const std::string wanted =
      context.arguments().value_or("--format", context.json() ? "json" : "text");
  if (wanted == "text") return Format::text;
  if (wanted == "json") return Format::json;
  if (wanted == "github") return Format::github;
  throw Error(ErrorCode::usage, "there is no format '" + wanted + "'",
              "the formats are text, json and github");
}

std::set<CiStep> skipped_steps(const Arguments& arguments) {
  std::set<CiStep> steps;
  for (const std::string& name : arguments.values("--skip")) {
    const std::optional<CiStep> step = workflow::ci_step_named(name);
    if (!step) {
      std::vector<std::string> names;
      for (const CiStep known : workflow::kCiSteps) names.emplace_back(to_string(known));
      throw Error(ErrorCode::usage, "there is no check '" + name + "'",
                  "the checks are " + join(names, ", "));
    }
    steps.insert(*step);
  }
  return steps;
}

std::optional<size_t> max_revisions(const Arguments& arguments) {
  const auto text = arguments.value("--max-revisions");
  if (!text) return std::nullopt;
  size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc() && end == text->data() + text->size()) return number;
  throw Error(ErrorCode::usage, "'" + *text + "' is no number of revisions", "--max-revisions 1");
}

/// The schema files as text; none where the project has none.
std::vector<std::string> texts(const std::vector<std::string>& patterns, const db::Driver& driver) {
  std::vector<std::string> result;
  try {
    for (const SourceText& file : workflow::read_schema_files(patterns, driver, engine_names())) {
      result.push_back(file.read_all());
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::usage) throw;
  }
  return result;
}

class Run {
 public:
  Run(Context& context, workflow::Interruption& interruption)
      : context_(context),
        interruption_(interruption),
        skipped_(skipped_steps(context.arguments())),
        limit_(max_revisions(context.arguments())),
        driver_(driver_named(context.engine())),
        gate_(context.settings(), std::string(driver_->name())),
        previous_(previous_revisions(context)),
        change_(plan::change_between(previous_->previous().graph, context.graph(),
                                     driver_->dialect())) {
    gate_.default_to(kUnreviewed, Severity::error);
  }

  workflow::CiReport run() {
    report_.base = previous_->previous().name;
    report_.added = report::ids(context_.graph(), change_.added);
    for (const CiStep step : workflow::kCiSteps) {
      const Stopwatch time;
      report_.checks.push_back(skipped_.count(step) != 0
                                   ? CiCheck{step, Verdict::skipped, "asked for by --skip"}
                                   : check(step));
      report_.checks.back().duration = time.elapsed();
      interruption_.stop_if_asked();
    }
    return std::move(report_);
  }

 private:
  CiCheck check(CiStep step) {
    switch (step) {
      case CiStep::edited:
        return workflow::check_edited(change_);
      case CiStep::count:
        return workflow::check_count(context_.graph(), change_, limit());
      case CiStep::heads:
        return workflow::check_heads(context_.graph());
      case CiStep::lint:
        return lint();
      case CiStep::schema:
        return schema();
      case CiStep::fresh:
      case CiStep::upgrade_from_previous:
      case CiStep::roundtrip:
        break;
    }
    return smoke(step);
  }

  /// A change of the schema is one revision; others may be any number.
  std::optional<size_t> limit() {
    if (limit_ || context_.settings().schema_mode == SchemaMode::none) return limit_;
    const std::vector<std::string>& patterns = context_.settings().schema_files;
    std::vector<std::string> earlier;
    for (const std::string& pattern : patterns) earlier.push_back(previous_->place_of(pattern));
    if (texts(patterns, *driver_) == texts(earlier, *driver_)) return std::nullopt;
    return 1;
  }

  CiCheck lint() {
    report_.lint = lint::lint_revisions(context_.graph(), change_.added, lint::Arrival::together,
                                        gate_.judging());
    const std::string& baseline = context_.settings().lint_baseline;
    if (!baseline.empty()) (void)lint::apply(read_baseline(baseline), report_.lint);
    return workflow::check_lint(report_.lint);
  }

  const workflow::Bench& bench() {
    if (!bench_) bench_ = open_roomy_bench(context_, *driver_);
    return *bench_->bench;
  }

  CiCheck smoke(CiStep step) {
    workflow::SmokeSubject subject{context_.graph()};
    subject.previous = &previous_->previous();
    subject.history_schema = context_.settings().history_schema;
    report_.smoke.push_back(
        workflow::smoke(bench(), subject, *workflow::smoke_mode_of(step), interruption_));
    return workflow::check_smoke(step, report_.smoke.back());
  }

  CiCheck schema() {
    if (!has_schema_files(context_, *driver_)) {
      return {CiStep::schema, Verdict::skipped, "the project has no schema files"};
    }
    try {
      return compared_schema();
    } catch (const Error& error) {
      if (!workflow::is_about_subject(error)) throw;
      std::vector<Diagnostic> findings = error.diagnostics();
      for (Diagnostic& finding : findings) finding.notes.clear();  // what to run next, elsewhere
      return {CiStep::schema, Verdict::failed, "revisions or schema files fail",
              std::move(findings)};
    }
  }

  CiCheck compared_schema() {
    const Settings& settings = context_.settings();
    const auto kind = settings.schema_mode == SchemaMode::generated
                          ? workflow::SchemaFiles::generated
                          : workflow::SchemaFiles::declared;
    report_.declared = workflow::hold_against_files(bench(), context_.graph(), kind,
                                                    schema_files(context_, *driver_),
                                                    settings.drift_allow, proposed_revision());
    if (report_.declared->proposal) lint_proposal(report_.declared->proposal->revision);
    return workflow::check_schema(*report_.declared);
  }

  [[nodiscard]] revision::NewRevision proposed_revision() const {
    revision::NewRevision revision;
    revision.id = "proposed";
    revision.message = kProposedMessage;
    revision.author = "migrate ci";
    revision.created = std::chrono::system_clock::now();
    revision.parents = report::ids(context_.graph(), context_.graph().heads());
    return revision;
  }

  /// That nobody has read it yet goes without saying.
  void lint_proposal(const revision::NewRevision& revision) {
    const revision::RevisionGraph graph = workflow::with_revision(context_.graph(), revision);
    report_.proposal_lint = lint::lint_revisions(graph, {*graph.find(revision.id)},
                                                 lint::Arrival::one_by_one, gate_.judging());
    std::erase_if(report_.proposal_lint.findings,
                  [](const lint::Finding& finding) { return finding.rule->id == kUnreviewed; });
  }

  Context& context_;
  workflow::Interruption& interruption_;
  std::set<CiStep> skipped_;
  std::optional<size_t> limit_;
  std::unique_ptr<db::Driver> driver_;
  LintGate gate_;
  std::unique_ptr<workflow::PreviousFiles> previous_;
  plan::Change change_;
  std::optional<OpenBench> bench_;
  workflow::CiReport report_;
};

void print(Context& context, const workflow::CiReport& report) {
  const report::DiagnosticStyle style = diagnostic_style(context.terminal(), Terminal::Stream::out);
  switch (format_of(context)) {
    case Format::json:
      return context.print(report::ci_json(report));
    case Format::github:
      context.print(report::ci_github(report));
      break;
    case Format::text:
      break;
  }
  context.print(report::ci_text(report, style));
}

/// Behind what other steps of the job have written there.
void write_summary(Context& context, const workflow::CiReport& report) {
  const auto file = context.arguments().value("--summary");
  const std::string path =
      file ? *file : context.environment().get("GITHUB_STEP_SUMMARY").value_or("");
  if (path.empty()) return;
  std::ofstream out(path, std::ios::app);
  out << report::ci_page(report);
  out.close();
  if (!out) throw Error(ErrorCode::failed, "the summary can't be written to " + path);
}

ExitCode run(Context& context) {
  (void)format_of(context);  // a wrong one is said before the work
  return interruptible(context, [&](workflow::Interruption& interruption) {
    const workflow::CiReport report = Run(context, interruption).run();
    print(context, report);
    write_summary(context, report);
    return report.passed() ? ExitCode::done : ExitCode::check;
  });
}

}  // namespace

const Command& ci_command() {
  static const Command command = {
      .name = "ci",
      .group = Group::checking,
      .summary = "all that a pull request's check asks, in one report",
      .description =
          "Holds the checkout against a git ref: earlier revisions are as they were\n"
          "(edited), a change of the schema is one revision (count), there is one head\n"
          "(heads), lint finds no error in what was added (lint), the revisions run from\n"
          "nothing (fresh), behind those of the ref (upgrade-from-previous) and there and\n"
          "back (roundtrip), and they make what the schema files say (schema); where not,\n"
          "the revision that is missing is proposed. Touches no database that is there;\n"
          "see docs/ci.md. Exit 3 when a check fails.",
      .example =
          "migrate ci\nmigrate ci --base origin/main --format github\n"
          "migrate ci --skip roundtrip --summary report.md",
      .options = {{"--base", 0, "REF",
                   "the git ref that the change is held against (default: that of origin)"},
                  {"--max-revisions", 0, "N",
                   "revisions that a change may have (default: 1 where the schema files changed)"},
                  {"--skip", 0, "CHECK", "leave a check out (repeatable)", OptionSpec::Count::any},
                  {"--format", 0, "FORMAT",
                   "text (the default), json, or github: text and annotations"},
                  {"--summary", 0, "FILE",
                   "append a page in Markdown to FILE (default: $GITHUB_STEP_SUMMARY, if set)"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
