// The history tables: what is applied, what ran, every event. Reads run on a connection; writes are
// requests, values that the runner puts into the stream beside the script's own statements.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/db/driver.h"
#include "lib/plan/state.h"
#include "lib/revision/revision.h"

namespace migrate::history {

/// Version of the tables that this program writes. sql/<engine>/history/create.sql makes them.
constexpr int64_t kFormat = 1;

/// Who runs, for the rows and the log.
struct Actor {
  std::string run_id;
  std::string user;  ///< `--as`, or the login name
  std::string host;
  std::string tool;    ///< "migrate 0.1.0"
  std::string commit;  ///< git commit, may be empty
  std::string note;    ///< `--note`, may be empty
};

/// A script as it is kept: its checksum, and its bytes unless they are over the limit.
struct StoredScript {
  std::string checksum;
  std::optional<std::string> bytes;
};

/// What a record says about a revision that goes up.
struct Entry {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::string message;
  std::string header;
  StoredScript up;
  std::optional<StoredScript> down;
  revision::AppliedRevision::Direction direction = revision::AppliedRevision::Direction::up;
  std::string remark;  ///< stands before the note in the event: "out of order"
};

/// A row of a rebuilt history: applied by that run, then, by that person.
struct RebuiltRow {
  Entry entry;
  std::string run_id, applied_at, applied_by;
  int64_t duration_ms = 0;
};
/// What the log says about a row of a rebuilt history: "added", "changed", "removed".
struct RebuildNote {
  std::string id;
  std::string what;
};

struct Event {
  /// upgrade, downgrade, stamp, unstamp, accept, reparent, resolve, rebuild, failed, kill-blocker,
  /// seed
  std::string action;
  std::string revision;
  std::string error;  ///< empty when it went well
  int64_t duration_ms = 0;
  std::string remark = {};  ///< stands before the note
};
struct LoggedEvent : Event {
  int64_t seq = 0;
  std::string run_id, user, host, tool, commit, note, at;
};

/// Which events are asked for: those that meet every condition given.
struct EventFilter {
  std::string run = {};                ///< the beginning of a run's id, or "last"
  std::string revision = {};           ///< the beginning of a revision's id
  std::string since = {};              ///< not before: the beginning of a time as the log writes it
  std::optional<int64_t> age_ms = {};  ///< not older, by the database's clock
  std::optional<int64_t> at_most = {};  ///< so many, the newest
};

/// How far a half-run script is.
struct Progress {
  int64_t statements_done = 0;
  std::optional<int64_t> trying;  ///< 0-based ordinal of the statement being tried
  std::string done_digest;
};

/// Not for use by two threads at once.
class HistoryStore {
 public:
  /// `schema` empty: the connection's first schema, found by read(). `role`: the one that the
  /// connection works as, empty for the login's own. `driver` must outlive this.
  HistoryStore(const db::Driver& driver, std::string schema, Actor actor, std::string role = "");

  /// For a script that some shell runs later: nothing is read, and the tables are called `prefix`
  /// and their name, whatever that means to the shell.
  [[nodiscard]] static HistoryStore for_script(const db::Driver& driver, std::string prefix,
                                               Actor actor, std::string role);

  /// One query; a second one only when it fails, to learn why: an error counts as "no history"
  /// only when the catalog says that there are no such tables. Then: an empty History with
  /// exists = false. Throws Error: check when history sits in another schema (unless the schema was
  /// given), or its format is newer than this program; failed for a lack of privilege, with the
  /// GRANT to run. Nothing pending, no transaction open.
  [[nodiscard]] plan::History read(db::Connection& connection);
  /// The schema that read() found or was given; empty on engines without schemas.
  [[nodiscard]] const std::string& schema() const { return schema_; }
  [[nodiscard]] const Actor& actor() const { return actor_; }

  /// A request that each of our own transactions begins with, and that fails it once the run lock
  /// is lost; none: the lock can't be lost.
  void set_fence(std::optional<db::Request> fence) { fence_ = std::move(fence); }

  /// Creates the tables, or brings them to kFormat, in one transaction; nothing when they are
  /// there. Call read() first; the caller holds the run lock. Nothing pending, no transaction open.
  void create_or_upgrade(db::Connection& connection);

  /// Requests that make the tables where they are missing, for inside one transaction.
  [[nodiscard]] std::vector<db::Request> tables() const;

  /// Requests that put the session into a state in which our writes work (roles, encoding), for the
  /// rest of the transaction; they go before every record inside a script's transaction. `save`
  /// first keeps the session's state, as the script left it, for the journal writes that follow.
  enum class SessionState { ignore, save };
  [[nodiscard]] std::vector<db::Request> before_write(SessionState session) const;

  /// Fails the transaction when the generation is not `generation` (engines whose lock can't
  /// fence): the request's outcome is `failed`, and its failure names "history_moved_on".
  [[nodiscard]] std::optional<db::Request> check_generation(int64_t generation) const;

  // Records. Each is one or more requests for inside one transaction, behind before_write(); all
  // bump the generation by one, and log an event where one is due. Times and durations are the
  // database's: a duration is at least what it measured itself.
  /// The script begins: row `running`, script texts stored. Fails over a revision that is applied,
  /// when it goes up. Keeps the session's state, like done(), where before_write() saved it.
  [[nodiscard]] std::vector<db::Request> started(const Entry& entry,
                                                 const Progress& progress) const;
  /// A statement is about to be tried alone.
  [[nodiscard]] std::vector<db::Request> trying(const std::string& id,
                                                const Progress& progress) const;
  /// Statements are done; keeps the session's state as before_write(save) took it.
  [[nodiscard]] std::vector<db::Request> done(const std::string& id,
                                              const Progress& progress) const;
  /// The revision is applied: row inserted or turned from `running`, event logged. Fails over a
  /// revision that is applied already.
  [[nodiscard]] std::vector<db::Request> applied(const Entry& entry, int64_t duration_ms) const;
  /// The revision is undone: row deleted, event logged.
  [[nodiscard]] std::vector<db::Request> reverted(const std::string& id, int64_t duration_ms) const;
  [[nodiscard]] std::vector<db::Request> stamped(const Entry& entry) const;
  [[nodiscard]] std::vector<db::Request> unstamped(const std::string& id) const;
  /// The checksums of an applied revision become those of its files.
  [[nodiscard]] std::vector<db::Request> accepted(const Entry& entry) const;
  /// Parents or depends-on were rewritten in the file.
  [[nodiscard]] std::vector<db::Request> reparented(
      const std::vector<plan::Reparented>& revisions) const;
  /// A half-run revision put right by a person: still running but the tried statement is cleared
  /// (retry), or counts as done (progress.statements_done).
  [[nodiscard]] std::vector<db::Request> resolved(const std::string& id, const std::string& how,
                                                  const Progress& progress) const;
  /// A person has undone the done statements of a half-run revision by hand: the row of an upgrade
  /// goes, that of a downgrade is `applied` again.
  [[nodiscard]] std::vector<db::Request> undone_by_hand(const revision::AppliedRevision& row) const;
  /// Every row that is not half-run goes, and `rows` come in their order; an event for each note.
  [[nodiscard]] std::vector<db::Request> rebuilt(const std::vector<RebuiltRow>& rows,
                                                 const std::vector<RebuildNote>& notes) const;
  [[nodiscard]] std::vector<db::Request> event(const Event& event) const;
  /// Keeps the text of a script that is applied. Precondition: it has one.
  [[nodiscard]] db::Request kept(const StoredScript& script) const;

  /// The stored text of a script, or none (over the limit, or an offline run).
  [[nodiscard]] std::optional<std::string> script(db::Connection& connection,
                                                  const std::string& checksum) const;
  /// Checksums of applied scripts whose texts are not kept.
  [[nodiscard]] std::vector<std::string> missing_scripts(db::Connection& connection) const;
  /// Events, oldest first.
  [[nodiscard]] std::vector<LoggedEvent> events(db::Connection& connection,
                                                const EventFilter& filter = {}) const;

  /// Runs `requests` in a transaction of their own, before_write() first. Nothing pending.
  void write(db::Connection& connection, std::vector<db::Request> requests) const;

 private:
  void set_schema(std::string schema);
  /// The statements of sql/<engine>/history/<name>.sql, for the schema; cut once and kept, since
  /// every revision of a run needs the same ones.
  [[nodiscard]] const std::vector<std::string>& statements(const std::string& name) const;
  /// The statements called `name`, each with all of `parameters`.
  [[nodiscard]] std::vector<db::Request> requests(
      const std::string& name, const std::vector<db::Parameter>& parameters = {}) const;
  [[nodiscard]] db::Request request(const std::string& name,
                                    const std::vector<db::Parameter>& parameters = {}) const;
  [[nodiscard]] std::optional<db::Failure> try_write(db::Connection& connection,
                                                     std::vector<db::Request> records) const;
  void add_actor(std::vector<db::Parameter>& parameters, const std::string& note) const;
  /// `remark` and the actor's note as one text.
  [[nodiscard]] std::string with_note(const std::string& remark) const;
  [[nodiscard]] std::vector<db::Request> removed(const std::string& id, const std::string& action,
                                                 int64_t duration_ms) const;
  [[nodiscard]] std::vector<db::Request> recorded(const Entry& entry, const std::string& action,
                                                  int64_t duration_ms) const;
  [[nodiscard]] std::optional<plan::History> without_tables(db::Connection& connection,
                                                            const db::Failure& failure);
  [[nodiscard]] Error unusable(db::Connection& connection, const db::Failure& failure) const;

  const db::Driver& driver_;
  std::string schema_;
  bool schema_given_ = false;
  std::optional<std::string> prefix_;  ///< what for_script() was given
  std::string role_;
  std::optional<db::Request> fence_;
  bool has_schema_ = true;  ///< false: read() found that there is no schema to create tables in
  Actor actor_;
  mutable std::map<std::string, std::vector<std::string>> statements_;  ///< by name
};

}  // namespace migrate::history
