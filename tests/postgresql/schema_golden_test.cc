// tests/golden/schema/postgresql/CASE/{before,after}.sql, and the scripts that lead from one to the
// other and back: up.sql, down.sql. MIGRATE_UPDATE_GOLDEN=1 writes them anew;
// MIGRATE_GOLDEN_ONLY=TEXT runs those with it in their names. Each script is run on rows, and our
// own reading and pg_dump must find what it was to make. A before.sql that begins with
// "-- needs PostgreSQL 18" is left out on older servers; its scripts are those of that version.
#include <gtest/gtest.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "lib/base/file.h"
#include "tests/postgresql/schema_database.h"
#include "tests/support/golden.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

namespace fs = std::filesystem;

std::set<std::string> cases() {
  std::set<std::string> result;
  const char* only = std::getenv("MIGRATE_GOLDEN_ONLY");
  for (const auto& entry :
       fs::directory_iterator(MIGRATE_SOURCE_DIR "/tests/golden/schema/postgresql")) {
    const std::string name = entry.path().filename().string();
    if (only == nullptr || name.find(only) != std::string::npos) result.insert(name);
  }
  return result;
}

/// The major version that the case is written for, by the first line of its before.sql.
int server_of(const std::string& before) {
  constexpr std::string_view kNeeds = "-- needs PostgreSQL ";
  int result = kGoldenServer;
  if (before.starts_with(kNeeds)) {
    std::from_chars(before.data() + kNeeds.size(), before.data() + before.size(), result);
  }
  return result;
}

/// Runs `text` in `database`, which must then have the schema of `wanted` and `dump`.
void expect_to_lead(const SchemaDatabase& database, const std::string& text,
                    const schema::Catalog& wanted, const std::string& dump) {
  ASSERT_EQ(database.run(text), "") << text;
  EXPECT_EQ(differences(database.read(), wanted), "") << text;
  EXPECT_EQ(database.dump(), dump) << text;
}

class SchemaGolden : public testing::Test {
 protected:
  void check(const std::string& name) {
    SCOPED_TRACE(name);
    const std::string directory = MIGRATE_SOURCE_DIR "/tests/golden/schema/postgresql/" + name;
    const std::string first = read_file(directory + "/before.sql");
    const int server = server_of(first);
    if (server > kGoldenServer && server_version_ < server) {
      std::printf("left out: %s needs PostgreSQL %d\n", name.c_str(), server);
      return;
    }
    subject_.clear();
    model_.clear();
    ASSERT_EQ(subject_.run(first), "");
    ASSERT_EQ(model_.run(read_file(directory + "/after.sql")), "");
    const schema::Catalog before = subject_.read();
    const schema::Catalog after = model_.read();
    const std::string dump_before = subject_.dump();
    const std::string rows = subject_.rows();

    const std::string up = script(before, after);
    const std::string down = script(after, before);
    // On another version the scripts must lead there and back all the same.
    if (server_version_ == server) {
      expect_golden(directory + "/up.sql", up);
      expect_golden(directory + "/down.sql", down);
    }
    ASSERT_NO_FATAL_FAILURE(expect_to_lead(subject_, up, after, model_.dump()));
    EXPECT_EQ(script(subject_.read(), after), "");
    EXPECT_EQ(lost_rows(rows, subject_.rows()), "");
    ASSERT_NO_FATAL_FAILURE(expect_to_lead(subject_, down, before, dump_before));
  }

  SchemaDatabase subject_;
  SchemaDatabase model_;
  const int server_version_ = PostgresServer::instance().major_version();
};

TEST_F(SchemaGolden, ScriptsReadWellAndLeadThereAndBack) {
  const auto names = cases();
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) check(name);
}

}  // namespace
}  // namespace migrate::test
