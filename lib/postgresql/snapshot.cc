#include "lib/postgresql/snapshot.h"

#include <utility>

#include "lib/postgresql/before_rows.h"
#include "lib/postgresql/rows.h"
#include "lib/postgresql/schema/introspect.h"

namespace migrate::postgresql {
namespace {

class PostgresqlSnapshot final : public db::Snapshot {
 public:
  PostgresqlSnapshot(db::Connection& connection, int version, const std::string& home)
      : connection_(connection), catalog_(introspect_and_stay(connection, version, home)) {}
  ~PostgresqlSnapshot() override { (void)db::try_execute(connection_, {.sql = "ROLLBACK"}); }
  PostgresqlSnapshot(const PostgresqlSnapshot&) = delete;
  PostgresqlSnapshot& operator=(const PostgresqlSnapshot&) = delete;

  [[nodiscard]] const schema::Catalog& catalog() const override { return catalog_; }
  [[nodiscard]] schema::Catalog before_rows(
      schema::Catalog schema, const std::vector<schema::Identity>& tables) const override {
    return without_obstacles(std::move(schema), tables);
  }
  void write_rows(const std::vector<schema::Identity>& tables, Sink& out) override {
    postgresql::write_rows(connection_, catalog_, tables, sequences_, out);
  }

 private:
  db::Connection& connection_;
  schema::Catalog catalog_;
  SequenceStates sequences_;
};

}  // namespace

std::unique_ptr<db::Snapshot> make_snapshot(db::Connection& connection, int version,
                                            const std::string& home) {
  return std::make_unique<PostgresqlSnapshot>(connection, version, home);
}

}  // namespace migrate::postgresql
