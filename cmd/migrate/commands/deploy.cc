// migrate deploy: the production step. Waits, locks, looks, upgrades, and looks again.
#include "lib/workflow/deploy.h"

#include <memory>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/apply_options.h"
#include "cmd/migrate/commands/deploy_backup.h"
#include "cmd/migrate/commands/deploy_requires.h"
#include "cmd/migrate/commands/plan_output.h"
#include "cmd/migrate/commands/schema_bench.h"
#include "cmd/migrate/commands/schema_file.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/report/backup.h"
#include "lib/report/deploy.h"
#include "lib/report/run_log.h"
#include "lib/workflow/after.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/promised.h"
#include "lib/workflow/reconcile.h"
#include "lib/workflow/record.h"

namespace migrate::cmd {
namespace {

using workflow::DriftVerdict;
using workflow::Standing;

/// Without --wait: a database that starts together with us is up by then.
constexpr Milliseconds kPatience{60'000};

constexpr const char* kApplied = "what was pending is applied, and stays";

constexpr std::string_view kDryRun = "--dry-run";
constexpr std::string_view kAgainst = "--against";
constexpr std::string_view kForceSync = "--force-sync";
constexpr std::string_view kReconcile = "--reconcile";
constexpr std::string_view kCreateDatabase = "--create-database";

bool is_dry(const Context& context) { return context.arguments().has(kDryRun); }

bool demands_drift_check(const Context& context) {
  const std::string drift = context.arguments().value_or("--drift", "report");
  if (drift != "report" && drift != "require") {
    throw Error(ErrorCode::usage, "'" + drift + "' is nothing that --drift takes",
                "--drift report (the default), or --drift require");
  }
  return drift == "require";
}

bool is_against_schema(const Context& context) {
  const std::string against = context.arguments().value_or(kAgainst, "revisions");
  if (against != "schema" && against != "revisions") {
    throw Error(ErrorCode::usage, "'" + against + "' is nothing to look for drift against",
                "--against revisions, or --against schema");
  }
  if (against == "schema" && context.arguments().has(kForceSync)) {
    throw Error(ErrorCode::usage, "--force-sync adds what the revisions promise, no more",
                "what the schema files say beyond them needs a revision: migrate revision "
                "--autogenerate");
  }
  return against == "schema";
}

Besides besides(const Standing& standing) {
  if (standing.bare) return Besides::bare_database;
  return standing.missing.empty() ? Besides::nothing : Besides::additions;
}

/// The acts of one deploy, each told of when it is done.
class Deploy {
 public:
  explicit Deploy(Context& context)
      : context_(context),
        options_(apply_options(context)),
        interruption_(context.interrupted()),
        log_(context.progress()) {
    options_.command = "migrate deploy";
    if (is_against_schema(context_)) schema_files_ = schema_files(context_, context_.driver());
  }

  ExitCode run() {
    const bool demanding = demands_drift_check(context_);
    after_ = workflow::read_after(context_.settings().after, context_.settings().directory,
                                  context_.driver());
    context_.progress().announce(is_dry(context_) ? "dry run of a deploy" : "deploy");
    connect();
    if (!is_dry(context_)) lock();
    read_facts();
    look();
    demand_required();
    const Standing& standing = result_.standing;
    const BackupDecision backup = decide_backup(context_, standing.plan, besides(standing));
    if (is_dry(context_)) {
      done("backup", backup.step ? "would be made" : "none: " + backup.why, Stopwatch());
      if (standing.kind == Standing::Kind::managed) look_for_drift();
      if (!after_.empty()) done("after", "would run " + after_texts(), Stopwatch());
      return report(demanding);
    }
    ask();
    back_up(backup);
    change();
    look_for_drift();
    if (context_.arguments().has(kForceSync)) force();
    demand_after();
    return report(demanding);
  }

 private:
  /// What the acts go by. A run that lost its connection has another one since.
  workflow::DeploySubject subject() {
    db::Connection& connection = context_.database().connection();
    if (like_ != &connection) {
      bench_ = std::make_unique<workflow::Bench>(bench_beside(context_, connection));
      like_ = &connection;
    }
    return {context_.database(),         context_.graph(),   *bench_,
            facts_ ? &*facts_ : nullptr, options_.variables, interruption_};
  }

  void read_facts() {
    std::string unfit;
    facts_ = workflow::usable_facts(context_.settings().facts_file, subject().bench,
                                    context_.graph(), context_.database().connection(), unfit);
    if (!unfit.empty()) context_.tell(unfit);
  }

  void done(const char* name, std::string outcome, const Stopwatch& time) {
    result_.steps.push_back({name, std::move(outcome), time.elapsed()});
    context_.tell(report::step_text(result_.steps.back()));
  }

  void connect() {
    const Stopwatch time;
    context_.wait_by_default(kPatience);
    std::string outcome = "connected";
    if (context_.arguments().has(kCreateDatabase) && !is_dry(context_)) {
      const db::Creation creation = workflow::create_database(
          context_.driver(), context_.database_options().connect, context_.settings().connect_wait);
      if (creation == db::Creation::created) outcome = "the database was created";
    }
    context_.load(is_dry(context_) ? Needs::empty_database : Needs::new_database);
    done("connect", outcome, time);
  }

  void lock() {
    const Stopwatch time;
    lock_ = std::make_unique<workflow::KeptLock>(context_.database(), context_.progress());
    done("lock", "held", time);
  }

  void look() {
    const Stopwatch time;
    workflow::AdoptOptions adopt;
    adopt.at = context_.arguments().value_or("--adopt", "");
    if (context_.arguments().has(kReconcile) ||
        context_.settings().adoption == Adoption::reconcile) {
      adopt.lacking = workflow::AdoptOptions::Lacking::reconcile;
    }
    result_.standing = workflow::find_standing(subject(), adopt);
    done("look", report::standing_text(result_.standing), time);
  }

  /// A protected database changes only after a yes.
  void ask() {
    const size_t pending = result_.standing.plan.steps.size();
    const bool changes = pending > 0 || !result_.standing.missing.empty();
    if (!context_.settings().protects || !changes) return;
    context_.confirm("Apply " + counted(pending, "revision") + " to " + context_.target() +
                     ", which is protected?");
  }

  void demand_required() {
    const Stopwatch time;
    if (!demand_applied_elsewhere(context_, result_.standing.plan)) return;
    done("require", "all of it is applied in " + context_.settings().required, time);
  }

  void back_up(const BackupDecision& decision) {
    const Stopwatch time;
    if (!decision.step) return done("backup", "none: " + decision.why, time);
    backup_ = decision.step->make();
    tell_leftovers(context_, *backup_);
    backup_json_ = report::backup_json(*backup_, decision.step->subject());
    done("backup", backup_->path.empty() ? "made by " + backup_->program : backup_->path, time);
  }

  /// What is to be changed; a failure tells where the way back lies.
  void change() {
    interruption_.stop_if_asked();
    try {
      adopt();
      upgrade();
      interruption_.set_note(kApplied);
    } catch (Error& error) {
      if (backup_ && !backup_->path.empty()) {
        error.first().notes.push_back("the database as it was before is in " + backup_->path);
      }
      if (backup_ && !backup_->restore_command.empty()) {
        error.first().notes.push_back("to restore it: " + backup_->restore_command);
      }
      throw;
    }
  }

  void adopt() {
    if (result_.standing.adopt.empty()) return;
    const Stopwatch time;
    const Standing& standing = result_.standing;
    const size_t limit = context_.settings().stored_script_bytes;
    std::string outcome = "recorded " + counted(standing.adopt.size(), "revision") + ", up to " +
                          standing.adopt.back();
    if (standing.missing.empty()) {
      (void)workflow::stamp(context_.database(), context_.graph(), standing.adopt,
                            workflow::Purge::no, limit, context_.progress());
    } else {
      workflow::reconcile(context_.database(), context_.graph(), "reconcile", standing.adopt,
                          standing.missing, limit, context_.progress());
      outcome += " and added what was missing by " + counted(standing.missing.size(), "statement");
    }
    done("adopt", std::move(outcome), time);
  }

  void upgrade() {
    const Stopwatch time;
    result_.run = workflow::upgrade(context_.database(), context_.graph(), options_, log_);
    if (result_.run->steps.empty()) {
      result_.run->warnings = workflow::changed_since(context_.database(), context_.graph());
    }
    show_warnings(context_, result_.run->warnings);
    done("upgrade",
         result_.run->steps.empty() && result_.run->left == 0 ? "nothing to do"
                                                              : report::applied_text(*result_.run),
         time);
  }

  void look_for_drift() {
    const Stopwatch time;
    const std::vector<SourceText>* files = schema_files_ ? &*schema_files_ : nullptr;
    result_.drift = workflow::look_for_drift(subject(), {files, context_.settings().drift_allow});
    done("drift", report::verdict_text(*result_.drift), time);
  }

  /// For emergencies: adds what was promised and is missing, and looks again.
  void force() {
    if (result_.drift->kind != DriftVerdict::Kind::critical) return;
    const Stopwatch time;
    const workflow::Comparison& found = result_.drift->drift.comparison;
    const std::vector<std::string> statements =
        workflow::missing_part(subject().bench, found.before, found.after);
    if (statements.empty()) return;
    if (!backup_) back_up(decide_backup(context_, {}, Besides::additions));
    workflow::reconcile(context_.database(), context_.graph(), "force-sync", {}, statements,
                        context_.settings().stored_script_bytes, context_.progress());
    std::string outcome = "changed what was promised by " + counted(statements.size(), "statement");
    for (const std::string& statement : statements) outcome += "\n  " + statement;
    done("force", std::move(outcome), time);
    look_for_drift();
  }

  [[nodiscard]] std::string after_texts() const {
    std::vector<std::string> texts;
    for (const workflow::AfterStep& step : after_) texts.push_back(step.text);
    return join(texts, ", ");
  }

  /// What has to pass now; nothing can on a schema that lacks what was promised.
  void demand_after() {
    if (after_.empty()) return;
    const Stopwatch time;
    if (result_.drift->kind == DriftVerdict::Kind::critical) {
      return done("after", "not run", time);
    }
    const workflow::AfterShell shell = after_shell();
    for (const workflow::AfterStep& step : after_) {
      interruption_.stop_if_asked();
      try {
        workflow::run_after(context_.database(), step, shell);
      } catch (Error& error) {
        interruption_.stop_if_asked();  // it may be what the signal did
        error.first().notes.emplace_back(kApplied);
        throw;
      }
    }
    done("after", "passed: " + after_texts(), time);
  }

  /// A `migrate` in a command means the same database.
  workflow::AfterShell after_shell() {
    const Settings& settings = context_.settings();
    workflow::AfterShell shell{settings.directory, context_.environment().with_prefix(""),
                               interruption_.signal()};
    if (!settings.environment.empty()) shell.environment["MIGRATE_ENV"] = settings.environment;
    if (settings.url_origin == "--url") shell.environment["MIGRATE_URL"] = settings.url;
    std::vector<std::string> applied;
    for (const workflow::AppliedStep& step : result_.run->steps) applied.push_back(step.id);
    shell.environment["MIGRATE_APPLIED"] = join(applied, " ");
    return shell;
  }

  ExitCode report(bool demanding) {
    if (context_.json()) {
      json::Value out = report::deploy_json(result_, context_.target(), log_);
      out.set("backup", backup_json_);
      context_.print(out);
    } else {
      const auto where = context_.settings().mode == Mode::production ? report::Where::production
                                                                      : report::Where::elsewhere;
      if (result_.drift) context_.print(report::drift_report(*result_.drift, where));
      context_.print(report::deploy_text(result_, context_.target()));
    }
    if (!is_dry(context_)) follow_database(context_);
    if (!result_.drift) return ExitCode::done;
    const bool bad = result_.drift->kind == DriftVerdict::Kind::critical ||
                     (demanding && result_.drift->kind == DriftVerdict::Kind::not_checked);
    return bad ? ExitCode::check : ExitCode::done;
  }

  Context& context_;
  workflow::ApplyOptions options_;
  workflow::Interruption interruption_;
  report::RunLog log_;
  std::unique_ptr<workflow::Bench> bench_;
  const db::Connection* like_ = nullptr;  ///< that the bench was made beside
  std::optional<workflow::FactsFile> facts_;
  std::unique_ptr<workflow::KeptLock> lock_;
  workflow::DeployResult result_;
  std::vector<workflow::AfterStep> after_;
  std::optional<std::vector<SourceText>> schema_files_;  ///< with --against schema
  std::optional<workflow::Backup> backup_;
  json::Value backup_json_;
};

/// Becomes what stands behind "--": the lock is free and the connection closed.
void go_on_as(Context& context, std::vector<std::string> words) {
  context.close_database();
  context.terminal().flush();
  become_process(std::move(words));
}

ExitCode run(Context& context) {
  const ExitCode code = Deploy(context).run();
  std::vector<std::string> words = context.arguments().values("CMD");
  if (code == ExitCode::done && !words.empty() && !is_dry(context)) {
    go_on_as(context, std::move(words));
  }
  return code;
}

}  // namespace

const Command& deploy_command() {
  static const Command command = {
      .name = "deploy",
      .group = Group::applying,
      .summary = "the production step: wait, look, back up, upgrade, look for drift",
      .description =
          "Waits for the database (60s without --wait), takes the run lock, and finds out what\n"
          "is there: an empty database runs everything, one with a history what is pending,\n"
          "and one with a schema but no history is first recorded at the revision that makes\n"
          "just this schema. Where something is pending it makes a backup first, as `backup`\n"
          "in migrate.toml says. Afterwards the schema is compared with what the revisions make:\n"
          "what is missing or different is critical (exit 3), what only the database has is\n"
          "told. Nothing is generated, and nothing dropped that no revision drops.",
      .example =
          "migrate deploy --wait 2min --lock-wait 10min\nmigrate deploy --dry-run\n"
          "migrate deploy -- ./server --port 8080",
      .options = {{"--adopt", 0, "REV",
                   "what a database with a schema but no history stands at (base: nothing)"},
                  {kReconcile, 0, "", "add what such a database only lacks to be at a revision"},
                  {kCreateDatabase, 0, "", "make the database where it is missing"},
                  {"--drift", 0, "HOW",
                   "report (the default), or require: fail where it can't be looked for"},
                  {kAgainst, 0, "WHAT",
                   "look for drift from the revisions (the default) or the schema files"},
                  {kForceSync, 0, "",
                   "for emergencies: change what lacks or differs, where nothing is lost"},
                  kBackupOption,
                  kBackupTablesOption,
                  kSkipBackupOption,
                  kAllowDestructiveOption,
                  kRequireReportOption,
                  kLockWaitOption,
                  kStopAfterOption,
                  kKillBlockersOption,
                  {kDryRun, 0, "", "look, and change nothing"},
                  {"CMD", 0, "", "becomes this program when all went well, with its arguments",
                   OptionSpec::Count::behind}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
