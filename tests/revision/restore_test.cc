// Files again from what a history keeps (lib/revision/restore.h).
#include "lib/revision/restore.h"

#include <gtest/gtest.h>

namespace migrate::revision {
namespace {

AppliedRevision row(const std::string& header) {
  AppliedRevision row;
  row.id = "b2";
  row.parents = {"a1"};
  row.message = "add orders; it's late";
  row.header = header;
  row.applied_at = "2026-02-03T04:05:06.789Z";
  return row;
}

constexpr const char* kHeader = "-- revision: b2\n-- parents: a1\n-- message: m\n";

TEST(Restore, KeepsEveryByteOfATextWithItsOwnHeader) {
  for (const std::string& kept :
       {std::string(kHeader) + "\nSELECT 1;",
        "\xEF\xBB\xBF" + std::string(kHeader) + "\nSELECT 1;\n",
        std::string("-- revision: b2\r\n-- parents: a1\r\n-- message: m\r\n\r\nSELECT 1;\r\n")}) {
    EXPECT_EQ(restored_up(row(kHeader), kept), kept);
  }
}

TEST(Restore, PutsTheRowsHeaderAboveABodyThatWasKeptWithAnotherRevision) {
  EXPECT_EQ(restored_up(row(kHeader), "-- revision: other\n-- parents: none\n\nSELECT 1;\n"),
            std::string(kHeader) + "\nSELECT 1;\n");
}

TEST(Restore, WritesTheEdgesThatTheRowHas) {
  AppliedRevision moved = row(kHeader);
  moved.parents = {"x", "y"};
  moved.depends_on = {"z"};
  EXPECT_EQ(restored_up(moved, std::string(kHeader) + "\nSELECT 1;\n"),
            "-- revision: b2\n-- depends-on: z\n-- parents: x, y\n-- message: m\n\nSELECT 1;\n");
  moved.parents = {};
  moved.depends_on = {};
  EXPECT_EQ(restored_up(moved, std::string(kHeader) + "\nSELECT 1;\n"),
            "-- revision: b2\n-- parents: none\n-- message: m\n\nSELECT 1;\n");
}

TEST(Restore, SetsTheIdInADownFileThatWasKeptWithAnotherRevision) {
  EXPECT_EQ(restored_down(row(kHeader), "-- revision: other\n\nDROP TABLE t;\n"),
            "-- revision: b2\n\nDROP TABLE t;\n");
  EXPECT_EQ(restored_down(row(kHeader), "DROP TABLE t;"), "DROP TABLE t;");
}

TEST(Restore, NamesFilesAsRevisionDoes) {
  EXPECT_EQ(restored_name(row("-- revision: b2\n-- created: 2025-10-24T17:40:00Z\n")),
            "20251024_1740_b2_add_orders_it_s_late");
  EXPECT_EQ(restored_name(row("-- revision: b2\n")), "20260203_0405_b2_add_orders_it_s_late");
}

}  // namespace
}  // namespace migrate::revision
