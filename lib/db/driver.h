// What an engine offers: one Driver per engine, made by lib/engines.cc.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/clock.h"
#include "lib/db/connection.h"
#include "lib/db/look.h"
#include "lib/db/shell.h"
#include "lib/db/watcher.h"
#include "lib/schema/fact.h"
#include "lib/schema/rules.h"
#include "lib/sql/dialect.h"

namespace migrate::db {

/// Diagnostic code of a connect() that the server answered with a no: trying again won't help.
constexpr std::string_view kLoginRefused = "login-refused";
/// The same, of a database that the server doesn't have (as far as its words tell).
constexpr std::string_view kNoSuchDatabase = "no-such-database";

/// What keeps a second run out.
struct LockOptions {
  enum class Kind {
    advisory,  ///< of the engine's own locks: they end with the session
    lease,     ///< a row with an expiry that the run renews, for servers without such locks
  };
  Kind kind = Kind::advisory;
  /// A holder that has not renewed its lease for so long has lost it.
  Milliseconds lease_time{30'000};
  /// Who takes it, for those who wait: "app on host.example".
  std::string holder;
};

struct ConnectOptions {
  /// Connection URL or keyword string, as configured, with its password.
  std::string url;
  /// What the server shows of us: "migrate/<run id>".
  std::string application_name;
  /// Settings of the configuration's [session], applied at connect and after every reset.
  std::vector<std::pair<std::string, std::string>> session;
  /// SET ROLE after login; empty: none.
  std::string role;
  /// How long a transactional statement waits for a lock.
  Milliseconds lock_timeout{2000};
  LockOptions lock;
  /// What becomes of a database that doesn't exist (SQLite): it is created, it is an error, or it
  /// is read as an empty one and not created.
  enum class Missing { create, fail, empty } missing = Missing::create;
};

/// What a connection found out about its database without asking again.
struct Facts {
  std::string server_version;  ///< "15.18", "3.40.1"
  std::string database;        ///< name, or the file's path
  std::string user;            ///< login role; the file system user on SQLite
  bool read_only = false;      ///< a standby, or a file we can't write
};

/// Who holds the run lock, as far as the engine can tell.
struct LockHolder {
  std::string
      description;  ///< "pid 4711 (migrate/9f3c…) from 10.0.0.7, since 02:13:44"; may be empty
};

/// The lock that one run at a time holds. Released when destroyed, and when the process dies.
class Lock {
 public:
  virtual ~Lock() = default;
  /// Tries once. Throws Error when the attempt itself fails.
  [[nodiscard]] virtual bool try_acquire() = 0;
  [[nodiscard]] virtual LockHolder holder() = 0;
  /// A request that fails when the lock is no longer ours; none where it can't be lost.
  [[nodiscard]] virtual std::optional<Request> confirm() const = 0;
  /// It can be lost while the session lives on: whatever writes confirms it first.
  [[nodiscard]] virtual bool can_lapse() const { return false; }
  virtual void release() = 0;
};

/// What became of an autocommit statement whose outcome was not recorded.
struct Recovery {
  enum class Outcome {
    done,      ///< it happened
    not_done,  ///< it did not, or what it left was cleaned up: run it (again)
    unknown,   ///< the catalog can't tell
  };
  Outcome outcome = Outcome::unknown;
  std::string explanation;  ///< one line for the run's output
};

/// What to do with what an unfinished statement left behind.
enum class Leftovers {
  clear,  ///< an INVALID index is dropped, a pending detach finalized
  leave,  ///< only look: for a script, which clears them itself
};

/// What became of a database that was to be made.
enum class Creation { created, existed };

class Scratch;
class Snapshot;
class TemporaryServer;

class Driver {
 public:
  virtual ~Driver() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;  ///< "postgresql", "sqlite"
  [[nodiscard]] virtual const sql::Dialect& dialect() const = 0;
  /// Name and version of the client library: "libpq 15.18".
  [[nodiscard]] virtual std::string library_version() const = 0;

  /// Throws Error{unreachable} (refused, login, no such database: each with its cure), or
  /// Error{usage} for a URL that can't be read. Never shows a password.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(
      const ConnectOptions& options) const = 0;
  /// Makes the database of `options.url` where it is missing. Throws Error: failed for a lack of
  /// privilege, as connect() otherwise.
  [[nodiscard]] virtual Creation create_database(const ConnectOptions& options) const = 0;
  /// Makes the database of `options.url` anew: nothing is in it, and what belongs to itself (owner,
  /// encoding, settings) stays. One that is missing is made. Other sessions in it are ended. Throws
  /// Error as create_database(); the database is as it was then.
  virtual void recreate_database(const ConnectOptions& options) const = 0;
  /// The URL without its password, as runs show their target. Connects to nothing.
  [[nodiscard]] virtual std::string masked(const std::string& url) const = 0;
  [[nodiscard]] virtual Facts facts(Connection& connection) const = 0;
  /// Which start of which server serves the connection: after a restart or a failover it is another
  /// text. Empty where there is no server.
  [[nodiscard]] virtual std::string incarnation(Connection& connection) const {
    (void)connection;
    return {};
  }

  /// The run lock for the history in `schema`.`table` of the connection's database.
  [[nodiscard]] virtual std::unique_ptr<Lock> lock(Connection& connection,
                                                   const std::string& schema,
                                                   const std::string& table) const = 0;

  /// What is odd about the database itself, each with what to do: leftovers, settings, privileges,
  /// who else is there. Writes nothing. Throws Error{unreachable} when the connection is lost; a
  /// thing that can't be looked at is a finding.
  [[nodiscard]] virtual std::vector<Diagnostic> examine(Connection& connection,
                                                        const Subject& subject) const = 0;

  /// A watcher of `connection`, which was made with `options`; null where the engine has no such
  /// thing. It connects when first asked, and may outlive `connection`.
  [[nodiscard]] virtual std::unique_ptr<Watcher> watch(const Connection& connection,
                                                       const ConnectOptions& options) const {
    (void)connection;
    (void)options;
    return nullptr;
  }

  /// An empty database to try things in, whose names, texts and settings behave as those of `like`,
  /// a connection made with `options`; null where that database doesn't exist yet. `server`: URL of
  /// the server that it is made on; empty: the same. Throws Error{failed} that says what else can
  /// be done where it may not be made.
  [[nodiscard]] virtual std::unique_ptr<Scratch> scratch(Connection* like,
                                                         const ConnectOptions& options,
                                                         const std::string& server) const = 0;
  /// Starts a server on this machine for scratch databases that are to be like `like`'s, which may
  /// be null. Null where the engine needs no server. Throws Error{failed} where it can't be
  /// started.
  [[nodiscard]] virtual std::unique_ptr<TemporaryServer> temporary_server(
      Connection* like) const = 0;
  /// The schema that a new table of this session goes to; empty where the engine has no schemas.
  [[nodiscard]] virtual std::string home_schema(Connection& connection) const = 0;
  /// The schema of the database at one moment, as facts; names of `home` are written without it.
  /// Precondition: no transaction is open. Throws Error as execute() does.
  [[nodiscard]] virtual schema::Catalog introspect(Connection& connection,
                                                   const std::string& home) const = 0;
  /// The same with the rows, for as long as the result lives, which `connection` must outlive.
  [[nodiscard]] virtual std::unique_ptr<Snapshot> snapshot(Connection& connection,
                                                           const std::string& home) const = 0;
  [[nodiscard]] virtual const schema::Rules& schema_rules() const = 0;

  /// SQL of the tool itself, from sql/<engine>/<name>.sql. A missing name is a bug (asserts).
  [[nodiscard]] virtual std::string_view own_sql(std::string_view name) const = 0;
  [[nodiscard]] virtual std::string quote_identifier(std::string_view name) const = 0;
  [[nodiscard]] virtual std::string quote_literal(std::string_view text) const = 0;

  /// BEGIN as the runner starts its transactions with.
  [[nodiscard]] virtual std::string begin_sql() const = 0;
  /// The author's BEGIN as it is run (SQLite makes a deferred one IMMEDIATE).
  [[nodiscard]] virtual std::string own_begin_sql(std::string_view written) const = 0;
  /// Requests before the first statement of a script with `foreign-keys: off`, and the check that
  /// must return no row before its commit; a reset ends it. Empty where the engine has no such
  /// thing.
  [[nodiscard]] virtual std::vector<Request> foreign_keys_off() const = 0;
  [[nodiscard]] virtual std::optional<Request> foreign_key_check() const = 0;
  /// Requests that set a script's own `lock-timeout` and `statement-timeout` for the session, until
  /// the next reset, or for the transaction. Empty where the engine has no such settings.
  enum class Scope { session, transaction };
  [[nodiscard]] virtual std::vector<Request> timeouts(std::optional<Milliseconds> lock,
                                                      std::optional<Milliseconds> statement,
                                                      Scope scope) const {
    (void)lock;
    (void)statement;
    (void)scope;
    return {};
  }
  /// Requests around an autocommit statement: without, and again with, the lock timeout.
  [[nodiscard]] virtual std::vector<Request> before_alone() const = 0;
  [[nodiscard]] virtual std::vector<Request> after_alone() const = 0;

  /// Before an autocommit statement runs: clears what an earlier attempt left in its way (an
  /// INVALID index of its name). Returns one line per thing done. Nothing pending, no transaction.
  virtual std::vector<std::string> prepare_alone(Connection& connection,
                                                 std::string_view statement) const = 0;
  /// After it succeeded: the finding when it did not really (an index that is still INVALID).
  [[nodiscard]] virtual std::optional<Diagnostic> verify_alone(
      Connection& connection, std::string_view statement) const = 0;
  /// After it failed: removes what it left; one line per thing done or left to do.
  virtual std::vector<std::string> clean_up_alone(Connection& connection,
                                                  std::string_view statement) const = 0;
  /// What became of `statement`, which was being tried when an earlier run ended.
  [[nodiscard]] virtual Recovery recover(Connection& connection, std::string_view statement,
                                         Leftovers leftovers) const = 0;

  /// The session's state as JSON, as the request that the runner puts before a journal write stores
  /// it, is turned back into requests; throws Error{in_doubt} when it names things that can't be
  /// restored (temporary tables, prepared statements, held cursors).
  [[nodiscard]] virtual std::vector<Request> restore_session(const std::string& state) const = 0;

  /// The engine's own shell, for a script whose session is as connect() with `options` makes it and
  /// whose history is in `schema` (empty: the first schema of whoever runs it). Connects to
  /// nothing.
  [[nodiscard]] virtual std::unique_ptr<Shell> shell(const ConnectOptions& options,
                                                     const std::string& schema) const = 0;
};

}  // namespace migrate::db
