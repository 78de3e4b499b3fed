// Renames: tests/golden/renames/<engine>/<case>/{before,after}.sql, two schemas, the second with
// its comments, and the revision that is written from them: up.sql and down.sql, which are tried in
// scratch, there and back. MIGRATE_UPDATE_GOLDEN=1 writes them anew.
#include "lib/workflow/renames.h"

#include <gtest/gtest.h>

#include <set>

#include "lib/base/file.h"
#include "lib/workflow/autogenerate.h"
#include "lib/workflow/rename_comments.h"
#include "tests/run/run_fixture.h"
#include "tests/support/golden.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

class Renames : public RunTest {
 protected:
  /// A revision that leads from what the project's revisions make to `after`.
  workflow::Generated generate(const std::string& after,
                               const std::vector<std::string>& accepted = {},
                               workflow::Losses losses = workflow::Losses::keep) {
    const auto driver = driver_for_url(project_.url());
    const auto like = driver->connect(project_.options.connect);
    workflow::Bench::Options options;
    options.connect = project_.options.connect;
    const workflow::Bench bench(*driver, options, like.get());
    const std::vector<SourceText> files = {SourceText::from_memory("schema.sql", after)};
    workflow::Start start = workflow::start_at_heads(bench, project_.graph());
    const workflow::Trial wanted = bench.with_files(files);
    revision::NewRevision revision;
    revision.id = "b";
    revision.parents = {"a"};
    return workflow::generate(bench, start, bench.read(*wanted.connection), std::move(revision),
                              {workflow::read_rename_comments(files, driver->dialect()), accepted},
                              losses);
  }

  /// Adds it to the project.
  void keep(const workflow::Generated& generated) {
    std::string keys;
    for (const std::string& key : generated.revision.up_keys) keys += "-- " + key + "\n";
    project_.revision("b", "a", generated.revision.up_body, generated.revision.down_body, keys);
  }
};

TEST_P(Renames, AreWrittenForEachKind) {
  const std::string directory =
      MIGRATE_SOURCE_DIR "/tests/golden/renames/" + project_.engine() + "/";
  std::set<std::string> cases;
  for (const std::string& path : list_files(directory)) {
    cases.insert(path.substr(0, path.rfind('/') + 1));
  }
  EXPECT_GE(cases.size(), project_.is_postgresql() ? 9U : 4U);
  for (const std::string& path : cases) {
    SCOPED_TRACE(path);
    project_.revision("a", "none", read_file(path + "before.sql"));
    const workflow::Generated found = generate(read_file(path + "after.sql"));
    EXPECT_TRUE(found.proved);
    EXPECT_TRUE(found.up.kept.empty());
    EXPECT_FALSE(found.up.renames.empty());
    if (project_.is_postgresql() && PostgresServer::instance().major_version() != kGoldenServer) {
      continue;
    }
    expect_golden(path + "up.sql", found.revision.up_body);
    expect_golden(path + "down.sql", found.revision.down_body);
  }
}

const char* const kUsers =
    "CREATE TABLE users (id integer PRIMARY KEY, fullname text, age integer);\n"
    "INSERT INTO users VALUES (1, 'Ann', 30), (2, 'Bob', 40);\n";

TEST_P(Renames, KeepRowsThereAndBack) {
  project_.revision("a", "none", kUsers);
  keep(
      generate("-- renamed-from: users\n"
               "CREATE TABLE people (id integer PRIMARY KEY,\n"
               "  -- renamed-from: fullname\n"
               "  name text, age text, born integer);\n"));
  project_.upgrade();
  EXPECT_EQ(project_.scalar("SELECT max(name || age) FROM people WHERE born IS NULL"), "Bob40");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM people"), "2");
  project_.execute("INSERT INTO people VALUES (3, 'Cy', '50', 1970)");
  project_.downgrade("-1");
  EXPECT_EQ(project_.scalar("SELECT max(fullname || age) FROM users"), "Cy50");
  EXPECT_EQ(project_.scalar("SELECT count(*) FROM users"), "3");
}

TEST_P(Renames, AreAcceptedFromTheCommandLine) {
  project_.revision("a", "none", kUsers);
  const auto found =
      generate("CREATE TABLE people (id integer PRIMARY KEY, name text, age integer);",
               {"users.fullname=people.name", "Users = PEOPLE"});
  ASSERT_EQ(found.up.renames.size(), project_.is_postgresql() ? 3U : 2U);
  EXPECT_TRUE(found.up.lookalikes.empty());
  EXPECT_TRUE(found.up.changes().empty());
  EXPECT_NE(found.revision.up_body.find("RENAME COLUMN fullname TO name"), std::string::npos);
}

TEST_P(Renames, AreSuggestedAndNotGuessed) {
  project_.revision("a", "none", kUsers);
  const auto found =
      generate("CREATE TABLE users (id integer PRIMARY KEY, name text, age integer)");
  EXPECT_TRUE(found.up.renames.empty());
  EXPECT_EQ(found.revision.up_body, "ALTER TABLE users ADD COLUMN name text;\n");
  ASSERT_EQ(found.up.lookalikes.size(), 1U);
  EXPECT_EQ(found.up.lookalikes[0].accept, "users.fullname=users.name");
  EXPECT_EQ(found.up.lookalikes[0].old_name, "fullname");
}

TEST_P(Renames, ThatAreAcceptedMustFit) {
  project_.revision("a", "none", kUsers);
  const auto message = [&](const std::string& accepted) -> std::string {
    const std::string after =
        "CREATE TABLE users (id integer PRIMARY KEY, name text, age integer);\n"
        "CREATE TABLE other (name text);\n";
    try {
      (void)generate(after, {accepted});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      return error.what();
    }
    return "accepted";
  };
  const std::string users = project_.is_postgresql() ? "public.users" : "users";
  const std::string other = project_.is_postgresql() ? "public.other" : "other";
  EXPECT_EQ(message("users.fullname"), "--accept-rename users.fullname: there is no '=' in it");
  EXPECT_EQ(message("users.fulname=users.name"),
            "--accept-rename users.fulname=users.name: what there is has no users.fulname");
  EXPECT_EQ(message("users.fullname=users.nam"),
            "--accept-rename users.fullname=users.nam: what there should be has no users.nam");
  EXPECT_EQ(message("users=users.name"), "--accept-rename users=users.name: table " + users +
                                             " can't become column " + users + ".name");
  EXPECT_EQ(message("users.age=users.id"), "there is a column " + users + ".id already");
  EXPECT_EQ(message("users.fullname=other.name"),
            "column " + other + ".name was not called 'fullname'");
  EXPECT_EQ(message("column users.fullname=users.name"), "accepted");
}

INSTANTIATE_TEST_SUITE_P(Engines, Renames, testing::ValuesIn(engine_names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace migrate::test
