// Databases of other projects, adopted by the real program: loaded from their dumps, recorded at a
// baseline that was written from the dump or from the database, upgraded from there. MIGRATE_CORPUS
// names the directory, which has dumps of pg_dump in schemas/*.sql, and the schemas at the end of
// whole histories in migrations/<name>/final.schema.sql. MIGRATE_CORPUS_ONLY=TEXT takes those with
// it in their paths.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate {
namespace {

const std::string kProgram = std::string(MIGRATE_BINARY_DIR) + "/migrate";

std::string run(const std::vector<std::string>& arguments) {
  const test::ChildResult result = test::run_child(arguments);
  EXPECT_EQ(result.exit_code, 0) << join(arguments, " ") << "\n" << result.output.substr(0, 4000);
  return result.output;
}

class Dump {
 public:
  explicit Dump(std::string path) : path_(std::move(path)), text_(read_file(path_)) {}

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool of_postgresql() const {
    return text_.find("PostgreSQL database dump") != std::string::npos;
  }

  /// The URL of a new database; `files`: where those of SQLite are.
  [[nodiscard]] std::string empty_database(const test::TempDir& files) const {
    static int count = 0;
    return of_postgresql() ? test::fresh_postgres_database()
                           : "sqlite:" + (files / ("database" + std::to_string(++count) + ".db"));
  }

  /// The URL of a database that the engine's own shell has loaded it into.
  [[nodiscard]] std::string loaded_database(const test::TempDir& files) const {
    std::string url = empty_database(files);
    if (of_postgresql()) {
      run({test::PostgresServer::instance().program("psql"), "-Xq", "-o", "/dev/null", "-v",
           "ON_ERROR_STOP=1", url, "-f", path_});
      return url;
    }
    // The shell's `.schema` shows SQLite's own table, too, which nobody may make.
    const std::string schema = files.write(
        "loaded.sql", replace_all(text_, "CREATE TABLE sqlite_sequence(name,seq);", ""));
    run({"sqlite3", "-bail", file_of(url), ".read '" + schema + "'"});
    return url;
  }

  /// A table that people made, the largest one.
  [[nodiscard]] std::string some_table(const std::string& url) const {
    if (!of_postgresql()) {
      return std::string(
          trim(run({"sqlite3", file_of(url),
                    "SELECT format('\"%w\"', name) FROM pragma_table_list WHERE type = 'table'"
                    " AND name NOT LIKE 'sqlite_%' ORDER BY ncol DESC, name LIMIT 1"})));
    }
    return test::PostgresServer::instance().psql(
        test::database_of(url),
        "SELECT format('%I.%I', nspname, relname) FROM pg_class"
        " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind = 'r' AND NOT relispartition AND reloftype = 0"
        " AND nspname NOT IN ('pg_catalog', 'information_schema') AND NOT EXISTS"
        " (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
        " ORDER BY relpages DESC, 1 LIMIT 1");
  }

 private:
  static std::string file_of(const std::string& url) { return url.substr(url.find(':') + 1); }

  std::string path_;
  std::string text_;
};

/// A project without revisions, and the program within it.
class Project {
 public:
  Project() { run({kProgram, "init", directory_.path()}); }

  [[nodiscard]] std::string migrate(const std::string& url,
                                    const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"env", "-C", directory_.path(), "MIGRATE_URL=" + url, kProgram};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run(all);
  }
  void write(const std::string& name, const std::string& text) const {
    directory_.write(name, text);
  }
  [[nodiscard]] size_t backups() const {
    const std::string directory = directory_ / "backups";
    return path_exists(directory) ? list_files(directory).size() : 0;
  }
  [[nodiscard]] bool is_irreversible() const {
    for (const std::string& path : list_files(directory_ / "versions")) {
      if (read_file(path).find("-- irreversible:") != std::string::npos) return true;
    }
    return false;
  }

 private:
  test::TempDir directory_;
};

void expect_told(const std::string& output, const std::string& text) {
  EXPECT_NE(output.find(text), std::string::npos) << "no \"" << text << "\" in:\n" << output;
}

/// `one`: a URL, or a revision.
void expect_alike(const Project& project, const std::string& one, const std::string& other) {
  EXPECT_EQ(project.migrate(other, {"diff", one, other}), "");
}

void adopt_by_the_dump(const Dump& dump) {
  const test::TempDir files;
  const Project project;
  const std::string production = dump.loaded_database(files);
  const std::string fresh = dump.empty_database(files);
  (void)project.migrate(
      production, {"revision", "--from-schema", dump.path(), "-m", "baseline", "--rev-id", "ba5e"});
  const std::string table = dump.some_table(production);
  project.write("versions/0add.up.sql", "-- revision: 0add\n-- parents: ba5e\n\nALTER TABLE " +
                                            table + " ADD COLUMN added_later integer;\n");
  project.write("versions/0add.down.sql", "ALTER TABLE " + table + " DROP COLUMN added_later;\n");

  const std::string first = project.migrate(production, {"deploy"});
  expect_told(first, "unmanaged, taken for ba5e, 1 pending");
  expect_told(first, "applied 1 revision, 1 statement; adopted at ba5e; no drift");
  EXPECT_EQ(project.backups(), 1U);
  expect_told(project.migrate(production, {"deploy", "-q"}), "is at head: nothing to do; no drift");
  expect_told(project.migrate(fresh, {"deploy", "-q"}), "applied 2 revisions");
  expect_alike(project, production, fresh);
  if (dump.of_postgresql()) {
    expect_told(project.migrate(production, {"check", "--strict"}), ": no drift");
  }
  if (project.is_irreversible()) return;
  (void)project.migrate(fresh, {"downgrade", "base", "--yes"});
  expect_alike(project, "base", fresh);
}

void adopt_by_the_database(const Dump& dump) {
  const test::TempDir files;
  const Project project;
  const std::string production = dump.loaded_database(files);
  const std::string fresh = dump.empty_database(files);
  (void)project.migrate(production,
                        {"revision", "--from-database", "-m", "as it is", "--rev-id", "ba5e"});
  expect_told(project.migrate(production, {"deploy"}),
              "unmanaged, taken for ba5e, nothing pending");
  (void)project.migrate(fresh, {"upgrade"});
  expect_alike(project, production, fresh);
}

void with_every_dump(void (*act)(const Dump& dump)) {
  const char* corpus = std::getenv("MIGRATE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  const char* only = std::getenv("MIGRATE_CORPUS_ONLY");
  std::vector<std::string> paths = list_files(std::string(corpus) + "/schemas");
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/migrations")) {
    paths.push_back(entry.path().string() + "/final.schema.sql");
  }
  size_t adopted = 0;
  for (const std::string& path : paths) {
    if (only != nullptr && path.find(only) == std::string::npos) continue;
    SCOPED_TRACE(path);
    act(Dump(path));
    ++adopted;
  }
  std::cout << adopted << " databases adopted\n";
  EXPECT_GT(adopted, 0U);
}

TEST(Adoption, GoesOnFromABaselineOfTheDump) { with_every_dump(adopt_by_the_dump); }

TEST(Adoption, GoesOnFromABaselineOfTheDatabase) { with_every_dump(adopt_by_the_database); }

}  // namespace
}  // namespace migrate
