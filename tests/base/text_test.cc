#include "lib/base/text.h"

#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(Text, TrimsAndSplits) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(split("a, b,,c", ','), (std::vector<std::string>{"a", "b", "", "c"}));
  EXPECT_TRUE(split("", ',').empty());
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
}

TEST(Text, ReplacesAll) {
  EXPECT_EQ(replace_all("aXbX", "X", "yy"), "ayybyy");
  EXPECT_EQ(without_carriage_returns("a\r\nb\rc\r\n"), "a\nb\rc\n");
}

TEST(Text, FindsInvalidUtf8) {
  EXPECT_EQ(invalid_utf8("plain é € 𝄞"), std::string_view::npos);
  EXPECT_EQ(invalid_utf8("ab\xFF"), 2u);
  EXPECT_EQ(invalid_utf8("a\xC0\x80"), 1u);         // overlong
  EXPECT_EQ(invalid_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(invalid_utf8("\xF4\x90\x80\x80"), 0u);  // beyond U+10FFFF
  EXPECT_EQ(invalid_utf8("ok\xE2\x82"), 2u);        // cut off
}

TEST(Text, CountsCodePointsAndColumns) {
  EXPECT_EQ(code_points("aé€𝄞"), 4u);
  EXPECT_EQ(code_point_offset("aé€", 2), 3u);
  EXPECT_EQ(code_point_offset("aé€", 9), 6u);
  EXPECT_EQ(display_width("日本a"), 5u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
}

TEST(Text, FindsTheNearestWord) {
  EXPECT_EQ(edit_distance("upgrade", "upgarde"), 2u);
  EXPECT_EQ(nearest("upgarde", {"status", "upgrade"}), "upgrade");
  EXPECT_EQ(nearest("xyz", {"status", "upgrade"}), std::nullopt);
}

TEST(Text, DiffsLikeDiffDashU) {
  EXPECT_EQ(unified_diff("a\n", "a\n", "x", "y"), "");
  EXPECT_EQ(unified_diff("a\nb\nc\n", "a\nB\nc\n", "x", "y"),
            "--- x\n+++ y\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nnine", "x", "y"),
            "--- x\n+++ y\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine\n\\ No newline at end of file\n");
  EXPECT_EQ(unified_diff("", "a\n", "x", "y"), "--- x\n+++ y\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_diff("a\nx\nb\nc\n", "a\nb\nc\nd\n", "x", "y"),
            "--- x\n+++ y\n@@ -1,4 +1,4 @@\n a\n-x\n b\n c\n+d\n");
}

TEST(Text, DiffOfTextsThatDifferEverywhereStaysBounded) {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const std::string diff = unified_diff(before, after, "x", "y");
  EXPECT_NE(diff.find("@@ -1,5000 +1,5000 @@"), std::string::npos);
}

TEST(Text, Counts) {
  EXPECT_EQ(counted(1, "revision"), "1 revision");
  EXPECT_EQ(counted(0, "revision"), "0 revisions");
}

}  // namespace
}  // namespace migrate
