#include "lib/postgresql/trace/tracer.h"

#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/postgresql_connection.h"
#include "lib/postgresql/trace/beside.h"
#include "lib/postgresql/trace/moment.h"
#include "lib/sql/classifier.h"
#include "lib/sql/dialect.h"

namespace migrate::postgresql {
namespace {

using Clock = std::chrono::steady_clock;

/// From here on a session can be told to report its counts (pg_stat_force_next_flush).
constexpr int kReportsWhenTold = 150000;

/// The counts that the session has not reported yet are reported when it has run this.
void report_counts(db::Connection& connection) {
  const auto* own = dynamic_cast<const PostgresqlConnection*>(&connection);
  if (own == nullptr || PQserverVersion(own->handle()) < kReportsWhenTold) return;
  db::execute(connection, {.sql = "SELECT pg_catalog.pg_stat_force_next_flush()"});
}

std::chrono::microseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

/// TRUNCATE gives a table a new file, too.
void mark_emptied(db::StatementTrace& trace) {
  for (db::TracedWork& work : trace.work) {
    work.emptied = std::exchange(work.rewritten, false);
    work.indexes_built = 0;
  }
}

/// Inside a transaction, which keeps all locks.
class Inside final : public db::Tracing {
 public:
  Inside(db::Connection& connection, const std::string& verb)
      : connection_(connection),
        truncates_(verb.starts_with("TRUNCATE")),
        before_(read_moment(connection, Counts::transaction)),
        start_(Clock::now()) {}

  [[nodiscard]] db::StatementTrace end() override {
    const std::chrono::microseconds duration = since(start_);
    const Moment after = read_moment(connection_, Counts::transaction);
    db::StatementTrace trace = difference(before_, after, after.locks, Counts::transaction);
    if (truncates_) mark_emptied(trace);
    trace.duration = duration;
    return trace;
  }

 private:
  db::Connection& connection_;
  bool truncates_;
  Moment before_;
  Clock::time_point start_;
};

class Alone final : public db::Tracing {
 public:
  explicit Alone(db::Connection& connection) : connection_(connection) {
    report_counts(connection);
    before_ = read_moment(connection, Counts::reported);
    if (const auto* own = dynamic_cast<const PostgresqlConnection*>(&connection)) {
      beside_.emplace(*own);
    }
    start_ = Clock::now();
  }

  [[nodiscard]] db::StatementTrace end() override {
    const std::chrono::microseconds duration = since(start_);
    const Locks taken = beside_ ? beside_->end() : Locks();
    report_counts(connection_);
    const Moment after = read_moment(connection_, Counts::reported);
    db::StatementTrace trace = difference(before_, after, taken, Counts::reported);
    trace.duration = duration;
    return trace;
  }

 private:
  db::Connection& connection_;
  Moment before_;
  std::optional<Beside> beside_;
  Clock::time_point start_;
};

double real_of(const db::Value& value) { return value ? std::strtod(value->c_str(), nullptr) : 0; }

/// Seconds that the statement takes.
double time_of(db::Connection& connection, std::string sql) {
  const Clock::time_point start = Clock::now();
  db::execute(connection, {.sql = std::move(sql)});
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Large enough that a second is not needed and a round trip doesn't count.
constexpr const char* kMeasuredTable =
    "CREATE TABLE migrate_measure.rows AS"
    " SELECT i::pg_catalog.int8 AS id,"
    "        pg_catalog.repeat(pg_catalog.md5(i::pg_catalog.text), 3) AS note"
    "   FROM pg_catalog.generate_series(1, 200000) AS s (i)";

class PostgresqlTracer final : public db::Tracer {
 public:
  [[nodiscard]] std::unique_ptr<db::Tracing> begin(db::Connection& connection,
                                                   const db::Request& request) const override {
    if (request.mode == db::Request::Mode::alone) return std::make_unique<Alone>(connection);
    const std::string verb = sql::classify(request.sql, sql::postgresql_dialect()).verb;
    if (verb.starts_with("SET TRANSACTION")) return nullptr;
    return std::make_unique<Inside>(connection, verb);
  }

  [[nodiscard]] std::vector<std::pair<std::string, std::string>> surroundings(
      db::Connection& connection) const override {
    std::vector<std::pair<std::string, std::string>> found;
    const db::Outcome outcome =
        db::execute(connection, {.sql = std::string(embedded_sql("trace/surroundings"))});
    for (const std::vector<db::Value>& row : outcome.rows) {
      found.emplace_back(row.at(0).value_or(""), row.at(1).value_or(""));
    }
    return found;
  }

  [[nodiscard]] std::vector<db::TableSize> sizes(db::Connection& connection) const override {
    std::vector<db::TableSize> found;
    const db::Outcome outcome =
        db::execute(connection, {.sql = std::string(embedded_sql("trace/sizes"))});
    for (const std::vector<db::Value>& row : outcome.rows) {
      db::TableSize& size = found.emplace_back();
      size.name = row.at(0).value_or("");
      size.rows = real_of(row.at(1));
      size.bytes = static_cast<uint64_t>(real_of(row.at(2)));
      size.index_bytes = static_cast<uint64_t>(real_of(row.at(3)));
      size.indexes = static_cast<size_t>(real_of(row.at(4)));
    }
    return found;
  }

  [[nodiscard]] db::Throughput measure(db::Connection& connection) const override {
    db::execute(connection, {.sql = "BEGIN"});  // rolled back: nothing is left
    // One process reads for ALTER TABLE, too.
    db::execute(connection, {.sql = "SET LOCAL max_parallel_workers_per_gather = 0"});
    db::execute(connection, {.sql = "CREATE SCHEMA migrate_measure"});
    db::execute(connection, {.sql = kMeasuredTable});
    const db::Outcome size = db::execute(
        connection,
        {.sql = "SELECT pg_catalog.pg_relation_size('migrate_measure.rows'::pg_catalog.regclass)"});
    const double bytes = real_of(size.rows.at(0).at(0));
    db::Throughput found;
    found.bytes = static_cast<uint64_t>(bytes);
    found.read = bytes / time_of(connection,
                                 "SELECT pg_catalog.count(*) FROM migrate_measure.rows"
                                 " WHERE note IS NULL");
    found.index = bytes / time_of(connection, "CREATE INDEX ON migrate_measure.rows (id)");
    db::execute(connection, {.sql = "DROP INDEX migrate_measure.rows_id_idx"});
    found.rewrite = bytes / time_of(connection,
                                    "ALTER TABLE migrate_measure.rows"
                                    " ALTER COLUMN id TYPE pg_catalog.numeric");
    db::execute(connection, {.sql = "ROLLBACK"});
    return found;
  }
};

}  // namespace

std::unique_ptr<db::Tracer> make_tracer() { return std::make_unique<PostgresqlTracer>(); }

}  // namespace migrate::postgresql
