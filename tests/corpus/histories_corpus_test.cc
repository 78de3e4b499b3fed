// Whole histories of other projects, applied by the real program: the schema must be the one that
// is on record (PostgreSQL), or that sqlite3 makes of the same steps. MIGRATE_CORPUS names the
// directory, which has, below migrations/<name>/: plain/*.sql, the steps in order; META.json, what
// is known of each; final.schema.sql; setup.sql.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

#include "lib/base/file.h"
#include "lib/base/json.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

const std::string kProgram = std::string(MIGRATE_BINARY_DIR) + "/migrate";

/// A history that is known to differ, and why.
const std::map<std::string, std::string> kExceptions = {
    {"memos", "its first schema was never published as a step: most steps find no table"}};

std::string run(const std::vector<std::string>& arguments) {
  const test::ChildResult result = test::run_child(arguments);
  EXPECT_EQ(result.exit_code, 0) << arguments[0] << "\n" << result.output.substr(0, 4000);
  return result.output;
}

class History {
 public:
  explicit History(std::string directory)
      : directory_(std::move(directory)), final_(read_file(directory_ + "/final.schema.sql")) {}

  [[nodiscard]] bool on_postgresql() const {
    return final_.find("PostgreSQL database dump") != std::string::npos;
  }

  /// Gives every step that ran a header and writes it below `versions`; each stands on the one
  /// before. Returns their number.
  size_t write_revisions(const test::TempDir& project) const {
    size_t count = 0;
    std::string parent = "none";
    const json::Value meta = json::parse(read_file(directory_ + "/META.json"));
    for (const json::Value& step : meta["steps_list"].items()) {
      if (!std::get<bool>(step["up_ok"].data())) continue;
      const std::string& base = step["base"].text();
      const std::string id = "s" + base.substr(0, base.find('_'));
      for (const std::string& part : {std::string(".up.sql"), std::string(".down.sql")}) {
        const std::string path = directory_ + "/plain/" + base + part;
        if (!path_exists(path)) continue;
        project.write("versions/" + base + part, "-- revision: " + id + "\n-- parents: " + parent +
                                                     "\n-- message: " + base + "\n\n" +
                                                     read_file(path));
      }
      parent = id;
      ++count;
    }
    return count;
  }

  void set_up(const std::string& url) const {
    if (!path_exists(directory_ + "/setup.sql")) return;
    run({test::PostgresServer::instance().program("psql"), "-Xq", "-v", "ON_ERROR_STOP=1", url,
         "-f", directory_ + "/setup.sql"});
  }

  /// Of PostgreSQL the record. On SQLite that has what failed steps left half-done, so there the
  /// same steps are run by sqlite3 once more.
  [[nodiscard]] std::vector<std::string> expected(const test::TempDir& project) const {
    if (on_postgresql()) return lines(final_);
    const std::string database = project / "expected.db";
    for (const std::string& path : list_files(project / "versions")) {
      if (path.ends_with(".up.sql")) run({"sqlite3", "-bail", database, ".read '" + path + "'"});
    }
    return actual("sqlite:" + database);
  }

  [[nodiscard]] std::vector<std::string> actual(const std::string& url) const {
    if (!on_postgresql()) {
      return lines(run({"sqlite3", url.substr(url.find(':') + 1),
                        "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL"
                        " AND tbl_name NOT LIKE 'migrate\\_%' ESCAPE '\\'"}));
    }
    return lines(run({test::PostgresServer::instance().program("pg_dump"), "--schema-only",
                      "--no-owner", "--no-privileges", "--exclude-table=migrate_*", url}));
  }

 private:
  /// Sorted, since SQLite's order is that of creation; without what changes from dump to dump.
  static std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
      if (line.empty() || line.rfind("--", 0) == 0 || line.rfind('\\', 0) == 0) continue;
      result.push_back(line);
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  std::string directory_;
  std::string final_;
};

std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& actual) {
  std::vector<std::string> missing;
  std::vector<std::string> extra;
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(),
                      std::back_inserter(missing));
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(),
                      std::back_inserter(extra));
  std::string result;
  for (const std::string& line : missing) result += "- " + line + "\n";
  for (const std::string& line : extra) result += "+ " + line + "\n";
  return result;
}

/// Runs everything pending live.
void apply_live(const test::TempDir& project, const std::string& url) {
  run({kProgram, "--versions", project / "versions", "--url", url, "upgrade"});
}

/// Writes everything pending as a script, and has the engine's shell run it.
void apply_by_script(const test::TempDir& project, const std::string& url) {
  const std::string script = project / "upgrade.sql";
  run({kProgram, "--versions", project / "versions", "--url", url, "upgrade", "--sql", "--output",
       script});
  if (url.starts_with("sqlite:")) {
    run({"sqlite3", url.substr(url.find(':') + 1), ".read '" + script + "'"});
  } else {
    run({test::PostgresServer::instance().program("psql"), "-Xq", "-o", "/dev/null", url, "-f",
         script});
  }
  run({kProgram, "--versions", project / "versions", "--url", url, "status", "--check"});
}

using Apply = void (*)(const test::TempDir& project, const std::string& url);

void make_the_schema_that_their_own_tools_made(Apply apply) {
  const char* corpus = std::getenv("MIGRATE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  size_t histories = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/migrations")) {
    const std::string name = entry.path().filename();
    const History history(entry.path());
    SCOPED_TRACE(name);
    if (kExceptions.contains(name)) continue;
    const test::TempDir project;
    const std::string url = history.on_postgresql() ? test::fresh_postgres_database()
                                                    : "sqlite:" + (project / "history.db");
    const size_t count = history.write_revisions(project);
    history.set_up(url);
    apply(project, url);
    EXPECT_EQ(difference(history.expected(project), history.actual(url)), "");
    std::cout << name << ": " << count << " revisions\n";
    ++histories;
  }
  EXPECT_GT(histories, 0U);
}

TEST(Histories, MakeTheSchemaThatTheirOwnToolsMade) {
  make_the_schema_that_their_own_tools_made(apply_live);
}

TEST(Histories, MakeItByScriptsToo) { make_the_schema_that_their_own_tools_made(apply_by_script); }

}  // namespace
}  // namespace migrate
