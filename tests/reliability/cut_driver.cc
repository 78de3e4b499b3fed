#include "tests/reliability/cut_driver.h"

#include <unistd.h>

#include <csignal>
#include <deque>
#include <utility>

#include "lib/base/error.h"
#include "lib/db/scratch.h"
#include "lib/db/snapshot.h"

namespace migrate::test {
namespace {

db::Outcome lost_outcome(db::Outcome::Status status) {
  db::Outcome outcome;
  outcome.status = status;
  outcome.failure.emplace();
  outcome.failure->message = "the connection was cut";
  outcome.failure->sqlstate = "08006";
  outcome.failure->connection_lost = true;
  return outcome;
}

class CutConnection final : public db::Connection {
 public:
  CutConnection(std::unique_ptr<db::Connection> inner, Cuts& cuts, std::string backend)
      : inner_(std::move(inner)),
        cuts_(cuts),
        backend_(std::move(backend)),
        reset_requests_(inner_->reset_requests()),
        transaction_start_(inner_->transaction_start()) {}

  [[nodiscard]] db::Connection& inner() { return *inner_; }

  void submit(db::Request request) override {
    const bool cut = due(Call::request);
    if (cut && cuts_.how == Cut::fail) request = {.sql = "SELECT migrate_no_such_function()"};
    if (cut && cuts_.how == Cut::lose_before) lose();
    if (!inner_) {
      answers_.push_back(lost_outcome(db::Outcome::Status::failed));
      return;
    }
    inner_->submit(std::move(request));
    if (cut && cuts_.how == Cut::lose_after) lose_when_done();
  }
  [[nodiscard]] db::Outcome next() override {
    break_when_due();
    if (inner_) return inner_->next();
    db::Outcome outcome = std::move(answers_.front());
    answers_.pop_front();
    return outcome;
  }
  [[nodiscard]] size_t pending() const override {
    return inner_ ? inner_->pending() : answers_.size();
  }
  void barrier() override {
    break_when_due();
    if (inner_) inner_->barrier();
  }
  void flush() override {
    if (inner_) inner_->flush();
  }
  [[nodiscard]] size_t window() const override {
    return cuts_.pace == Cuts::Pace::stepwise || !inner_ ? 1 : inner_->window();
  }
  [[nodiscard]] std::unique_ptr<db::Canceller> canceller() override { return inner_->canceller(); }
  void reset() override {
    const bool cut = due(Call::request);
    if (cut && cuts_.how == Cut::fail) throw Error(ErrorCode::failed, "the reset was cut");
    if (cut && cuts_.how == Cut::lose_before) lose();
    if (inner_) inner_->reset();
    if (cut && cuts_.how == Cut::lose_after) lose();
    if (!inner_) throw Error(ErrorCode::unreachable, "the connection was cut");
  }
  [[nodiscard]] std::vector<db::Request> reset_requests() const override { return reset_requests_; }
  [[nodiscard]] std::vector<db::Request> transaction_start() const override {
    return transaction_start_;
  }

 private:
  enum class Call { request, other };

  /// Counts the call. True when it is the one to break: what needs nothing of the call is done.
  bool due(Call call) {
    if (cuts_.at == 0 || (cuts_.how == Cut::fail && call != Call::request)) return false;
    if (++cuts_.calls != cuts_.at) return false;
    if (cuts_.how == Cut::kill) ::kill(getpid(), SIGKILL);
    if (cuts_.how == Cut::end_backend && inner_) cuts_.end_backend(backend_);
    return true;
  }
  void break_when_due() {
    if (!due(Call::other)) return;
    if (cuts_.how == Cut::lose_before) lose();
    if (cuts_.how == Cut::lose_after) lose_when_done();
  }
  void lose() {
    if (!inner_) return;
    for (size_t left = inner_->pending(); left > 0; --left) {
      answers_.push_back(lost_outcome(db::Outcome::Status::in_doubt));
    }
    inner_.reset();
  }
  void lose_when_done() {
    if (!inner_) return;
    const size_t pending = inner_->pending();
    inner_->barrier();
    while (inner_->pending() > 0) (void)inner_->next();
    inner_.reset();
    answers_.resize(pending, lost_outcome(db::Outcome::Status::in_doubt));
  }

  std::unique_ptr<db::Connection> inner_;  ///< null once the connection is lost
  Cuts& cuts_;
  std::string backend_;
  std::vector<db::Request> reset_requests_;
  std::vector<db::Request> transaction_start_;
  std::deque<db::Outcome> answers_;  ///< of a lost connection
};

class CutDriver final : public db::Driver {
 public:
  CutDriver(std::unique_ptr<db::Driver> inner, Cuts& cuts)
      : inner_(std::move(inner)), cuts_(cuts) {}

  [[nodiscard]] std::unique_ptr<db::Connection> connect(
      const db::ConnectOptions& options) const override {
    std::unique_ptr<db::Connection> connection = inner_->connect(options);
    std::string backend;
    if (!is_file()) {
      const db::Outcome pid = db::execute(*connection, {.sql = "SELECT pg_backend_pid()"});
      backend = pid.rows.at(0).at(0).value_or("");
    }
    return std::make_unique<CutConnection>(std::move(connection), cuts_, std::move(backend));
  }
  [[nodiscard]] db::Facts facts(db::Connection& connection) const override {
    return inner_->facts(own(connection));
  }
  [[nodiscard]] std::unique_ptr<db::Lock> lock(db::Connection& connection,
                                               const std::string& schema,
                                               const std::string& table) const override {
    return inner_->lock(own(connection), schema, table);
  }
  [[nodiscard]] std::vector<Diagnostic> examine(db::Connection& connection,
                                                const db::Subject& subject) const override {
    return inner_->examine(own(connection), subject);
  }
  [[nodiscard]] std::unique_ptr<db::Scratch> scratch(db::Connection* like,
                                                     const db::ConnectOptions& options,
                                                     const std::string& server) const override {
    return inner_->scratch(like == nullptr ? nullptr : &own(*like), options, server);
  }
  [[nodiscard]] std::unique_ptr<db::TemporaryServer> temporary_server(
      db::Connection* like) const override {
    return inner_->temporary_server(like == nullptr ? nullptr : &own(*like));
  }
  [[nodiscard]] std::string home_schema(db::Connection& connection) const override {
    return inner_->home_schema(own(connection));
  }
  [[nodiscard]] schema::Catalog introspect(db::Connection& connection,
                                           const std::string& home) const override {
    return inner_->introspect(own(connection), home);
  }
  [[nodiscard]] std::unique_ptr<db::Snapshot> snapshot(db::Connection& connection,
                                                       const std::string& home) const override {
    return inner_->snapshot(own(connection), home);
  }
  [[nodiscard]] const schema::Rules& schema_rules() const override {
    return inner_->schema_rules();
  }

  // The rest is the engine's as it is. Its statements around those that run alone go through the
  // connection, and so are cut, too.
  [[nodiscard]] std::string_view name() const override { return inner_->name(); }
  [[nodiscard]] const sql::Dialect& dialect() const override { return inner_->dialect(); }
  [[nodiscard]] std::string library_version() const override { return inner_->library_version(); }
  [[nodiscard]] db::Creation create_database(const db::ConnectOptions& options) const override {
    return inner_->create_database(options);
  }
  void recreate_database(const db::ConnectOptions& options) const override {
    inner_->recreate_database(options);
  }
  [[nodiscard]] std::string masked(const std::string& url) const override {
    return inner_->masked(url);
  }
  [[nodiscard]] std::string_view own_sql(std::string_view name) const override {
    return inner_->own_sql(name);
  }
  [[nodiscard]] std::string quote_identifier(std::string_view name) const override {
    return inner_->quote_identifier(name);
  }
  [[nodiscard]] std::string quote_literal(std::string_view text) const override {
    return inner_->quote_literal(text);
  }
  [[nodiscard]] std::string begin_sql() const override { return inner_->begin_sql(); }
  [[nodiscard]] std::string own_begin_sql(std::string_view written) const override {
    return inner_->own_begin_sql(written);
  }
  [[nodiscard]] std::vector<db::Request> foreign_keys_off() const override {
    return inner_->foreign_keys_off();
  }
  [[nodiscard]] std::optional<db::Request> foreign_key_check() const override {
    return inner_->foreign_key_check();
  }
  [[nodiscard]] std::vector<db::Request> timeouts(std::optional<Milliseconds> lock,
                                                  std::optional<Milliseconds> statement,
                                                  Scope scope) const override {
    return inner_->timeouts(lock, statement, scope);
  }
  [[nodiscard]] std::vector<db::Request> before_alone() const override {
    return inner_->before_alone();
  }
  [[nodiscard]] std::vector<db::Request> after_alone() const override {
    return inner_->after_alone();
  }
  std::vector<std::string> prepare_alone(db::Connection& connection,
                                         std::string_view statement) const override {
    return inner_->prepare_alone(connection, statement);
  }
  [[nodiscard]] std::optional<Diagnostic> verify_alone(db::Connection& connection,
                                                       std::string_view statement) const override {
    return inner_->verify_alone(connection, statement);
  }
  std::vector<std::string> clean_up_alone(db::Connection& connection,
                                          std::string_view statement) const override {
    return inner_->clean_up_alone(connection, statement);
  }
  [[nodiscard]] db::Recovery recover(db::Connection& connection, std::string_view statement,
                                     db::Leftovers leftovers) const override {
    return inner_->recover(connection, statement, leftovers);
  }
  [[nodiscard]] std::vector<db::Request> restore_session(const std::string& state) const override {
    return inner_->restore_session(state);
  }
  [[nodiscard]] std::unique_ptr<db::Shell> shell(const db::ConnectOptions& options,
                                                 const std::string& schema) const override {
    return inner_->shell(options, schema);
  }

 private:
  [[nodiscard]] bool is_file() const { return inner_->name() == "sqlite"; }
  /// The connection as the engine's room wants it: SQLite's asks its own kind for the file's name.
  [[nodiscard]] db::Connection& own(db::Connection& connection) const {
    return is_file() ? static_cast<CutConnection&>(connection).inner() : connection;
  }

  std::unique_ptr<db::Driver> inner_;
  Cuts& cuts_;
};

}  // namespace

std::unique_ptr<db::Driver> cut_driver(std::unique_ptr<db::Driver> driver, Cuts& cuts) {
  return std::make_unique<CutDriver>(std::move(driver), cuts);
}

}  // namespace migrate::test
