// An engine's own shell (psql, sqlite3) as the reader of a script: what a connection is told by
// requests and watched for by the runner, written as text that fails the shell where a run would
// stop. One object per script: it remembers what the script's statements leave in the session.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/db/connection.h"

namespace migrate::db {

/// Where the database must stand before a script changes anything.
struct Guard {
  enum class Match {
    exactly,   ///< these revisions are applied, and no others
    at_least,  ///< these are; of the others the script looks at each
  };
  /// A script that the database holds half-run, as its row says.
  struct HalfRun {
    std::string id;
    int64_t statements_done = 0;
    std::optional<int64_t> trying;
    std::string done_digest;
  };
  std::string from;  ///< in words: "base", "5cd038a8f131"
  std::vector<std::string> applied;
  Match match = Match::exactly;
  std::optional<HalfRun> half_run;
  int64_t format = 0;  ///< newest version of the history tables that the script can write
  /// Make the history tables where they are missing; inside the guard's transaction.
  std::vector<Request> tables;
};

class Shell {
 public:
  virtual ~Shell() = default;

  /// The command that runs a script, for its first lines: "psql -X -f SCRIPT DATABASE".
  [[nodiscard]] virtual std::string_view command() const = 0;
  /// What stands before the history tables' names in the script, its dot included; may be empty.
  [[nodiscard]] virtual std::string history_prefix() const = 0;

  /// The shell's own settings, then those of the session.
  [[nodiscard]] virtual std::string open() = 0;
  /// Takes the run lock or fails, where the shell can; then what frees it at the end.
  [[nodiscard]] virtual std::string take_lock() = 0;
  [[nodiscard]] virtual std::string close() = 0;
  /// A request that fails when the lock is no longer ours; none where it can't be lost.
  [[nodiscard]] virtual std::optional<Request> confirm_lock() const = 0;
  /// Fails, with nothing changed, when the database doesn't stand where `guard` says.
  [[nodiscard]] virtual std::string guard(const Guard& guard) = 0;

  /// A request of the tool itself, its values in place. Ends with a newline, like all of these.
  [[nodiscard]] virtual std::string request(const Request& request) = 0;
  /// The history's check that no other run has written, where `request`'s one parameter counts the
  /// script's own writes since its guard.
  [[nodiscard]] virtual std::string confirm_history(const Request& request) = 0;
  /// A statement of the user's, byte for byte, ended where it is not.
  [[nodiscard]] virtual std::string statement(std::string_view text) = 0;
  /// Why the shell would not read `text` as one statement, or can't keep the script's promises
  /// behind it; none: it is fine.
  [[nodiscard]] virtual std::optional<std::string> objection(std::string_view text) const = 0;
  /// Around a statement that runs alone: clears away what an earlier attempt left; fails when it
  /// succeeded in word only. Both see the statement with its variables' values.
  [[nodiscard]] virtual std::string before_alone(std::string_view statement) = 0;
  [[nodiscard]] virtual std::string after_alone(std::string_view statement) = 0;
  /// Fails when `check` returns a row.
  [[nodiscard]] virtual std::string foreign_keys(const Request& check) = 0;
  /// Shows the rows of `check`, where it returns any, and fails then; `place` says where it stands.
  [[nodiscard]] virtual std::string check(const Request& check, const std::string& place) = 0;
  /// Back to the session that open() made.
  [[nodiscard]] virtual std::string reset() = 0;

  /// Whether statements keep their `:name` and the shell puts the values in.
  [[nodiscard]] virtual bool has_variables() const = 0;
  [[nodiscard]] virtual std::string set_variable(const std::string& name,
                                                 const std::string& value) const = 0;
  [[nodiscard]] virtual std::string unset_variable(const std::string& name) const = 0;
  /// Fails unless whoever runs the script has given `name` a value: secrets are never written.
  [[nodiscard]] virtual std::string demand_variable(const std::string& name) const = 0;

  /// Whether parts of a script can be skipped.
  [[nodiscard]] virtual bool has_conditions() const = 0;
  /// What follows, up to end_if(), runs only where the history has, or lacks, a row of `id`.
  enum class Row { present, absent };
  [[nodiscard]] virtual std::string only_if(const std::string& id, Row row) const = 0;
  [[nodiscard]] virtual std::string end_if() const = 0;
};

}  // namespace migrate::db
