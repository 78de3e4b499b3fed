// tests/golden/graph/NAME.revisions, one "id: parent …; needed …" per line, and its drawing,
// NAME.txt, side by side. MIGRATE_UPDATE_GOLDEN=1 writes the drawings anew.
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/report/graph_text.h"
#include "tests/plan/plans.h"
#include "tests/support/golden.h"

namespace migrate::report {
namespace {

std::string draw(const std::string& path) {
  std::vector<revision::Revision> revisions;
  for (const std::string& line : split(read_file(path), '\n')) {
    if (line.empty()) continue;
    revisions.push_back(test::make_revision(line, std::to_string(1000 + revisions.size())));
    revisions.back().message.clear();
  }
  const auto graph = test::graph_of(std::move(revisions));
  std::vector<size_t> all(graph.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  const GraphPicture picture = graph_picture({graph}, all, nullptr);
  std::string text;
  for (const GraphLine& line : graph_lines(picture)) text += to_text(line) + "\n";
  return text;
}

TEST(GraphGolden, ShapesAreDrawnAsExpected) {
  size_t compared = 0;
  for (const std::string& path : list_files(MIGRATE_SOURCE_DIR "/tests/golden/graph")) {
    if (!path.ends_with(".revisions")) continue;
    const std::string expected = path.substr(0, path.rfind('.')) + ".txt";
    const std::string found = draw(path);
    test::expect_golden(expected, found);
    ++compared;
  }
  EXPECT_GE(compared, 8U);
}

}  // namespace
}  // namespace migrate::report
