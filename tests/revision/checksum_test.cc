#include "lib/revision/checksum.h"

#include <gtest/gtest.h>

#include "lib/base/hash.h"

namespace migrate::revision {
namespace {

std::string sum(const std::string& text) {
  const SourceText source = SourceText::from_memory("a.up.sql", text);
  std::vector<Diagnostic> diagnostics;
  return checksum(source, read_header(source, ScriptRole::up, diagnostics));
}

TEST(Checksum, NamesItsAlgorithmAndCoversTheBody) {
  EXPECT_EQ(sum("-- revision: a\n\nSELECT 1;\n"), "s1:" + sha256_hex("\nSELECT 1;\n"));
  EXPECT_NE(sum("-- revision: a\n\nSELECT 1;\n"), sum("-- revision: a\n\nSELECT 2;\n"));
}

TEST(Checksum, LeavesTheRestOfTheHeaderOut) {
  EXPECT_EQ(sum("-- revision: a\n\nSELECT 1;\n"),
            sum("-- revision: a\n-- parents: b\n-- destructive: approved\n\nSELECT 1;\n"));
}

TEST(Checksum, CoversKeysThatChangeHowTheScriptRuns) {
  const std::string plain = sum("-- revision: a\n\nSELECT 1;\n");
  EXPECT_NE(plain, sum("-- revision: a\n-- transaction: off\n\nSELECT 1;\n"));
  EXPECT_NE(plain, sum("-- revision: a\n-- foreign-keys: off\n\nSELECT 1;\n"));
  EXPECT_EQ(plain, sum("-- revision: a\n-- transaction: auto\n\nSELECT 1;\n"));
}

TEST(Checksum, DoesNotCountLineEndsAndByteOrderMark) {
  EXPECT_EQ(sum("-- revision: a\n\nSELECT 1;\nSELECT 2;\n"),
            sum("\xEF\xBB\xBF-- revision: a\r\n\r\nSELECT 1;\r\nSELECT 2;\r\n"));
  EXPECT_NE(sum("SELECT 'a\rb';"), sum("SELECT 'a\nb';"));
}

TEST(Checksum, SeesACarriageReturnAtTheEdgeOfABlock) {
  for (size_t length = 65534; length <= 65538; ++length) {
    const std::string body(length, 'x');
    EXPECT_EQ(sum(body + "\r\nend"), "s1:" + sha256_hex(body + "\nend")) << length;
    EXPECT_EQ(sum(body + "\rend"), "s1:" + sha256_hex(body + "\rend")) << length;
    EXPECT_EQ(sum(body + "\r"), "s1:" + sha256_hex(body + "\r")) << length;
    EXPECT_EQ(sum(body + "\r\r\nend"), "s1:" + sha256_hex(body + "\r\nend")) << length;
  }
}

}  // namespace
}  // namespace migrate::revision
