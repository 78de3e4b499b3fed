#include "lib/report/event_list.h"

#include <gtest/gtest.h>

namespace migrate::report {
namespace {

history::LoggedEvent failed_event() {
  history::LoggedEvent event;
  event.seq = 7;
  event.action = "failed";
  event.revision = "b2";
  event.error = "relation \"x\" does not exist\nLINE 1: SELECT";
  event.duration_ms = 1500;
  event.run_id = "r1";
  event.user = "ann";
  event.host = "db1";
  event.tool = "migrate 0.1.0";
  event.note = "CHG-7";
  event.at = "2025-10-24T17:40:00.123Z";
  return event;
}

TEST(EventList, HasALineForEach) {
  history::LoggedEvent stamp;
  stamp.action = "stamp";
  stamp.revision = "a1";
  stamp.run_id = "r0";
  stamp.user = "bob";
  stamp.host = "db1";
  stamp.at = "2025-10-24T17:39:00.000Z";
  EXPECT_EQ(
      events_text({failed_event(), stamp}, Detail::brief),
      "2025-10-24T17:40:00Z  r1  failed  b2  1.5 s  ann@db1  CHG-7; error: relation \"x\" does "
      "not exist LINE 1: SELECT\n"
      "2025-10-24T17:39:00Z  r0  stamp   a1         bob@db1\n");
}

TEST(EventList, ShowsTheWholeErrorInFull) {
  EXPECT_EQ(events_text({failed_event()}, Detail::full),
            "failed b2\n"
            "  when:  2025-10-24T17:40:00.123Z\n"
            "  took:  1.5 s\n"
            "  run:   r1\n"
            "  who:   ann on db1\n"
            "  tool:  migrate 0.1.0\n"
            "  note:  CHG-7\n"
            "  error:\n"
            "    relation \"x\" does not exist\n"
            "    LINE 1: SELECT\n");
}

TEST(EventList, KeepsTheDocumentedShape) {
  const json::Value out = events_json({failed_event()}, "db:shop");
  EXPECT_EQ(out["target"].text(), "db:shop");
  EXPECT_EQ(json::dump(out["events"]),
            R"([{"seq":7,"at":"2025-10-24T17:40:00.123Z","action":"failed","revision":"b2",)"
            R"("run":"r1","who":"ann","host":"db1","tool":"migrate 0.1.0","commit":null,)"
            R"("note":"CHG-7","duration_ms":1500,)"
            R"("error":"relation \"x\" does not exist\nLINE 1: SELECT"}])");
}

}  // namespace
}  // namespace migrate::report
