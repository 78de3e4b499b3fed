// The sample project by scripts: `upgrade --sql` from every revision, run by psql or sqlite3,
// leaves the catalog and the history of a live upgrade.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
const std::string kProgram = std::string(MIGRATE_BINARY_DIR) + "/migrate";

std::string output_of(const std::vector<std::string>& arguments, const std::string& input = "") {
  const test::ChildResult result = test::run_child(arguments, test::RunAs::self, input);
  EXPECT_EQ(result.exit_code, 0) << arguments[0] << "\n" << result.output;
  return result.output;
}

/// The last revision with COPY … FROM stdin, which a script that skips can't hold.
constexpr const char* kLastCopy = "b7e41f0a92c6";

/// Everything that the history says but times, run ids and texts.
constexpr const char* kHistory =
    "SELECT seq, id, parents, depends_on, message, header, up_checksum, down_checksum, state, "
    "direction, statements_done, trying, done_digest, session_state, applied_by "
    "FROM migrate_revision ORDER BY seq;"
    "SELECT seq, action, revision, who, host, tool, git_commit, note, error "
    "FROM migrate_event ORDER BY seq;";

class SampleScript : public testing::TestWithParam<std::string> {
 protected:
  static bool on_sqlite() { return GetParam() == "sqlite"; }

  std::string fresh() {
    return on_sqlite() ? "sqlite:" + (directory_ / (std::to_string(++files_) + ".db"))
                       : test::fresh_postgres_database();
  }
  /// A copy of the database at `url`.
  std::string copy(const std::string& url) {
    std::string result = fresh();
    if (on_sqlite()) {
      if (std::filesystem::exists(file(url))) std::filesystem::copy_file(file(url), file(result));
      return result;
    }
    const test::PostgresServer& server = test::PostgresServer::instance();
    const std::string name = test::database_of(result);
    (void)server.psql("postgres", "DROP DATABASE " + name);
    (void)server.psql("postgres",
                      "CREATE DATABASE " + name + " TEMPLATE " + test::database_of(url));
    return result;
  }
  static std::string file(const std::string& url) { return url.substr(url.find(':') + 1); }

  static std::string migrate(const std::string& url, const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {kProgram, "--config", kRoot + "/migrate.toml", "--url", url};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return output_of(all);
  }
  /// Runs `script` by the engine's shell.
  static std::string shell(const std::string& url, const std::string& script) {
    if (on_sqlite()) return output_of({"sqlite3", file(url)}, script);
    return output_of({test::PostgresServer::instance().program("psql"), "-XqAt", url, "-f", "-"},
                     script);
  }
  /// The catalog and the history, as one text.
  static std::string standing(const std::string& url) {
    if (on_sqlite()) return shell(url, ".schema\n" + std::string(kHistory));
    std::istringstream dump(
        output_of({test::PostgresServer::instance().program("pg_dump"), "--schema-only", url}));
    std::string result;
    for (std::string line; std::getline(dump, line);) {
      if (line.find("restrict ") == std::string::npos) result += line + "\n";
    }
    return result + shell(url, kHistory);
  }
  /// Ids in the order they are applied, from the first lines of a script.
  static std::vector<std::string> ids_in(const std::string& script) {
    constexpr std::string_view kMark = "--   up ";
    std::vector<std::string> ids;
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(kMark)) {
        ids.push_back(line.substr(kMark.size(), line.find(' ', kMark.size()) - kMark.size()));
      }
    }
    return ids;
  }

  test::TempDir directory_;
  int files_ = 0;
};

TEST_P(SampleScript, LeadsToTheHeadFromEveryRevision) {
  const std::string live = fresh();
  migrate(live, {"upgrade"});
  const std::string expected = standing(live);

  const std::string walker = fresh();
  const std::string whole = migrate(walker, {"upgrade", "--sql", "--offline"});
  const std::vector<std::string> ids = ids_in(whole);
  ASSERT_GT(ids.size(), 10U);
  for (const std::string& id : ids) {
    const std::string url = copy(walker);
    shell(url, migrate(url, {"upgrade", "--sql"}));
    EXPECT_EQ(standing(url), expected) << "before " << id;
    migrate(walker, {"upgrade", id});
  }
  EXPECT_EQ(standing(walker), expected);
}

/// sqlite3 has no conditions, so this is psql's alone.
class SampleIdempotentScript : public SampleScript {};

TEST_P(SampleIdempotentScript, LeadsToTheHeadFromEveryRevision) {
  const std::string live = fresh();
  migrate(live, {"upgrade"});
  const std::string expected = standing(live);

  const std::string walker = fresh();
  migrate(walker, {"upgrade", kLastCopy});
  const std::string whole =
      migrate(walker, {"upgrade", kLastCopy + std::string(":head"), "--sql", "--idempotent"});
  for (const std::string& id : ids_in(whole)) {
    const std::string url = copy(walker);
    shell(url, whole);
    EXPECT_EQ(standing(url), expected) << "before " << id;
    migrate(walker, {"upgrade", id});
  }
  shell(walker, whole);
  EXPECT_EQ(standing(walker), expected);
}

INSTANTIATE_TEST_SUITE_P(Engines, SampleScript, testing::Values("sqlite", "postgresql"),
                         [](const auto& engine) { return engine.param; });
INSTANTIATE_TEST_SUITE_P(Engines, SampleIdempotentScript, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

}  // namespace
}  // namespace migrate
