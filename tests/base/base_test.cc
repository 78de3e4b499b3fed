#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/process.h"
#include "lib/base/source_text.h"

namespace migrate {
namespace {

/// A directory of its own for each test, removed afterwards.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "base_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string path(const std::string& name) const { return directory_ + "/" + name; }
  std::string directory_;
};

TEST_F(Files, WritesAtomicallyAndReadsBack) {
  write_file(path("a.txt"), "one");
  write_file(path("a.txt"), "two");
  EXPECT_EQ(read_file(path("a.txt")), "two");
  EXPECT_EQ(list_files(directory_), std::vector<std::string>{path("a.txt")});
}

TEST_F(Files, DevicesAreWrittenToAndStay) {
  for (const char* device : {"null", "full"}) {
    std::filesystem::create_symlink(std::string("/dev/") + device, path(device));
  }
  write_file(path("null"), "lost");
  EXPECT_THROW(write_file(path("full"), "too much"), Error);
  FileSink sink(path("full"), FileSink::Readers::owner);
  EXPECT_THROW(sink.write("too much"), Error);
  for (const char* device : {"null", "full"}) {
    EXPECT_TRUE(std::filesystem::is_symlink(path(device))) << device;
    EXPECT_TRUE(std::filesystem::is_character_file(path(device))) << device;
  }
}

TEST_F(Files, CreateRefusesAnExistingFile) {
  create_file(path("a"), "one");
  EXPECT_THROW(create_file(path("a"), "two"), Error);
  EXPECT_EQ(read_file(path("a")), "one");
}

TEST_F(Files, ErrorsNameTheFileAndTheReason) {
  try {
    (void)read_file(path("gone"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "cannot open " + path("gone") + ": No such file or directory");
  }
  EXPECT_THROW((void)read_file(directory_), Error);
}

TEST_F(Files, ListsFilesInSubdirectoriesButNotHiddenOnes) {
  create_directories(path("b/c"));
  write_file(path("b/c/2.sql"), "");
  write_file(path("1.sql"), "");
  write_file(path(".hidden"), "");
  EXPECT_EQ(list_files(directory_), (std::vector<std::string>{path("1.sql"), path("b/c/2.sql")}));
}

TEST_F(Files, SourceTextLocatesBytes) {
  write_file(path("s.sql"), "\xEF\xBB\xBFé1\r\nab\ncd");
  const SourceText text = SourceText::from_file(path("s.sql"), "s.sql");
  EXPECT_EQ(text.locate(3).position, (Position{1, 1}));
  EXPECT_EQ(text.locate(5).position, (Position{1, 2}));
  EXPECT_EQ(text.locate(9).position, (Position{2, 2}));
  EXPECT_EQ(text.locate(999).position, (Position{3, 3}));
  EXPECT_EQ(text.line_at(3), "é1");
  EXPECT_EQ(text.line_at(8), "ab");
  EXPECT_EQ(text.line_at(11), "cd");
  EXPECT_EQ(text.read({8, 2}), "ab");
  EXPECT_EQ(text.read({11, 100}), "cd");
}

TEST_F(Files, AFileThatShrinksIsNoticed) {
  write_file(path("s.sql"), std::string(SourceText::kSmallBytes + 1, 'x'));
  const SourceText text = SourceText::from_file(path("s.sql"), "s.sql");
  write_file(path("s.sql"), "01");
  EXPECT_THROW((void)text.read_all(), Error);
}

TEST(SourceText, MapsPartsBackToTheirFiles) {
  const SourceText text =
      SourceText::from_parts("main.sql", "a\nB\nC\nd\n", {{2, "inc.sql", 1}, {6, "main.sql", 3}});
  EXPECT_EQ(text.locate(0).file, "main.sql");
  EXPECT_EQ(text.locate(4).file, "inc.sql");
  EXPECT_EQ(text.locate(4).position, (Position{2, 1}));
  EXPECT_EQ(text.locate(6).file, "main.sql");
  EXPECT_EQ(text.locate(6).position, (Position{3, 1}));
}

TEST_F(Files, ReadsTheCommitOfACheckout) {
  const std::string sha(40, 'a');
  EXPECT_EQ(git_commit(directory_).size() % 40, 0u);
  create_directories(path(".git/refs/heads"));
  write_file(path(".git/HEAD"), "ref: refs/heads/main\n");
  EXPECT_EQ(git_commit(directory_), "");
  write_file(path(".git/packed-refs"), "# pack-refs\n" + sha + " refs/heads/main\n");
  EXPECT_EQ(git_commit(directory_), sha);
  write_file(path(".git/refs/heads/main"), std::string(40, 'b') + "\n");
  EXPECT_EQ(git_commit(directory_), std::string(40, 'b'));
}

TEST(Hash, MatchesThePublishedVectors) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 sum;
  sum.add("a");
  (void)sum.hex();
  sum.add("bc");
  EXPECT_EQ(sum.hex(), sha256_hex("abc"));
  EXPECT_EQ(sha256_key("abc"), static_cast<int64_t>(0xba7816bf8f01cfeaULL));
}

TEST(Hash, RandomDigitsDiffer) {
  EXPECT_EQ(random_hex(12).size(), 12u);
  EXPECT_NE(random_hex(12), random_hex(12));
}

TEST(Clock, ReadsAndWritesDurations) {
  EXPECT_EQ(parse_duration("500ms"), Milliseconds(500));
  EXPECT_EQ(parse_duration("2s"), Milliseconds(2000));
  EXPECT_EQ(parse_duration("3"), Milliseconds(3000));
  EXPECT_EQ(parse_duration("10 min"), Milliseconds(600'000));
  EXPECT_EQ(parse_duration("-1s"), std::nullopt);
  EXPECT_EQ(parse_duration("5 parsecs"), std::nullopt);
  EXPECT_EQ(format_duration(Milliseconds(12)), "12 ms");
  EXPECT_EQ(format_duration(Milliseconds(1300)), "1.3 s");
  EXPECT_EQ(format_duration(Milliseconds(250'000)), "4 min 10 s");
  EXPECT_EQ(format_utc(std::chrono::system_clock::from_time_t(1761327600)), "2025-10-24T17:40:00Z");
  EXPECT_EQ(format_file_stamp(std::chrono::system_clock::from_time_t(1761327600)), "20251024_1740");
}

TEST(Json, RoundTripsWithKeysInOrder) {
  json::Value value;
  value.set("z", 1).set("a", json::Array{true, nullptr, "x\"y", 2.5});
  const std::string text = R"({"z":1,"a":[true,null,"x\"y",2.5]})";
  EXPECT_EQ(json::dump(value), text);
  EXPECT_EQ(json::dump(json::parse(text)), text);
  EXPECT_EQ(json::parse(text)["a"].items()[2].text(), "x\"y");
  EXPECT_TRUE(json::parse(text)["none"].is_null());
}

TEST(Json, ReadsListsOfTexts) {
  EXPECT_EQ(json::parse_texts(R"(["a","b"])"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(json::parse_texts("").empty());
  EXPECT_THROW((void)json::parse("{"), Error);
}

TEST(Json, BytesThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(json::dump(json::Value("a\xFF")), "\"a\uFFFD\"");
}

}  // namespace
}  // namespace migrate
