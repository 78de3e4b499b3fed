#include "lib/revision/generated.h"

#include <gtest/gtest.h>

namespace migrate::revision {
namespace {

TEST(GeneratedMark, TellsWhetherAnybodyEditedTheText) {
  const std::string text = marked("CREATE TABLE a (x int);\n");
  EXPECT_TRUE(text.starts_with("-- generated: s1:"));
  EXPECT_TRUE(is_untouched(text));
  EXPECT_FALSE(is_untouched(text + "-- a note\n"));
  EXPECT_FALSE(is_untouched("CREATE TABLE a (x int);\n"));
  EXPECT_FALSE(is_untouched("-- generated: s1:0123456789abcdef\nCREATE TABLE a (x int);\n"));
  EXPECT_FALSE(is_untouched(""));
}

TEST(GeneratedMark, LineEndsDoNotCount) {
  std::string text = marked("CREATE TABLE a (\n  x int);\n");
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_TRUE(is_untouched(crlf));
}

}  // namespace
}  // namespace migrate::revision
