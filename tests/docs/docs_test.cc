#include "tests/docs/docs.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "lib/base/file.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace migrate::docs {
namespace {

const std::string kRoot = MIGRATE_SOURCE_DIR;
const std::string kProgram = std::string(MIGRATE_BINARY_DIR) + "/migrate";

std::vector<std::string> pages() {
  std::vector<std::string> result = {"README.md"};
  for (const std::string& path : list_files(kRoot + "/docs")) {
    if (path.ends_with(".md")) result.push_back(path.substr(kRoot.size() + 1));
  }
  return result;
}

/// A directory as the page wants it, with build/migrate in it.
void furnish(const test::TempDir& directory, const Page& page) {
  namespace fs = std::filesystem;
  fs::create_directories(directory / "build");
  fs::create_symlink(kProgram, directory / "build/migrate");
  if (!page.sample) return;
  for (const char* name : {"versions", "sql", "migrate.toml"}) {
    fs::copy(kRoot + "/" + name, directory / name, fs::copy_options::recursive);
  }
}

class Documentation : public testing::TestWithParam<std::string> {};

TEST_P(Documentation, ShowsWhatHappens) {
  const Page page = parse(read_file(kRoot + "/" + GetParam()));
  const test::TempDir directory;
  furnish(directory, page);
  std::string prelude = "cd '" + directory.path() + "' && export PATH=\"$PWD/build:$PATH\" && ";
  if (page.postgresql) {
    for (const char* variable : {"SHOP_DATABASE_URL", "STAGING_DATABASE_URL"}) {
      prelude +=
          std::string("export ") + variable + "='" + test::fresh_postgres_database() + "' && ";
    }
  }
  for (const Command& command : page.commands) {
    const test::ChildResult result = test::run_child({"sh", "-c", prelude + command.text});
    const std::string where = GetParam() + ":" + std::to_string(command.line) + ": $ " +
                              command.text + "\n" + result.output;
    EXPECT_EQ(result.exit_code, command.exit_code) << where;
    EXPECT_EQ(first_missing(command.output, result.output), "") << where;
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, Documentation, testing::ValuesIn(pages()), [](const auto& page) {
  std::string name = page.param;
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

TEST(CommandsPage, IsWhatTheProgramSays) {
  const std::string tool = kRoot + "/tools/write-commands-page";
  const test::ChildResult result = test::run_child({tool, kProgram});
  ASSERT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(result.output == read_file(kRoot + "/docs/commands.md"))
      << "run: tools/write-commands-page build/migrate > docs/commands.md";
}

TEST(Page, IsReadBlockByBlock) {
  const Page page = parse(
      "<!-- tested: sample -->\n```console\n$ migrate heads\na\nb\n$ false # exit 1\n```\n"
      "```sh\n$ not run\n```\n");
  EXPECT_TRUE(page.sample);
  EXPECT_FALSE(page.postgresql);
  ASSERT_EQ(page.commands.size(), 2U);
  EXPECT_EQ(page.commands[0].line, 3);
  EXPECT_EQ(page.commands[0].text, "migrate heads");
  EXPECT_EQ(page.commands[0].output, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(page.commands[1].exit_code, 1);
}

TEST(FirstMissing, WantsLinesInOrder) {
  EXPECT_EQ(first_missing({"a", "c"}, "a\nb\nc\n"), "");
  EXPECT_EQ(first_missing({"c", "a"}, "a\nb\nc\n"), "a");
  EXPECT_EQ(first_missing({"ab"}, "abc\n"), "ab");
}

TEST(FirstMissing, TakesAnEllipsisForAnyText) {
  EXPECT_EQ(first_missing({"done in … ms"}, "done in 12 ms\n"), "");
  EXPECT_EQ(first_missing({"…", "b…"}, "a\nbcd\n"), "");
  EXPECT_EQ(first_missing({"done in … s"}, "done in 12 ms\n"), "done in … s");
  EXPECT_EQ(first_missing({"…x"}, "a\n"), "…x");
}

}  // namespace
}  // namespace migrate::docs
