#include "lib/sqlite/snapshot.h"

#include <utility>

#include "lib/sqlite/rows.h"
#include "lib/sqlite/schema/introspect.h"

namespace migrate::sqlite {
namespace {

class SqliteSnapshot final : public db::Snapshot {
 public:
  explicit SqliteSnapshot(SqliteConnection& connection)
      : connection_(connection), catalog_(introspect_and_stay(connection)) {}
  ~SqliteSnapshot() override { (void)db::try_execute(connection_, {.sql = "ROLLBACK"}); }
  SqliteSnapshot(const SqliteSnapshot&) = delete;
  SqliteSnapshot& operator=(const SqliteSnapshot&) = delete;

  [[nodiscard]] const schema::Catalog& catalog() const override { return catalog_; }
  [[nodiscard]] schema::Catalog before_rows(
      schema::Catalog schema, const std::vector<schema::Identity>& tables) const override {
    return without_triggers(std::move(schema), tables);
  }
  void write_rows(const std::vector<schema::Identity>& tables, Sink& out) override {
    sqlite::write_rows(connection_, catalog_, tables, out);
  }

 private:
  SqliteConnection& connection_;
  schema::Catalog catalog_;
};

}  // namespace

std::unique_ptr<db::Snapshot> make_snapshot(SqliteConnection& connection) {
  return std::make_unique<SqliteSnapshot>(connection);
}

}  // namespace migrate::sqlite
