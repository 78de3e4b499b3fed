// migrate edit: opens a revision's file in the user's editor, and checks it afterwards.
#include <algorithm>
#include <optional>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/plan/plan.h"
#include "lib/report/standing.h"
#include "lib/revision/checksum.h"

namespace migrate::cmd {
namespace {

using revision::Revision;
using revision::RevisionGraph;
using revision::ScriptFile;

enum class Script { up, down };

const ScriptFile& file_of(const Revision& revision, Script script) {
  if (script == Script::up) return revision.up;
  if (revision.down) return *revision.down;
  throw Error(ErrorCode::usage, "revision " + revision.id + " has no down file",
              "write one beside " + revision.up.source.name());
}

/// As git chooses (git-var(1)): VISUAL where there is a terminal that can show it, EDITOR, and vi
/// where there is a terminal.
std::optional<std::string> editor_of(Context& context) {
  const std::string kind = context.environment().get("TERM").value_or("dumb");
  const bool shows = context.terminal().can_ask() && kind != "dumb";
  const auto visual = context.environment().get("VISUAL");
  if (visual && shows) return visual;
  if (auto editor = context.environment().get("EDITOR")) return editor;
  return shows ? std::optional<std::string>("vi") : std::nullopt;
}

/// Throws Error when nothing was edited.
void open_in_editor(Context& context, const std::string& path) {
  const std::optional<std::string> editor = editor_of(context);
  if (!editor) {
    context.print(path + "\n");
    throw Error(ErrorCode::usage, "there is no terminal for an editor, and EDITOR is not set",
                "set EDITOR, or open the file that is printed");
  }
  // The shell splits the command, as for git: EDITOR may be "code --wait".
  const int code = run_process("sh", {"-c", *editor + " \"$@\"", *editor, path},
                               context.environment().with_prefix(""));
  if (code == 0) return;
  throw Error(ErrorCode::failed,
              "the editor `" + *editor + "` failed with exit code " + std::to_string(code),
              code == 127 ? "set VISUAL or EDITOR to one that is installed"
                          : path + " is as the editor left it");
}

/// Whether the database has the revision; none when there is no database to ask: files are edited
/// without one, too.
std::optional<bool> is_applied(Context& context, const std::string& id) {
  if (context.settings().url.empty()) return std::nullopt;
  try {
    context.load(Needs::empty_database);
  } catch (const Error& error) {
    context.tell(std::string("it can't be known whether it is applied: ") + error.what());
    return std::nullopt;
  }
  return plan::match(context.graph(), context.database().history()).row(id) != nullptr;
}

/// The revision that the file at `path` belongs to: its id may have been edited.
size_t revision_of(const RevisionGraph& graph, const std::string& path) {
  const auto& all = graph.revisions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Revision& revision) {
    return revision.up.source.path() == path ||
           (revision.down && revision.down->source.path() == path);
  });
  if (found == all.end()) {
    throw Error(ErrorCode::failed, path + " is no revision's file any more");
  }
  return static_cast<size_t>(found - all.begin());
}

/// The script as it would run now. Throws Error{invalid} with all that is wrong with it.
plan::Step checked_step(const RevisionGraph& graph, size_t index, Script script,
                        const sql::Dialect& dialect) {
  if (script == Script::up) {
    const plan::State nothing = plan::match(graph, {});
    return plan::prepare_upgrade(graph, nothing, {index}, dialect).steps.at(0);
  }
  plan::AppliedRevision row;
  row.id = graph.at(index).id;
  return plan::prepare_downgrade(row, file_of(graph.at(index), script), dialect);
}

struct Edited {
  std::string id;
  std::string path;
  bool changed = false;
  std::optional<bool> applied;
  size_t statements = 0;
};

void print(Context& context, const Edited& edited) {
  if (!context.json()) {
    context.print(edited.path +
                  (edited.changed ? ": changed, " + counted(edited.statements, "statement")
                                  : std::string(": not changed")) +
                  "\n");
    return;
  }
  json::Value out = report::shape();
  out.set("id", edited.id);
  out.set("file", edited.path);
  out.set("changed", edited.changed);
  out.set("applied", edited.applied ? json::Value(*edited.applied) : json::Value());
  context.print(out);
}

ExitCode run(Context& context) {
  const Script script = context.arguments().has("--down") ? Script::down : Script::up;
  const Revision& revision =
      context.graph().at(one_revision(context.graph(), context.arguments().value_or("REV", "")));
  const ScriptFile& file = file_of(revision, script);
  Edited edited{revision.id, file.source.path(), false, is_applied(context, revision.id)};
  if (edited.applied.value_or(false)) {
    context.tell(revision.id + " is applied on " + context.target() +
                 ": a change to the schema belongs in a new revision");
  }
  const std::string before = read_file(edited.path);
  const std::string ran = revision::checksum(file.source, file.header);
  open_in_editor(context, edited.path);
  edited.changed = read_file(edited.path) != before;
  if (edited.changed) {
    const workflow::Project project =
        workflow::load_project(context.settings().versions, context.engine(), engine_names(),
                               context.settings().required_keys);
    const size_t index = revision_of(project.graph, edited.path);
    const plan::Step step =
        checked_step(project.graph, index, script, *sql::find_dialect(context.engine()));
    edited.statements = step.outline.statements;
    const ScriptFile& now = file_of(project.graph.at(index), script);
    if (edited.applied.value_or(false) && revision::checksum(now.source, now.header) != ran) {
      context.tell(
          "it ran as it was before: `migrate redo " + edited.id +
          "` undoes it and applies the file (in development), `migrate validate --accept " +
          edited.id + "` takes the file as it is");
    }
  }
  print(context, edited);
  return ExitCode::done;
}

}  // namespace

const Command& edit_command() {
  static const Command command = {
      .name = "edit",
      .group = Group::authoring,
      .summary = "open a revision's file in your editor",
      .description =
          "Opens the up file of REV in $VISUAL or $EDITOR, and checks afterwards that all\n"
          "files still load and that the script can be split. Says so when REV is applied\n"
          "on the configured database.",
      .example = "migrate edit head\nmigrate edit 5cd0 --down",
      .options = {{"REV", 0, "", "an id or its beginning, a label, head",
                   OptionSpec::Count::required},
                  {"--down", 0, "", "its down file instead"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
