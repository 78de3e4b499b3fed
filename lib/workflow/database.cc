#include "lib/workflow/database.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/revision/loader.h"

namespace migrate::workflow {
namespace {

constexpr Milliseconds kFirstPause{100};
constexpr Milliseconds kLongestPause{2000};
constexpr int kRunIdDigits = 12;

DatabaseOptions with_run_id(DatabaseOptions options) {
  if (options.actor.run_id.empty()) options.actor.run_id = random_hex(kRunIdDigits);
  options.connect.application_name = "migrate/" + options.actor.run_id;
  options.connect.lock.holder = options.actor.user + " on " + options.actor.host;
  return options;
}

/// What `act` returns, once the server answers: it is tried again with back-off for `wait`.
template <class Act>
auto once_reachable(Milliseconds wait, const Act& act) {
  const Stopwatch waited;
  for (Milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
    try {
      return act();
    } catch (const Error& error) {
      const bool may_come_up = error.code() == ErrorCode::unreachable &&
                               error.diagnostics()[0].code != db::kLoginRefused;
      const Milliseconds left = wait - waited.elapsed();
      if (!may_come_up || left <= Milliseconds(0)) throw;
      std::this_thread::sleep_for(std::min(pause, left));
    }
  }
}

}  // namespace

Project load_project(const std::vector<std::string>& directories, const std::string& engine,
                     const std::vector<std::string>& engines,
                     const std::vector<std::string>& required_keys, const std::string& within) {
  Project project;
  project.directories = directories;
  revision::Loaded loaded =
      revision::load_revisions(directories, engine, engines, required_keys, within);
  project.graph = revision::RevisionGraph(std::move(loaded.revisions), loaded.diagnostics);
  if (!loaded.diagnostics.empty()) {
    throw Error(ErrorCode::invalid, std::move(loaded.diagnostics));
  }
  return project;
}

std::unique_ptr<db::Connection> connect(const db::Driver& driver, const db::ConnectOptions& options,
                                        Milliseconds wait) {
  return once_reachable(wait, [&] { return driver.connect(options); });
}

db::Creation create_database(const db::Driver& driver, const db::ConnectOptions& options,
                             Milliseconds wait) {
  return once_reachable(wait, [&] { return driver.create_database(options); });
}

Database::Database(const db::Driver& driver, DatabaseOptions options)
    : driver_(driver),
      options_(with_run_id(std::move(options))),
      connection_(connect(driver_, options_.connect, options_.connect_wait)),
      store_(driver_, options_.schema, options_.actor, options_.connect.role),
      history_(store_.read(*connection_)) {}

Database::Database(const db::Driver& driver, DatabaseOptions options, plan::History assumed)
    : driver_(driver),
      options_(with_run_id(std::move(options))),
      store_(driver_, options_.schema, options_.actor, options_.connect.role),
      history_(std::move(assumed)) {}

void Database::reconnect(Milliseconds wait) {
  std::unique_ptr<db::Connection> connection = connect(driver_, options_.connect, wait);
  const std::lock_guard lock(cancelling_);
  current_ = connection->canceller();
  shared_lock_.lock.reset();
  connection_ = std::move(connection);
  refresh();
}

std::unique_ptr<db::Canceller> Database::canceller() {
  class Current final : public db::Canceller {
   public:
    explicit Current(Database& database) : database_(database) {}
    void cancel() override {
      const std::lock_guard lock(database_.cancelling_);
      database_.current_->cancel();
    }

   private:
    Database& database_;
  };
  const std::lock_guard lock(cancelling_);
  current_ = connection_->canceller();
  return std::make_unique<Current>(*this);
}

void Database::refresh() { history_ = store_.read(*connection_); }

std::optional<std::string> Database::script(const std::string& checksum) {
  if (assumed() || !history_.exists || checksum.empty()) return std::nullopt;
  return store_.script(*connection_, checksum);
}

}  // namespace migrate::workflow
