#include "cmd/migrate/settings.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "lib/base/error.h"
#include "tests/support/temp_dir.h"

namespace migrate::cmd {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// A project in a directory of its own, and what the command line and the environment say.
class SettingsTest : public testing::Test {
 protected:
  void config(const std::string& text) { directory_.write("migrate.toml", text); }
  void flag(const std::string& name, const std::string& value = "true") {
    arguments_.add(name, value);
  }
  void variable(const std::string& name, const std::string& value) { variables_[name] = value; }

  Settings resolve(const std::string& below = "") {
    return resolve_settings(arguments_, Environment(variables_), directory_.path() + below);
  }
  /// "file:line:col: message" of each finding of a configuration that must be refused.
  std::vector<std::string> refusals() {
    std::vector<std::string> lines;
    try {
      (void)resolve();
      ADD_FAILURE() << "was not refused";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      for (const Diagnostic& finding : error.diagnostics()) {
        lines.push_back(std::to_string(finding.location.position.line) + ":" +
                        std::to_string(finding.location.position.column) + ": " + finding.message);
      }
    }
    return lines;
  }

  test::TempDir directory_;
  Arguments arguments_;
  std::map<std::string, std::string> variables_;
};

TEST_F(SettingsTest, HasDefaults) {
  const Settings settings = resolve();
  EXPECT_EQ(settings.url, "");
  EXPECT_EQ(settings.versions, std::vector<std::string>{"versions"});
  EXPECT_EQ(settings.mode, Mode::production);
  EXPECT_EQ(settings.lock_timeout, Milliseconds(2000));
  EXPECT_EQ(settings.stored_script_bytes, size_t{1} << 20);
}

TEST_F(SettingsTest, MakesBackupsInProductionOnly) {
  EXPECT_EQ(resolve().backup.policy, BackupPolicy::always);
  EXPECT_EQ(resolve().backup.directory, "backups");
  EXPECT_EQ(resolve().backup.keep, 0U);
  config("mode = 'development'\n[env.x]\nbackup = 'destructive'\nbackup_keep = 3\n");
  EXPECT_EQ(resolve().backup.policy, BackupPolicy::never);
  variable("MIGRATE_ENV", "x");
  EXPECT_EQ(resolve().backup.policy, BackupPolicy::destructive);
  EXPECT_EQ(resolve().backup.keep, 3U);
  variable("MIGRATE_BACKUP", "never");
  EXPECT_EQ(resolve().backup.policy, BackupPolicy::never);
}

TEST_F(SettingsTest, PutsBackupsBesideTheFileThatNamesTheirDirectory) {
  config("backup_dir = 'kept/./here'\n");
  std::filesystem::create_directory(directory_ / "below");
  EXPECT_EQ(std::filesystem::path(resolve("/below").backup.directory),
            std::filesystem::path("../kept/here"));
  variable("MIGRATE_BACKUP_DIR", "variable");
  EXPECT_EQ(resolve("/below").backup.directory, "variable");
  flag("--dir", "flag");
  EXPECT_EQ(resolve("/below").backup.directory, "flag");
}

TEST_F(SettingsTest, RefusesBackupsThatMeanNothing) {
  config("backup_keep = 0\n");
  EXPECT_EQ(refusals(),
            std::vector<std::string>{"1:15: '0' is no number of backups that could stay"});
  config("backup_keep = '-1'\n");
  EXPECT_EQ(refusals(),
            std::vector<std::string>{"1:15: '-1' is no number of backups that could stay"});
  config("backup = 'daily'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"1:10: 'daily' says no time for a backup"});
}

TEST_F(SettingsTest, CollectsVariablesFromEveryLayer) {
  config(
      "[variables]\na = 'file'\nb = 'file'\nc = 'file'\nd = 'env:HIDDEN'\n"
      "[env.x.variables]\nb = 'table'\nc = 'table'\n");
  variable("HIDDEN", "indirect");
  variable("MIGRATE_ENV", "x");
  variable("MIGRATE_VAR_C", "variable");
  flag("--set", "e=a=b");
  EXPECT_EQ(resolve().variables, (std::map<std::string, std::string>{{"a", "file"},
                                                                     {"b", "table"},
                                                                     {"c", "variable"},
                                                                     {"C", "variable"},
                                                                     {"d", "indirect"},
                                                                     {"e", "a=b"}}));
  flag("--set", "c=flag");
  EXPECT_EQ(resolve().variables.at("c"), "flag");
}

TEST_F(SettingsTest, ASetWithoutAnEqualsSignIsRefusedWithoutRepeatingIt) {
  flag("--set", "hunter2");
  try {
    (void)resolve();
    FAIL() << "was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_EQ(std::string(error.what()), "--set needs a name and a value");
  }
}

TEST_F(SettingsTest, ReadsThePolicy) {
  config("[policy]\nrequire_keys = ['ticket', 'author']\n");
  EXPECT_EQ(resolve().required_keys, (std::vector<std::string>{"ticket", "author"}));
  config("[policy]\nrequire_key = ['ticket']\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"2:1: unknown key 'policy.require_key'"});
  config("[policy]\napprovals = 'named'\nbaseline = 'old.json'\n");
  EXPECT_TRUE(resolve().named_approvals);
  EXPECT_EQ(resolve().lint_baseline, "old.json");
  config("[policy]\napprovals = 'signed'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"2:13: approvals are \"any\" or \"named\""});
  config("[lint]\ncreate-index = 'off'\n");
  ASSERT_EQ(resolve().lint.size(), 1U);
  EXPECT_EQ(resolve().lint[0].first, "create-index");
  EXPECT_EQ(resolve().lint[0].second.text(), "off");
}

TEST_F(SettingsTest, PrefersFlagOverEnvironmentOverTableOverFile) {
  config("role = 'file'\n[env.x]\nrole = 'table'\n");
  EXPECT_EQ(resolve().role, "file");
  variable("MIGRATE_ENV", "x");
  EXPECT_EQ(resolve().role, "table");
  variable("MIGRATE_ROLE", "variable");
  EXPECT_EQ(resolve().role, "variable");
  flag("--role", "flag");
  EXPECT_EQ(resolve().role, "flag");
}

TEST_F(SettingsTest, PrefersUrlsInTheSameOrderAndDatabaseUrlLast) {
  variable("DATABASE_URL", "sqlite:app.db");
  EXPECT_EQ(resolve().url, "sqlite:app.db");
  config("url = 'sqlite:file.db'\n[env.x]\nurl = 'sqlite:table.db'\n");
  EXPECT_EQ(resolve().url, "sqlite:file.db");
  variable("MIGRATE_ENV", "x");
  EXPECT_EQ(resolve().url, "sqlite:table.db");
  variable("MIGRATE_URL", "sqlite:variable.db");
  EXPECT_EQ(resolve().url, "sqlite:variable.db");
  EXPECT_EQ(resolve().url_origin, "MIGRATE_URL");
  flag("--url", "sqlite:flag.db");
  EXPECT_EQ(resolve().url, "sqlite:flag.db");
}

TEST_F(SettingsTest, RefusesAnEnvironmentAndAUrlThatNameTwoDatabases) {
  config("[env.x]\nurl = 'postgresql://app:secret@db/shop'\n");
  flag("--env", "x");
  variable("MIGRATE_URL", "postgresql://app:other@db/test");
  const std::vector<std::string> lines = refusals();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0],
            "0:0: --env x and MIGRATE_URL name different databases: postgresql://app@db/shop and "
            "postgresql://app@db/test");
  variable("MIGRATE_URL", "postgresql://app:secret@db/shop");
  EXPECT_EQ(resolve().url, "postgresql://app:secret@db/shop");
}

TEST_F(SettingsTest, AnEnvironmentWithoutUrlLeavesTheVariableAlone) {
  config("url = 'sqlite:file.db'\n[env.x]\nmode = 'development'\n");
  flag("--env", "x");
  variable("MIGRATE_URL", "sqlite:variable.db");
  EXPECT_EQ(resolve().url, "sqlite:variable.db");
  EXPECT_EQ(resolve().mode, Mode::development);
}

TEST_F(SettingsTest, PathsOfTheFileAreRelativeToIt) {
  config("url = 'sqlite:data/app.db'\nversions = ['db/versions', 'more']\n");
  directory_.write("deep/er/file", "");
  const Settings settings = resolve("/deep/er");
  EXPECT_EQ(settings.url, "sqlite:../../data/app.db");
  EXPECT_EQ(settings.versions, (std::vector<std::string>{"../../db/versions", "../../more"}));
  EXPECT_EQ(settings.config_file, directory_ / "migrate.toml");
}

TEST_F(SettingsTest, PathsOfFlagsAndVariablesAreRelativeToHere) {
  config("url = 'env:SHOP'\nversions = 'versions'\n");
  directory_.write("deep/file", "");
  variable("SHOP", "sqlite:shop.db");
  variable("MIGRATE_VERSIONS", "one:two");
  const Settings settings = resolve("/deep");
  EXPECT_EQ(settings.url, "sqlite:shop.db");
  EXPECT_EQ(settings.versions, (std::vector<std::string>{"one", "two"}));
}

TEST_F(SettingsTest, AbsolutePathsAndServersStayAsTheyAre) {
  config("url = 'sqlite:///srv/app.db'\n[env.x]\nurl = 'postgresql://db/shop'\n");
  directory_.write("deep/file", "");
  EXPECT_EQ(resolve("/deep").url, "sqlite:///srv/app.db");
  flag("--env", "x");
  EXPECT_EQ(resolve("/deep").url, "postgresql://db/shop");
}

TEST_F(SettingsTest, ReportsEveryFindingOfTheFileWithItsPlace) {
  config(
      "ulr = 'x'\nlock_wait = true\n[env.x]\nversions = [1]\nlock_wiat = '1s'\n[session]\nx = "
      "[]\n");
  EXPECT_EQ(refusals(),
            (std::vector<std::string>{
                "1:1: unknown key 'ulr'", "2:13: 'lock_wait' is a time such as \"30s\", or seconds",
                "4:12: 'versions' is a text or a list of texts", "5:1: unknown key 'lock_wiat'",
                "7:5: 'x' is a text, a number, or true or false"}));
}

TEST_F(SettingsTest, ReportsWhatIsNoToml) {
  config("url = 'x'\nrole = \n");
  const std::vector<std::string> lines = refusals();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].substr(0, 2), "2:");
}

TEST_F(SettingsTest, RefusesValuesThatMeanNothing) {
  config("lock_wait = 'soon'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"1:13: 'soon' is no time"});
  config("mode = 'devel'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"1:8: 'devel' is no mode"});
  config("stored_script_limit = '1 parsec'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"1:23: '1 parsec' is no size"});
  config("stored_script_limit = '99999999999GiB'\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"1:23: '99999999999GiB' is no size"});
}

TEST_F(SettingsTest, ReadsSizesAndTimes) {
  config("stored_script_limit = '2MiB'\nlock_wait = 90\nlock_timeout = '500ms'\n");
  const Settings settings = resolve();
  EXPECT_EQ(settings.stored_script_bytes, size_t{2} << 20);
  EXPECT_EQ(settings.lock_wait, Milliseconds(90'000));
  EXPECT_EQ(settings.lock_timeout, Milliseconds(500));
  flag("--lock-wait", "2min");
  EXPECT_EQ(resolve().lock_wait, Milliseconds(120'000));
}

TEST_F(SettingsTest, SessionSettingsKeepTheirOrderAndTheTableWins) {
  config(
      "[session]\nwork_mem = '64MB'\nsearch_path = 'app'\nlock_timeout = '4s'\n"
      "[env.x.session]\nwork_mem = '1GB'\n");
  Settings settings = resolve();
  EXPECT_EQ(settings.session, (Pairs{{"work_mem", "64MB"}, {"search_path", "app"}}));
  EXPECT_EQ(settings.lock_timeout, Milliseconds(4000));
  flag("--env", "x");
  EXPECT_EQ(resolve().session, (Pairs{{"search_path", "app"}, {"work_mem", "1GB"}}));
}

TEST_F(SettingsTest, NamesTheVariableThatIsMissing) {
  config("[env.prod]\nurl = 'env:PROD_URL'\n");
  EXPECT_EQ(resolve().url, "");
  flag("--env", "prod");
  EXPECT_EQ(refusals(), std::vector<std::string>{"2:7: the variable PROD_URL is not set"});
}

TEST_F(SettingsTest, RefusesAnUnknownEnvironment) {
  flag("--env", "x");
  EXPECT_EQ(refusals(), std::vector<std::string>{
                            "0:0: there is no environment 'x': no migrate.toml was found"});
}

TEST_F(SettingsTest, ReadsAnEnvFileWhenAsked) {
  directory_.write(".env",
                   "# comment\n\nexport MIGRATE_URL=\"sqlite:from file.db\"\nMIGRATE_ROLE='r'\r\n");
  EXPECT_EQ(resolve().url, "");
  flag("--env-file", directory_ / ".env");
  EXPECT_EQ(resolve().url, "sqlite:from file.db");
  EXPECT_EQ(resolve().role, "r");
  variable("MIGRATE_URL", "sqlite:set.db");
  EXPECT_EQ(resolve().url, "sqlite:set.db");
}

TEST_F(SettingsTest, RefusesAnEnvFileLineThatIsNoAssignment) {
  directory_.write(".env", "A=1\nnot an assignment\n");
  flag("--env-file", directory_ / ".env");
  EXPECT_EQ(refusals(), std::vector<std::string>{"2:1: not a NAME=value line"});
}

TEST_F(SettingsTest, NameTheEnvironmentThatADeployRequires) {
  config(
      "requires = \"staging\"\n[env.staging]\nurl = \"sqlite:staging.db\"\n"
      "[env.far]\nurl = \"env:FAR_URL\"\n[env.live]\nrequires = \"far\"\n");
  EXPECT_EQ(resolve().required, "staging");
  EXPECT_TRUE(resolve().required_url.ends_with("staging.db"));
  flag("--env", "live");
  EXPECT_EQ(resolve().required, "far");
  EXPECT_EQ(resolve().required_url, "");
  variable("FAR_URL", "postgresql://far/shop");
  EXPECT_EQ(resolve().required_url, "postgresql://far/shop");
}

TEST_F(SettingsTest, RefuseAWayToAdoptThatThereIsNot) {
  EXPECT_EQ(resolve().adoption, Adoption::exact);
  config("adopt = \"reconcile\"\n");
  EXPECT_EQ(resolve().adoption, Adoption::reconcile);
  config("\nadopt = \"maybe\"\n");
  EXPECT_EQ(refusals(), std::vector<std::string>{"2:9: 'maybe' is no way to adopt a database"});
}

}  // namespace
}  // namespace migrate::cmd
