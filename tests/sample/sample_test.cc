// The sample project by the real program, on both engines: up, down as far as the irreversible
// revision allows, and up again leave the same catalog; and that is the one sql/schema.sql
// declares.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
const std::string kProgram = std::string(MIGRATE_BINARY_DIR) + "/migrate";
constexpr const char* kIrreversible = "0f93d2a6c71e";

/// What a child must print; the test fails when it exits with another code than `expected`.
std::string output_of(const std::vector<std::string>& arguments, int expected = 0) {
  const test::ChildResult result = test::run_child(arguments);
  EXPECT_EQ(result.exit_code, expected) << arguments[0] << "\n" << result.output;
  return result.output;
}

class Sample : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    for (const char* name : {"versions", "sql", "migrate.toml"}) {
      std::filesystem::copy(kRoot + "/" + name, directory_ / name,
                            std::filesystem::copy_options::recursive);
    }
    url_ = on_sqlite() ? "sqlite:" + (directory_ / "shop.db") : test::fresh_postgres_database();
  }

  [[nodiscard]] static bool on_sqlite() { return GetParam() == "sqlite"; }

  std::string migrate(std::vector<std::string> arguments, int expected = 0) const {
    const std::vector<std::string> head = {kProgram, "--config", directory_ / "migrate.toml",
                                           "--url", url_};
    arguments.insert(arguments.begin(), head.begin(), head.end());
    return output_of(arguments, expected);
  }

  /// Runs `text` by the engine's own shell.
  std::string sql(const std::string& text) const {
    if (on_sqlite()) return output_of({"sqlite3", directory_ / "shop.db", text});
    return output_of({test::PostgresServer::instance().program("psql"), "-XqAt", url_, "-c", text});
  }

  /// Every object but the history's own, as SQL in a stable order.
  [[nodiscard]] std::string catalog(const std::string& url) const {
    if (on_sqlite()) {
      return output_of({"sqlite3", url.substr(url.find(':') + 1),
                        "SELECT type, name, sql FROM sqlite_schema"
                        " WHERE tbl_name NOT LIKE 'migrate_%' ORDER BY type, name"});
    }
    std::istringstream dump(output_of({test::PostgresServer::instance().program("pg_dump"),
                                       "--schema-only", "--exclude-table=migrate_*", url}));
    std::string result;
    for (std::string line; std::getline(dump, line);) {
      if (line.find("restrict ") == std::string::npos) result += line + "\n";
    }
    return result;
  }
  [[nodiscard]] std::string catalog() const { return catalog(url_); }

  test::TempDir directory_;
  std::string url_;
};

TEST_P(Sample, GoesUpAndDownAndUpToTheSameCatalog) {
  migrate({"upgrade", kIrreversible});
  const std::string low = catalog();
  migrate({"upgrade"});
  const std::string high = catalog();
  EXPECT_NE(low, high);

  migrate({"downgrade", kIrreversible, "--yes"});
  EXPECT_EQ(catalog(), low);
  migrate({"upgrade"});
  EXPECT_EQ(catalog(), high);
  migrate({"status", "--check"});
}

TEST_P(Sample, RefusesToGoBelowTheIrreversibleRevision) {
  migrate({"upgrade"});
  const std::string before = catalog();
  const test::ChildResult result =
      test::run_child({kProgram, "--config", directory_ / "migrate.toml", "--url", url_,
                       "downgrade", "base", "--yes"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_NE(result.output.find(kIrreversible), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("the passwords are gone"), std::string::npos) << result.output;
  EXPECT_EQ(catalog(), before);
}

TEST_P(Sample, BackfillsRowsThatAreThere) {
  migrate({"upgrade", kIrreversible});
  const std::string rows =
      "INSERT INTO customers (id, name, email) VALUES (1, 'Ada', 'ada@example.org');"
      "INSERT INTO products (id, sku, name, price_cents) VALUES (1, 'cup', 'Red Cup', 250);"
      "INSERT INTO orders (id, customer_id) VALUES (1, 1);"
      "INSERT INTO order_lines VALUES (1, 1, 1, 3, 250);";
  const std::string query = "SELECT total_cents, line_count, slug FROM order_summary, products";
  sql(rows);
  migrate({"upgrade"});
  EXPECT_EQ(sql(query), "750|1|red-cup-1\n");
  migrate({"downgrade", kIrreversible, "--yes"});
  EXPECT_EQ(sql("SELECT count(*) FROM order_lines"), "1\n");
}

TEST_P(Sample, MakesTheSchemaThatItsFilesDeclare) {
  EXPECT_EQ(migrate({"diff", "head", directory_ / "sql/schema.sql"}), "");
}

/// What `make migrate` runs: it must leave a fresh clone as it is.
TEST_P(Sample, IsBroughtToHeadBySyncWithoutANewRevision) {
  const std::string said = migrate({"--env", "local", "sync"});
  EXPECT_NE(said.find("applied 15 revisions"), std::string::npos) << said;
  EXPECT_EQ(said.find("wrote "), std::string::npos) << said;
  EXPECT_NE(migrate({"--env", "local", "sync"}).find("nothing to do"), std::string::npos);
}

TEST_P(Sample, WritesARevisionFromAChangeOfItsFiles) {
  const std::string file = directory_ / (on_sqlite() ? "sql/schema.sqlite.sql" : "sql/schema.sql");
  std::ofstream(file, std::ios::app) << "CREATE TABLE gifts (id integer PRIMARY KEY);\n";
  migrate({"revision", "--autogenerate", "-m", "gifts"});
  migrate({"upgrade"});
  migrate({"check", "--against", "schema"});
}

TEST_P(Sample, DriftIsFoundAndCanBeAllowed) {
  migrate({"upgrade"});
  EXPECT_NE(migrate({"check"}).find("no drift"), std::string::npos);
  sql("ALTER TABLE orders ADD COLUMN hotfix text");
  const std::string found = migrate({"check"}, 3);
  EXPECT_NE(found.find("orders.hotfix should not be there"), std::string::npos) << found;
  EXPECT_NE(found.find("ALTER TABLE orders DROP COLUMN hotfix;"), std::string::npos) << found;
  std::ofstream(directory_ / "allow.env") << "MIGRATE_DRIFT_ALLOWLIST=token1,orders.hotfix\n";
  migrate({"check", "--env-file", directory_ / "allow.env"});
}

/// pg_dump as the outside observer.
class DeclaredSchema : public Sample {};

TEST_P(DeclaredSchema, IsWhatTheRevisionsMake) {
  migrate({"upgrade"});
  const std::string declared = test::fresh_postgres_database();
  output_of({test::PostgresServer::instance().program("psql"), "-Xq", "-v", "ON_ERROR_STOP=1",
             declared, "-f", kRoot + "/sql/schema.sql"});
  EXPECT_EQ(catalog(), catalog(declared));
}

INSTANTIATE_TEST_SUITE_P(Engines, Sample, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });
INSTANTIATE_TEST_SUITE_P(Engines, DeclaredSchema, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

}  // namespace
}  // namespace migrate
