// A database's password is shown nowhere: every command, on connections that work and on ones that
// don't, in text and in JSON, in the history, and in the list of processes.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>

#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::cli {
namespace {

using test::PostgresServer;

const std::string kProgram = MIGRATE_BINARY_DIR "/migrate";
/// The password; not a word of anything else.
const std::string kMarker = "m4rkerOfThePassword";

/// A command and what a project of two revisions makes it do; in an order that works.
struct Call {
  const char* command;
  const char* arguments;
};
constexpr Call kCalls[] = {
    {"create-database", ""},
    {"init", "new"},
    {"plan", ""},
    {"upgrade", "--note told -v"},
    {"upgrade", "--sql base:heads"},
    {"status", ""},
    {"current", ""},
    {"history", "--stored"},
    {"log", ""},
    {"show", "a1"},
    {"heads", ""},
    {"branches", ""},
    {"graph", ""},
    {"split", "versions/a1.up.sql"},
    {"backup", ""},
    {"seed", ""},
    {"reset", "--yes"},
    {"wait", "--at head --timeout 10ms"},
    {"completion", "bash"},
    {"redo", "--yes"},
    {"downgrade", "--yes"},
    {"stamp", "b2"},
    {"resolve", "a1 --applied"},
    {"validate", ""},
    {"doctor", ""},
    {"lint", ""},
    {"smoke", ""},
    {"ci", "--base main"},
    {"sync", ""},
    {"check", ""},
    {"deploy", ""},
    {"diff", "base head"},
    {"dump", ""},
    {"stats", ""},
    {"export", "a1 --into restored"},
    {"edit", "a1"},
    {"revision", "-m third --rev-id c3"},
    {"merge", "-m none"},
    {"rebase", "c3 --onto a1"},
};

/// The commands that --help lists.
std::set<std::string> command_names() {
  std::istringstream help(test::run_child({kProgram, "--help"}).output);
  std::set<std::string> names;
  for (std::string line; std::getline(help, line) && !line.starts_with("Options");) {
    if (!line.starts_with("  ") || line[2] == ' ') continue;
    names.insert(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

/// A file of /proc has no size to go by.
std::string proc_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Secrets : public testing::Test {
 protected:
  Secrets() {
    project_.write(
        "versions/a1.up.sql",
        "-- revision: a1\n-- parents: none\n-- message: one\n\nCREATE TABLE a (x int);\n");
    project_.write("versions/a1.down.sql", "DROP TABLE a;\n");
    project_.write("versions/b2.up.sql",
                   "-- revision: b2\n-- parents: a1\n-- message: two\n\nCREATE TABLE b (x int);\n");
    project_.write("versions/b2.down.sql", "DROP TABLE b;\n");
  }

  /// stdout and stderr of `call` by --url, and in JSON by MIGRATE_URL.
  void run(const Call& call, const std::string& url) {
    const std::string words = std::string(call.command) + " " + call.arguments;
    const std::string go =
        "cd " + project_.path() + " && EDITOR=echo exec " + kProgram + " " + words;
    const test::ChildResult text = test::run_child({"sh", "-c", go + " --url \"$0\"", url});
    expect_clean(text.output, words + " --url " + url);
    succeeded_ += text.exit_code == 0 ? 1 : 0;
    const test::ChildResult by_json =
        test::run_child({"env", "MIGRATE_URL=" + url, "sh", "-c", go + " --json"});
    expect_clean(by_json.output, words + " --json, MIGRATE_URL " + url);
  }

  static void expect_clean(const std::string& output, const std::string& what) {
    EXPECT_EQ(output.find(kMarker), std::string::npos) << what << "\n" << output;
  }

  /// All of the history, and what the server knows of the sessions.
  static std::string kept(const std::string& database) {
    std::string all;
    for (const char* query :
         {"SELECT * FROM migrate_event", "SELECT * FROM migrate_revision",
          "SELECT * FROM migrate_meta", "SELECT convert_from(bytes, 'UTF8') FROM migrate_script"}) {
      all += PostgresServer::instance().psql(database, query);
    }
    return all;
  }

  test::TempDir project_;
  int succeeded_ = 0;
};

TEST_F(Secrets, EveryCommandIsTried) {
  std::set<std::string> tried;
  for (const Call& call : kCalls) tried.insert(call.command);
  EXPECT_EQ(tried, command_names());
}

TEST_F(Secrets, APasswordThatWorksIsShownNowhere) {
  PostgresServer& server = PostgresServer::instance();
  const std::string host = server.socket_directory();
  for (const char* form :
       {"postgresql://postgres:PW@/DB?host=HOST", "postgresql://postgres@/DB?host=HOST&password=PW",
        "host=HOST user=postgres dbname=DB password=PW"}) {
    const std::string database = test::database_of(server.fresh_database());
    std::string url = replace_all(form, "HOST", host);
    url = replace_all(replace_all(url, "DB", database), "PW", kMarker);
    succeeded_ = 0;
    for (const Call& call : kCalls) run(call, url);
    EXPECT_GE(succeeded_, 20) << url;
    const std::string history = kept(database);
    EXPECT_NE(history.find("told"), std::string::npos) << history;
    expect_clean(history, "the history");
    (void)test::run_child(
        {"rm", "-rf", project_ / "new", project_ / "restored", project_ / "backups"});
    for (const std::string& path : list_files(project_ / "versions")) {
      if (path.find("third") != std::string::npos) remove_file(path);
    }
  }
}

TEST_F(Secrets, APasswordThatFailsIsShownNowhere) {
  const std::string refused =
      PostgresServer::instance().url("postgres", PostgresServer::kPasswordRole, kMarker);
  for (const std::string& url :
       {refused, "postgresql://app:" + kMarker + "@127.0.0.1:1/shop",
        "postgresql://app:" + kMarker + "@nowhere.invalid/shop",
        "postgresql://127.0.0.1:1/shop?user=app&password=" + kMarker,
        "postgresql://app:" + kMarker + "@[::1/shop", "postgresql://app:" + kMarker + "%zz@db/shop",
        "postgresql://app:" + kMarker + "@db/shop?nonsense=1",
        "host=127.0.0.1 port=1 dbname=shop password=" + kMarker, "host=db password='" + kMarker,
        "host=db pasword=" + kMarker, "mysql://app:" + kMarker + "@db/shop"}) {
    succeeded_ = 0;
    for (const Call& call :
         {Call{"status", ""}, Call{"upgrade", ""}, Call{"doctor", ""},
          Call{"wait", "--timeout 10ms"}, Call{"create-database", ""}, Call{"heads", ""},
          Call{"backup", ""}, Call{"check", ""}, Call{"dump", ""}, Call{"diff", "base head"}}) {
      run(call, url);
    }
    EXPECT_LE(succeeded_, 1) << url;  // heads needs no database
  }
}

TEST_F(Secrets, TheListOfProcessesShowsNoPassword) {
  for (const auto& arguments :
       {std::vector<std::string>{"--url", "postgresql://app:" + kMarker + "@127.0.0.1:1/shop"},
        {"--url=postgresql://app:" + kMarker + "@127.0.0.1:1/shop"},
        {"--set", "key=" + kMarker, "--set=key=" + kMarker, "--url",
         "host=127.0.0.1 port=1 password=" + kMarker}}) {
    std::vector<std::string> words = {kProgram, "wait", "--timeout", "60s", "--note", "kept"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    test::Process process(words, {});
    const std::string path = "/proc/" + std::to_string(process.pid()) + "/cmdline";
    std::string line;
    // Until it has come that far; a moment before, the child is still a copy of this program.
    const Stopwatch waited;
    while (line.find("**") == std::string::npos && waited.elapsed() < Milliseconds(20'000)) {
      std::this_thread::sleep_for(Milliseconds(1));
      line = proc_file(path);
    }
    EXPECT_NE(line.find("**"), std::string::npos);
    EXPECT_NE(line.find("kept"), std::string::npos);
    EXPECT_TRUE(process.running());
    EXPECT_EQ(proc_file(path).find(kMarker), std::string::npos);
  }
}

}  // namespace
}  // namespace migrate::cli
