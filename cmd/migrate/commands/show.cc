// migrate show: one revision, its script, and what ran.
#include "lib/report/show.h"

#include <optional>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/revision/target.h"
#include "lib/sql/segments.h"

namespace migrate::cmd {
namespace {

using revision::AppliedRevision;
using revision::RevisionGraph;

enum class Script { up, down };

/// A revision found in the files, in the database, or in both.
struct Found {
  std::optional<plan::State> state;  ///< when the database was asked
  std::optional<size_t> index;
  const AppliedRevision* row = nullptr;
};

/// Whether `text` is an id or prefix that no file has: then only the database can know it.
bool in_no_file(const RevisionGraph& graph, const std::string& text) {
  const revision::Target target = revision::parse_target(text);
  const bool word = target.name == "head" || target.name == "heads" || target.name == "base" ||
                    target.name == "current" || target.name.empty();
  return !word && target.label.empty() && target.steps == 0 && !graph.find(text) &&
         !graph.find_label(text) && graph.find_prefix(text).empty();
}

/// The one row whose id begins with `prefix`, or null.
const AppliedRevision* find_row(const plan::State& state, const std::string& prefix) {
  const AppliedRevision* found = nullptr;
  for (const AppliedRevision& row : state.rows) {
    if (row.id == prefix) return &row;
    if (!row.id.starts_with(prefix)) continue;
    if (found != nullptr) {
      throw Error(ErrorCode::usage, "'" + prefix + "' is the beginning of several revisions",
                  "write more of the id");
    }
    found = &row;
  }
  return found;
}

/// The database is asked only where the answer is there: for -i, --diff, and ids without a file.
Found find(Context& context, const std::string& text) {
  const bool absent = in_no_file(context.graph(), text);
  const bool ask = context.arguments().has("--indicate-current") ||
                   context.arguments().has("--diff") || (absent && !context.settings().url.empty());
  Found found;
  if (ask) {
    context.load(Needs::database);
    found.state = plan::match(context.graph(), context.database().history());
  }
  if (absent && found.state) found.row = find_row(*found.state, text);
  if (found.row != nullptr) return found;
  found.index = one_revision(context.graph(), text);
  if (found.state) found.row = found.state->row(context.graph().at(*found.index).id);
  return found;
}

const revision::ScriptFile* file_of(const Context& context, const Found& found, Script script) {
  if (!found.index) return nullptr;
  const revision::Revision& revision = context.graph().at(*found.index);
  if (script == Script::up) return &revision.up;
  return revision.down ? &*revision.down : nullptr;
}

/// The text that the database keeps of what was applied. Throws Error{failed} when it keeps none.
std::string stored_text(Context& context, const Found& found, Script script) {
  const AppliedRevision& row = *found.row;
  const std::string& checksum = script == Script::up ? row.up_checksum : row.down_checksum;
  if (auto text = context.database().script(checksum)) return std::move(*text);
  throw Error(
      ErrorCode::failed, "the database keeps no text of this script of " + row.id,
      "only its checksum was recorded (" + checksum + "): it was too large, or there was none");
}

std::string script_text(Context& context, const Found& found, Script script) {
  if (const revision::ScriptFile* file = file_of(context, found, script)) {
    return file->source.read_all();
  }
  if (found.row != nullptr) return stored_text(context, found, script);
  throw Error(ErrorCode::failed,
              "revision " + context.graph().at(*found.index).id + " has no down script");
}

/// What ran against what the file says now.
std::string difference(Context& context, const Found& found, Script script) {
  if (found.row == nullptr) {
    throw Error(ErrorCode::failed, context.graph().at(*found.index).id + " is not applied here",
                "--diff compares the file with what ran");
  }
  const revision::ScriptFile* file = file_of(context, found, script);
  const std::string now = file == nullptr ? "" : without_carriage_returns(file->source.read_all());
  return unified_diff(without_carriage_returns(stored_text(context, found, script)), now, "applied",
                      file == nullptr ? "no file" : file->source.name());
}

void print_overview(Context& context, const Found& found) {
  const report::View view{context.graph(), found.state ? &*found.state : nullptr};
  report::Shown shown{view, found.index, found.row, std::nullopt, std::nullopt};
  const sql::Dialect& dialect = *sql::find_dialect(context.engine());
  if (const auto* up = file_of(context, found, Script::up)) {
    shown.up = sql::outline(up->source, dialect, up->header.transaction);
  }
  if (const auto* down = file_of(context, found, Script::down)) {
    shown.down = sql::outline(down->source, dialect, down->header.transaction);
  }
  if (context.json()) {
    context.print(report::show_json(shown));
  } else {
    context.print(report::show_text(shown));
  }
}

ExitCode run(Context& context) {
  const Arguments& arguments = context.arguments();
  const Script script = arguments.has("--down") ? Script::down : Script::up;
  if (arguments.has("--sql") && arguments.has("--diff")) {
    throw Error(ErrorCode::usage, "--sql and --diff exclude each other");
  }
  const Found found = find(context, arguments.value_or("REV", ""));
  if (!arguments.has("--sql") && !arguments.has("--diff")) {
    print_overview(context, found);
    return ExitCode::done;
  }
  const bool diff = arguments.has("--diff");
  const std::string text =
      diff ? difference(context, found, script) : script_text(context, found, script);
  if (context.json()) {
    context.print(json::Value(json::Object{{"version", 1}, {diff ? "diff" : "sql", text}}));
  } else {
    context.print(text);
  }
  return ExitCode::done;
}

}  // namespace

const Command& show_command() {
  static const Command command = {
      .name = "show",
      .group = Group::looking,
      .summary = "show one revision, its script, or how it differs from what ran",
      .description =
          "Shows the header, files and place of a revision. A revision that no file has is\n"
          "looked for in the database, which keeps the scripts that ran: --sql prints them.",
      .example =
          "migrate show 5cd0\nmigrate show 5cd0 --sql > restored.up.sql\nmigrate show 5cd0 --diff",
      .options = {{"REV", 0, "", "an id or its beginning, a label, head",
                   OptionSpec::Count::required},
                  {"--sql", 0, "", "print the script: the file's, else the one that ran"},
                  {"--diff", 0, "", "print what changed in the file since it was applied"},
                  {"--down", 0, "", "with --sql or --diff: the down script"},
                  {"--indicate-current", 'i', "", "ask the database whether it is applied"}},
      .needs = Needs::revisions,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
