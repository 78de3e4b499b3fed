// The entrypoint's ways, in every shell that it may be run by. A script that shows its arguments
// and environment stands for the program.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/container/container.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace migrate::container {
namespace {

using test::ChildResult;
using test::RunAs;

class Entrypoint : public testing::TestWithParam<const char*> {
 protected:
  Entrypoint() {
    directory_.write("bin/migrate",
                     "#!/bin/sh\n"
                     "echo \"$#:$*\"\n"
                     "env | grep -E '^(MIGRATE|PG|POSTGRES)' | sort\n");
    std::filesystem::permissions(directory_ / "bin/migrate", std::filesystem::perms::all);
  }

  ChildResult start(const std::vector<std::string>& variables,
                    const std::vector<std::string>& arguments = {},
                    const std::string& script = kEntrypoint) const {
    return test::run_child(environment(variables, directory_ / "bin") +
                           std::vector<std::string>{GetParam(), script} + arguments);
  }
  /// What the program was started with.
  std::string seen(const std::vector<std::string>& variables,
                   const std::vector<std::string>& arguments = {}) const {
    const ChildResult result = start(variables, arguments);
    EXPECT_EQ(result.exit_code, 0) << result.output;
    return result.output;
  }
  /// What it says in place of starting the program.
  std::string refusal(const std::vector<std::string>& variables) const {
    const ChildResult result = start(variables);
    EXPECT_EQ(result.exit_code, 2) << result.output;
    return result.output;
  }

  test::TempDir directory_;
};

TEST_P(Entrypoint, DeploysWithoutArguments) { EXPECT_EQ(seen({}), "1:deploy\n"); }

TEST_P(Entrypoint, PassesArgumentsOn) {
  EXPECT_EQ(seen({}, {"upgrade", "--wait", "60s"}), "3:upgrade --wait 60s\n");
  EXPECT_EQ(seen({}, {"deploy", "--", "./server", "two words", ""}),
            "5:deploy -- ./server two words \n");
  EXPECT_EQ(seen({}, {"--version"}), "1:--version\n");
}

TEST_P(Entrypoint, DropsTheProgramsNameBeforeThem) {
  EXPECT_EQ(seen({}, {"migrate", "current"}), "1:current\n");
  EXPECT_EQ(seen({}, {"migrate"}), "0:\n") << "that asks for help, not for a deployment";
  EXPECT_EQ(seen({}, {"migrate", "migrate"}), "1:migrate\n");
}

TEST_P(Entrypoint, ReadsSecretsFromFiles) {
  const std::string url = directory_.write("url", "postgresql://app@db/shop\n");
  const std::string password = directory_.write("password", "p'a$s \"word\\ \n\n");
  EXPECT_EQ(seen({"MIGRATE_URL_FILE=" + url, "PGPASSWORD_FILE=" + password}),
            "1:deploy\n"
            "MIGRATE_URL=postgresql://app@db/shop\n"
            "PGPASSWORD=p'a$s \"word\\ \n");
}

TEST_P(Entrypoint, TakesThePostgresImagesVariablesToo) {
  const std::string user = directory_.write("user", "app");
  const std::string password = directory_.write("password", "secret");
  const std::string database = directory_.write("database", "shop");
  EXPECT_EQ(seen({"POSTGRES_USER_FILE=" + user, "POSTGRES_PASSWORD_FILE=" + password,
                  "POSTGRES_DB_FILE=" + database}),
            "1:deploy\nPGDATABASE=shop\nPGPASSWORD=secret\nPGUSER=app\n"
            "POSTGRES_DB=shop\nPOSTGRES_PASSWORD=secret\nPOSTGRES_USER=app\n");
  EXPECT_EQ(seen({"POSTGRES_USER=app", "PGUSER=migrator", "PGPASSWORD=other",
                  "POSTGRES_PASSWORD=secret"}),
            "1:deploy\nPGPASSWORD=other\nPGUSER=migrator\n"
            "POSTGRES_PASSWORD=secret\nPOSTGRES_USER=app\n")
      << "libpq's own come first";
}

TEST_P(Entrypoint, RefusesAValueAndAFileForIt) {
  const std::string file = directory_.write("file", "from_file");
  for (const char* name :
       {"MIGRATE_URL", "PGPASSWORD", "POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}) {
    const std::string variable = name;
    EXPECT_EQ(
        refusal({variable + "=given", variable + "_FILE=" + file}),
        "migrate-entrypoint: " + variable + " and " + variable + "_FILE are both set: unset one\n");
    EXPECT_NE(seen({variable + "=", variable + "_FILE=" + file}).find("=from_file\n"),
              std::string::npos)
        << "an empty one is none";
  }
}

TEST_P(Entrypoint, RefusesAFileThatCannotBeRead) {
  const std::string missing = directory_ / "missing";
  EXPECT_NE(refusal({"PGPASSWORD_FILE=" + missing})
                .find("migrate-entrypoint: can't read the file that PGPASSWORD_FILE names: " +
                      missing + "\n"),
            std::string::npos);
  EXPECT_NE(refusal({"MIGRATE_URL_FILE=" + directory_.path()}).find("Is a directory"),
            std::string::npos);
  const std::string empty = directory_.write("empty", "\n");
  EXPECT_EQ(refusal({"MIGRATE_URL_FILE=" + empty}),
            "migrate-entrypoint: the file that MIGRATE_URL_FILE names is empty: " + empty + "\n");
}

TEST_P(Entrypoint, GoesToTheProject) {
  directory_.write("bin/migrate", "#!/bin/sh\npwd\n");
  EXPECT_EQ(seen({"MIGRATE_PROJECT=" + directory_.path()}), directory_.path() + "\n");
  const std::string missing = directory_ / "missing";
  EXPECT_NE(refusal({"MIGRATE_PROJECT=" + missing}).find("there is no project in " + missing),
            std::string::npos);
}

TEST_P(Entrypoint, BecomesTheProgram) {
  directory_.write("bin/migrate", "#!/bin/sh\necho $$; exit 5\n");
  test::Process::Options options;
  options.output = directory_ / "output";
  test::Process process(
      environment({}, directory_ / "bin") + std::vector<std::string>{GetParam(), kEntrypoint},
      options);
  EXPECT_EQ(process.wait(), 5);
  EXPECT_EQ(output_of({"cat", options.output}), std::to_string(process.pid()) + "\n");
}

TEST_P(Entrypoint, StaysOnTheSocketWhereADatabaseIsMade) {
  const std::string script = directory_ / "docker-entrypoint-initdb.d/50-migrate.sh";
  std::filesystem::create_directory(directory_ / "docker-entrypoint-initdb.d");
  std::filesystem::copy_file(kEntrypoint, script);
  const std::string project = "MIGRATE_PROJECT=" + directory_.path();
  const ChildResult made =
      start({project, "POSTGRES_USER=app", "POSTGRES_PASSWORD=right", "PGPASSWORD=other",
             "PGHOST=db.example", "PGHOSTADDR=192.0.2.1", "PGSERVICE=elsewhere", "PGPORT=5433",
             "MIGRATE_URL=postgresql://elsewhere/shop", "MIGRATE_BACKUP=always"},
            {"an argument of another script"}, script);
  EXPECT_EQ(made.output,
            "2:deploy --yes\nMIGRATE_BACKUP=never\n" + project +
                "\nMIGRATE_URL=postgresql://\nPGDATABASE=app\nPGPASSWORD=right\nPGPORT=5433\n"
                "PGUSER=app\nPOSTGRES_PASSWORD=right\nPOSTGRES_USER=app\n");
  const ChildResult elsewhere =
      start({project, "POSTGRES_DB=shop", "PGHOST=/run/other"}, {}, script);
  EXPECT_EQ(elsewhere.output, "2:deploy --yes\nMIGRATE_BACKUP=never\n" + project +
                                  "\nMIGRATE_URL=postgresql://\nPGDATABASE=shop\n"
                                  "PGHOST=/run/other\nPGUSER=postgres\nPOSTGRES_DB=shop\n");
  EXPECT_EQ(start({"MIGRATE_PROJECT=" + directory_ / "missing"}, {}, script).exit_code, 2);
}

INSTANTIATE_TEST_SUITE_P(Shells, Entrypoint, testing::Values("sh", "bash"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace migrate::container
