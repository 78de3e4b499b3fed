#include "lib/postgresql/scratch.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/maintenance.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/url.h"

namespace migrate::postgresql {
namespace {

constexpr std::string_view kInsufficientPrivilege = "42501";
/// Of a database that has subscriptions, too.
constexpr std::string_view kObjectInUse = "55006";
/// A run that still uses its scratch has a session in it, but for moments; a day is ample.
constexpr int64_t kLeftBehindSeconds = 24 * 60 * 60;

std::string text_of(const db::Value& value) { return value.value_or(""); }

/// Encoding, locale and search_path of the database that the scratch is to be like.
struct Likeness {
  std::string create_options;
  std::string search_path;
};

Likeness likeness(db::Connection& like, const std::string& server) {
  const db::Outcome found =
      db::execute(like, {.sql = std::string(embedded_sql("scratch/settings"))});
  const std::vector<db::Value>& row = found.rows.at(0);
  Likeness result;
  result.search_path = text_of(row.at(5));
  result.create_options = " ENCODING " + quote_literal(text_of(row.at(0)));
  // Another server may not have the locale.
  if (!server.empty()) return result;
  result.create_options += " LC_COLLATE " + quote_literal(text_of(row.at(1))) + " LC_CTYPE " +
                           quote_literal(text_of(row.at(2)));
  const std::string provider = text_of(row.at(3));
  if (provider == "c") {
    result.create_options += " LOCALE_PROVIDER libc";
  } else if (provider == "i") {
    result.create_options += " LOCALE_PROVIDER icu ICU_LOCALE " + quote_literal(text_of(row.at(4)));
  } else if (provider == "b") {
    result.create_options +=
        " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + quote_literal(text_of(row.at(4)));
  }
  return result;
}

/// Drops the scratch database `name`, of the server that `options` lead to. What can't be dropped
/// now is dropped by a later sweep.
void drop_scratch(db::Connection& maintenance, const db::ConnectOptions& options,
                  const std::string& name) {
  const db::Request drop = {
      .sql = "DROP DATABASE IF EXISTS " + quote_identifier(name) + " WITH (FORCE)",
      .mode = db::Request::Mode::alone};
  const auto failure = db::try_execute(maintenance, drop).failure;
  if (!failure || failure->sqlstate != kObjectInUse) return;
  Owned<PGconn> connection = try_connection(options, name);
  if (PQstatus(connection.get()) != CONNECTION_OK) return;
  const auto inside = plain_session(std::move(connection), options);
  (void)db::try_execute(*inside, {.sql = std::string(embedded_sql("scratch/drop_subscriptions"))});
  (void)db::try_execute(maintenance, drop);
}

void sweep(db::Connection& maintenance, const db::ConnectOptions& options) {
  const db::Outcome found =
      db::execute(maintenance, {.sql = std::string(embedded_sql("scratch/left_behind")),
                                .parameters = {db::integer(kLeftBehindSeconds)}});
  for (const std::vector<db::Value>& row : found.rows) {
    // Somebody else may be sweeping, too.
    const std::string name = text_of(row.at(0));
    drop_scratch(maintenance, options, name);
  }
}

/// The session's own setting wins, as it does in the database that the scratch is like.
void set_search_path(db::ConnectOptions& options, const std::string& search_path) {
  for (const auto& [name, value] : options.session) {
    if (name == "search_path") return;
  }
  if (search_path.empty()) return;
  options.session.emplace_back("search_path", search_path);
}

Error refusal(const db::Failure& failure) {
  Diagnostic diagnostic = db::describe(failure);
  diagnostic.message = "can't make a scratch database: " + diagnostic.message;
  if (failure.sqlstate == kInsufficientPrivilege) {
    diagnostic.code = db::kNoScratch;
    diagnostic.hint =
        "one of these: ALTER ROLE … CREATEDB for the role that connects; or dev_url in "
        "migrate.toml "
        "(or --dev-url) with the URL of a server where it may; or dev_url = \"ephemeral\", a "
        "temporary server on this machine";
  }
  return {failure.connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
          std::move(diagnostic)};
}

class ScratchDatabase final : public db::Scratch {
 public:
  ScratchDatabase(std::unique_ptr<db::Connection> maintenance, std::string name,
                  db::ConnectOptions options)
      : maintenance_(std::move(maintenance)),
        name_(std::move(name)),
        options_(std::move(options)) {}
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase() override {
    try {
      drop_scratch(*maintenance_, options_, name_);
    } catch (const Error&) {
      // The server went away: a later run sweeps.
    }
  }

  [[nodiscard]] const db::ConnectOptions& options() const override { return options_; }
  [[nodiscard]] db::Connection& maintenance() { return *maintenance_; }

 private:
  std::unique_ptr<db::Connection> maintenance_;
  std::string name_;
  db::ConnectOptions options_;
};

}  // namespace

std::string new_scratch_name() { return std::string(kScratchPrefix) + random_hex(12); }

void tag_as_scratch(db::Connection& maintenance, const std::string& name) {
  db::execute(maintenance,
              {.sql = "DO $$ BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE " + name +
                      " IS %L', pg_catalog.concat('migrate scratch, ', pg_catalog.floor("
                      "pg_catalog.date_part('epoch', pg_catalog.now()))::pg_catalog.int8)); "
                      "END $$"});
}

std::unique_ptr<db::Scratch> make_scratch(db::Connection* like, const db::ConnectOptions& options,
                                          const std::string& server) {
  db::ConnectOptions ours = options;
  if (!server.empty()) {
    ours.url = server;
    ours.role.clear();
  }
  auto maintenance = maintenance_session(ours);
  const Likeness wanted = like == nullptr ? Likeness() : likeness(*like, server);
  sweep(*maintenance, ours);

  const std::string name = new_scratch_name();
  const std::string owner = ours.role.empty() ? "" : " OWNER " + quote_identifier(ours.role);
  const db::Outcome made =
      db::try_execute(*maintenance, {.sql = "CREATE DATABASE " + quote_identifier(name) + owner +
                                            " TEMPLATE template0" + wanted.create_options,
                                     .mode = db::Request::Mode::alone});
  if (made.failure) throw refusal(*made.failure);
  ours.url = with_database(without_driver(ours.url), name);
  set_search_path(ours, wanted.search_path);
  auto scratch = std::make_unique<ScratchDatabase>(std::move(maintenance), name, ours);
  tag_as_scratch(scratch->maintenance(), name);
  return scratch;
}

}  // namespace migrate::postgresql
