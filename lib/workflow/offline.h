// Scripts for psql or sqlite3 in place of a run: for a database that was read, or for one that
// stands at a revision by assumption.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/sink.h"
#include "lib/plan/plan.h"
#include "lib/plan/variables.h"
#include "lib/revision/graph.h"
#include "lib/run/script_writer.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

struct ScriptRequest {
  std::string command;   ///< what the script stands for: "upgrade"
  std::string database;  ///< whom it is for, masked
  plan::VariableValues variables;
  run::ScriptOptions::Steps steps = run::ScriptOptions::Steps::all;
  run::ScriptOptions::Annotations annotations = run::ScriptOptions::Annotations::none;
};

/// What was written.
struct WrittenScript {
  std::string from;  ///< where the database must stand: "base", or ids
  std::string to;    ///< where it will stand
  struct Change {
    std::string id;
    std::string message;  ///< empty for a row that a stamp removes
    enum class Kind { up, down, recorded, removed } kind = Kind::up;
  };
  std::vector<Change> changes;  ///< in order
  size_t statements = 0;
};

/// "up", "down", "recorded", "removed".
[[nodiscard]] std::string_view to_string(WrittenScript::Change::Kind kind);

/// The history of a database in which `target` and all that it stands on are applied, and nothing
/// else. Throws as resolve_target.
[[nodiscard]] plan::History history_at(const revision::RevisionGraph& graph,
                                       const std::string& target);

/// The same where just the revisions of the mask `applied` are.
[[nodiscard]] plan::History history_of(const revision::RevisionGraph& graph,
                                       const std::vector<bool>& applied);

/// `values`, and something for every secret that has none: no script holds them.
[[nodiscard]] plan::VariableValues without_secrets(const revision::RevisionGraph& graph,
                                                   plan::VariableValues values);

/// Writes what a run of `plan` would do now. It is looked through before the first byte goes out,
/// so that no half of a script is ever piped into a shell. Throws Error: check for what the shell
/// would read in another way, usage for secrets where the shell has no variables, as run::resume
/// for a half-run first step.
WrittenScript write_script(Database& database, const revision::RevisionGraph& graph,
                           const plan::Plan& plan, const ScriptRequest& request, Sink& output);
/// The same for a stamp.
WrittenScript write_stamp_script(Database& database, const revision::RevisionGraph& graph,
                                 const plan::Stamp& stamp, const ScriptRequest& request,
                                 Sink& output);

}  // namespace migrate::workflow
