// What `make install` and `make package` put in place: the files, the manual page, a program that
// embeds the library, the Debian package.
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/support/child.h"
#include "tests/support/temp_dir.h"

namespace migrate::install {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
const std::string kBuild = MIGRATE_BINARY_DIR;

/// Runs `command` in a shell; it must succeed.
std::string output_of(const std::string& command) {
  const test::ChildResult result = test::run_child({"sh", "-c", command});
  EXPECT_EQ(result.exit_code, 0) << "$ " << command << "\n" << result.output;
  return result.output;
}

/// One installation below a temporary directory, for all tests.
class Installed : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new test::TempDir;
    (void)output_of("cmake --install '" + kBuild + "' --prefix '" + prefix() + "'");
  }
  static void TearDownTestSuite() {
    delete directory_;
    directory_ = nullptr;
  }
  static std::string prefix() { return *directory_ / "usr"; }

  static test::TempDir* directory_;
};
test::TempDir* Installed::directory_ = nullptr;

TEST_F(Installed, HasEverythingInItsPlace) {
  for (const char* file :
       {"bin/migrate", "share/man/man1/migrate.1", "share/bash-completion/completions/migrate",
        "share/zsh/site-functions/_migrate", "share/fish/vendor_completions.d/migrate.fish",
        "include/migrate/workflow/apply.h", "include/migrate/engines.h"}) {
    EXPECT_TRUE(path_exists(prefix() + "/" + file)) << file;
  }
  EXPECT_EQ(output_of("'" + prefix() + "/bin/migrate' --version | head -n 1"),
            output_of("'" + kBuild + "/migrate' --version | head -n 1"));
}

TEST_F(Installed, HeadersIncludeOnlyEachOther) {
  size_t headers = 0;
  for (const std::string& path : list_files(prefix() + "/include")) {
    ++headers;
    for (const std::string& line : split(read_file(path), '\n')) {
      if (!line.starts_with("#include \"")) continue;
      const std::string included = line.substr(10, line.rfind('"') - 10);
      EXPECT_TRUE(path_exists(prefix() + "/include/" + included)) << path << ": " << line;
    }
  }
  EXPECT_GT(headers, 50U);
}

TEST_F(Installed, ManualPageNamesEveryCommandAndIsWellFormed) {
  const std::string page = prefix() + "/share/man/man1/migrate.1";
  EXPECT_EQ(output_of("mandoc -T lint -W warning '" + page + "' | grep -v 'missing date' || true"),
            "");
  const std::string text = output_of("mandoc -T utf8 -O width=200 '" + page + "' | col -b");
  const std::string help = output_of("'" + kBuild + "/migrate' --help");
  size_t commands = 0;
  for (const std::string& line : split(help, '\n')) {
    if (line.find("  ") == std::string::npos || line.starts_with("-")) continue;
    const std::string command = line.substr(0, line.find(' '));
    ++commands;
    EXPECT_NE(text.find("   migrate " + command), std::string::npos) << command;
  }
  EXPECT_GT(commands, 15U);
}

TEST_F(Installed, LetsAProgramEmbedTheLibrary) {
  const std::string build = *directory_ / "embed";
  (void)output_of("cmake -S '" + kRoot + "/examples/embed' -B '" + build +
                  "' -DCMAKE_PREFIX_PATH='" + prefix() +
                  "' -DCMAKE_CXX_COMPILER='" MIGRATE_CXX_COMPILER
                  "' -DCMAKE_CXX_FLAGS='" MIGRATE_EMBED_FLAGS "' && cmake --build '" +
                  build + "'");
  const std::string run =
      build + "/embed sqlite:" + (*directory_ / "embed.db") + " " + kRoot + "/versions";
  const std::string first = output_of(run);
  EXPECT_NE(first.find("pending: 5cd038a8f131 baseline"), std::string::npos) << first;
  EXPECT_NE(first.find("1 of 15: 5cd038a8f131 baseline"), std::string::npos) << first;
  EXPECT_NE(first.find("applied 15 revisions"), std::string::npos) << first;
  EXPECT_EQ(output_of(run), "applied 0 revisions\n");
}

TEST(Package, HoldsTheProgramAndWhatDebianAsksFor) {
  const test::TempDir directory;
  (void)output_of("cd '" + directory.path() + "' && cpack --config '" + kBuild +
                  "/CPackConfig.cmake' -B out && mv out/*.deb migrate.deb");
  const std::string package = directory / "migrate.deb";
  const std::string files = output_of("dpkg-deb --contents " + package);
  for (const char* file :
       {"./usr/bin/migrate", "./usr/share/man/man1/migrate.1.gz",
        "./usr/share/bash-completion/completions/migrate",
        "./usr/share/zsh/vendor-completions/_migrate",
        "./usr/share/fish/vendor_completions.d/migrate.fish", "./usr/share/doc/migrate/copyright",
        "./usr/share/doc/migrate/changelog.Debian.gz", "./usr/share/doc/migrate/changelog.gz"}) {
    EXPECT_NE(files.find(" root/root "), std::string::npos);
    EXPECT_NE(files.find(std::string(file) + "\n"), std::string::npos) << file << "\n" << files;
  }
  EXPECT_EQ(files.find("/include/"), std::string::npos) << files;
  EXPECT_EQ(output_of("dpkg-deb --field " + package + " Package Section"),
            "Package: migrate\nSection: database\n");
  const std::string needs = output_of("dpkg-deb --field " + package + " Depends");
  for (const char* library : {"libpq5", "libsqlite3-0", "libssl3", "libc6"}) {
    EXPECT_NE(needs.find(library), std::string::npos) << needs;
  }
}

}  // namespace
}  // namespace migrate::install
