// migrate lint: what a careful reviewer would say about scripts.
#include "lib/lint/lint.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/lint_gate.h"
#include "cmd/migrate/commands/previous_revisions.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "cmd/migrate/diagnostic_style.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/lint/baseline.h"
#include "lib/plan/change.h"
#include "lib/plan/state.h"
#include "lib/report/lint.h"
#include "lib/report/lint_formats.h"

namespace migrate::cmd {
namespace {

/// --dialect; else the configured database's.
std::string engine_of(Context& context) {
  const std::string name = context.arguments().value_or("--dialect", "");
  if (name.empty()) return context.engine();
  const std::vector<std::string> engines = engine_names();
  if (std::find(engines.begin(), engines.end(), name) != engines.end()) return name;
  throw Error(ErrorCode::usage, "there is no dialect '" + name + "'",
              "the dialects are " + join(engines, ", "));
}

Severity fail_on(const Context& context) {
  const std::string name = context.arguments().value_or("--fail-on", "error");
  if (const auto severity = lint::severity_named(name)) return *severity;
  throw Error(ErrorCode::usage, "'" + name + "' is no severity",
              "--fail-on error, --fail-on warning, or --fail-on info");
}

ExitCode explain(Context& context, const LintGate& gate) {
  const lint::Rule& rule = gate.rule(context.arguments().value_or("--explain", ""));
  if (context.json()) {
    json::Value value = report::rule_json(rule, gate.policy());
    value.set("version", 1);
    context.print(value);
  } else {
    context.print(report::rule_text(rule, gate.policy()));
  }
  return ExitCode::done;
}

ExitCode list_rules(Context& context, const LintGate& gate) {
  if (context.json()) {
    context.print(report::rules_json(gate.rules(), gate.policy()));
  } else {
    context.print(report::rules_text(gate.rules(), gate.policy()));
  }
  return ExitCode::done;
}

/// Which script of which revision a file is.
struct Owner {
  size_t revision = 0;
  enum class Script { up, down } script = Script::up;
};

bool is_same(const std::string& path, const std::string& file) {
  std::error_code error;
  return std::filesystem::equivalent(path, file, error) && !error;
}

std::optional<Owner> owner_of(const revision::RevisionGraph& graph, const std::string& file) {
  for (size_t i = 0; i < graph.size(); ++i) {
    const revision::Revision& revision = graph.at(i);
    if (is_same(revision.up.source.path(), file)) return Owner{i, Owner::Script::up};
    if (revision.down && is_same(revision.down->source.path(), file)) {
      return Owner{i, Owner::Script::down};
    }
  }
  return std::nullopt;
}

bool is_file(const std::string& word) {
  return word.ends_with(".sql") || word.find('/') != std::string::npos;
}

class Run {
 public:
  Run(Context& context, const lint::Judging& judging) : context_(context), judging_(judging) {}

  lint::Report judge(const std::vector<std::string>& words) {
    if (context_.arguments().has("--base")) {
      demand_no_words(words);
      judge_change();
    } else if (words.empty()) {
      judge_range(":", lint::Arrival::one_by_one);
    }
    for (const std::string& word : words) {
      if (is_file(word)) {
        judge_file(word);
      } else {
        judge_range(word, lint::Arrival::together);
      }
    }
    return std::move(report_);
  }

 private:
  void judge_range(const std::string& range, lint::Arrival arrival) {
    context_.load(Needs::revisions);
    const revision::RevisionGraph& graph = context_.graph();
    std::vector<bool> applied(graph.size(), false);
    if (counts_from_current(range)) {
      context_.load(Needs::database);
      applied = plan::match(graph, context_.database().history()).applied;
    }
    lint::append(report_, lint::lint_revisions(graph, revisions_in(graph, range, applied), arrival,
                                               judging_));
  }

  static void demand_no_words(const std::vector<std::string>& words) {
    if (words.empty()) return;
    throw Error(ErrorCode::usage, "--base says which revisions are judged, and so does " + words[0],
                "leave one of them out");
  }

  /// The revisions that the git ref of --base has not.
  void judge_change() {
    context_.load(Needs::revisions);
    const revision::RevisionGraph& graph = context_.graph();
    const plan::Change change = plan::change_between(previous_revisions(context_)->previous().graph,
                                                     graph, judging_.dialect);
    lint::append(report_,
                 lint::lint_revisions(graph, change.added, lint::Arrival::together, judging_));
  }

  /// A revision's script is judged on what stands below it, any other file by itself.
  void judge_file(const std::string& file) {
    const SourceText source = SourceText::from_file(file, file);
    if (!graph_tried_) {
      graph_tried_ = true;
      try {
        context_.load(Needs::revisions);
        graph_ = &context_.graph();
      } catch (const Error& error) {
        if (error.code() == ErrorCode::usage) throw;
      }
    }
    const std::optional<Owner> owner = graph_ == nullptr ? std::nullopt : owner_of(*graph_, file);
    if (!owner) {
      lint::append(report_, lint::lint_source(source, judging_));
    } else if (owner->script == Owner::Script::down) {
      lint::append(report_, lint::lint_down(*graph_, owner->revision, judging_));
    } else {
      lint::append(report_, lint::lint_revisions(*graph_, {owner->revision},
                                                 lint::Arrival::one_by_one, judging_));
    }
  }

  Context& context_;
  const lint::Judging& judging_;
  const revision::RevisionGraph* graph_ = nullptr;
  bool graph_tried_ = false;
  lint::Report report_;
};

enum class Format { text, json, sarif, github, gitlab, junit };

Format format_of(const Context& context) {
  static constexpr std::pair<std::string_view, Format> kFormats[] = {
      {"text", Format::text},     {"json", Format::json},     {"sarif", Format::sarif},
      {"github", Format::github}, {"gitlab", Format::gitlab}, {"junit", Format::junit}};
  const std::string wanted = context.arguments().value_or("--format", "");
  if (wanted.empty()) return context.json() ? Format::json : Format::text;
  for (const auto& [name, format] : kFormats) {
    if (name == wanted) return format;
  }
  throw Error(ErrorCode::usage, "there is no format '" + wanted + "'",
              "the formats are text, json, sarif, github, gitlab and junit");
}

void print(Context& context, const lint::Report& report, const std::vector<lint::Rule>& rules) {
  switch (format_of(context)) {
    case Format::json:
      return context.print(report::lint_json(report));
    case Format::sarif:
      return context.print(report::lint_sarif(report, rules, MIGRATE_VERSION));
    case Format::github:
      return context.print(report::lint_github(report));
    case Format::gitlab:
      return context.print(report::lint_gitlab(report));
    case Format::junit:
      return context.print(report::lint_junit(report));
    case Format::text:
      break;
  }
  context.print(
      report::lint_text(report, diagnostic_style(context.terminal(), Terminal::Stream::out)));
}

/// The findings that `file` names don't count any more.
void apply_baseline(Context& context, const std::string& file, lint::Report& report) {
  const size_t gone = lint::apply(read_baseline(file), report);
  const Arguments& arguments = context.arguments();
  if (gone == 0 || arguments.has("--base") || !arguments.values("REV").empty()) return;
  context.tell(counted(gone, "finding") + " of the baseline " + (gone == 1 ? "is" : "are") +
               " gone: `migrate lint --write-baseline " + file + "` forgets " +
               (gone == 1 ? "it" : "them"));
}

ExitCode write_baseline(Context& context, const lint::Report& report) {
  const std::string file = context.arguments().value_or("--write-baseline", "");
  if (path_exists(file)) (void)read_baseline(file);  // nothing else is written over
  write_file(file, lint::baseline_text(report));
  context.tell("wrote " + file);
  return ExitCode::done;
}

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  const Severity limit = fail_on(context);
  (void)format_of(context);  // a wrong one is said before the work
  const LintGate gate(context.settings(), engine_of(context));
  if (arguments.has("--explain")) return explain(context, gate);
  if (arguments.has("--rules")) return list_rules(context, gate);
  const lint::Judging judging = gate.judging();
  lint::Report report = Run(context, judging).judge(arguments.values("REV"));
  if (arguments.has("--write-baseline")) return write_baseline(context, report);
  const std::string baseline = arguments.value_or("--baseline", context.settings().lint_baseline);
  if (!baseline.empty()) apply_baseline(context, baseline, report);
  print(context, report, gate.rules());
  return report.count(limit) == 0 ? ExitCode::done : ExitCode::check;
}

}  // namespace

const Command& lint_command() {
  static const Command command = {
      .name = "lint",
      .group = Group::checking,
      .summary = "say what is risky about scripts before anybody runs them",
      .description =
          "Reads up scripts as the server would and says what loses data, stops other\n"
          "sessions, fails on existing rows or breaks programs that run, with the lock and\n"
          "the safe way. Each revision is judged on what those below it make; those of a\n"
          "range count as one change. Other SQL files are judged by themselves. Review tags\n"
          "in the script approve, [lint] in migrate.toml says how much a rule counts; see\n"
          "docs/lint.md. Nothing runs. Exit 3 on findings.",
      .example = "migrate lint\nmigrate lint 5cd038a8f131:head\nmigrate lint --explain drop-column",
      .options = {{"REV", 0, "", "a revision, a range A:B, or an .sql file; none: all revisions",
                   OptionSpec::Count::any},
                  {"--base", 0, "REF", "the revisions that this git ref has not, as one change"},
                  {"--fail-on", 0, "SEVERITY",
                   "exit 3 from this on: error (the default), warning or info"},
                  {"--format", 0, "FORMAT",
                   "text (the default), json, sarif, github, gitlab or junit"},
                  {"--baseline", 0, "FILE",
                   "findings that were there before, which don't count (default: [policy]\n"
                   "baseline of migrate.toml)"},
                  {"--write-baseline", 0, "FILE", "keep what is found now in FILE, as a baseline"},
                  {"--explain", 0, "RULE", "tell about a rule, with examples"},
                  {"--rules", 0, "", "list the rules"},
                  {"--dialect", 0, "NAME", "the SQL dialect (default: the database's)"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
