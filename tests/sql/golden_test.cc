// tests/golden/split/NAME.DIALECT.sql and what is found in it, NAME.DIALECT.txt, side by side.
// MIGRATE_UPDATE_GOLDEN=1 writes the expected files anew.
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/sql/segments.h"
#include "tests/sql/splits.h"

namespace migrate::sql {
namespace {

std::string dump(const std::string& path, const Dialect& dialect) {
  const SourceText source = SourceText::from_file(path, "script.sql");
  Splitter splitter(source, dialect);
  Segmenter segmenter(source, TransactionMode::automatic);
  std::string text;
  while (const auto statement = splitter.next()) {
    const size_t segment = segmenter.add(*statement, splitter.checkpoint());
    text += "segment " + std::to_string(segment) + ": " + describe(*statement) + "\n";
  }
  for (const Diagnostic& problem : segmenter.finish().problems) {
    text += std::to_string(problem.location.position.line) + ":" +
            std::to_string(problem.location.position.column) + ": " + problem.message + " [" +
            problem.code + "]; " + problem.hint + "\n";
  }
  return text;
}

TEST(SplitGolden, FilesAreCutAsExpected) {
  const std::string directory = MIGRATE_SOURCE_DIR "/tests/golden/split";
  size_t compared = 0;
  for (const std::string& path : list_files(directory)) {
    if (!path.ends_with(".sql")) continue;
    const std::string stem = path.substr(0, path.size() - 4);
    const Dialect* dialect = find_dialect(stem.substr(stem.rfind('.') + 1));
    ASSERT_NE(dialect, nullptr) << path;
    const std::string found = dump(path, *dialect);
    test::expect_golden(stem + ".txt", found);
    ++compared;
  }
  EXPECT_GE(compared, 4U);
}

}  // namespace
}  // namespace migrate::sql
