// When --stop-after is: a time of the day, or a while from now.
#include "cmd/migrate/commands/apply_options.h"

#include <gtest/gtest.h>

#include <ctime>

#include "lib/base/error.h"

namespace migrate::cmd {
namespace {

using std::chrono::system_clock;

/// 2026-03-01, local time.
system_clock::time_point local(int day, int hour, int minute) {
  std::tm parts{};
  parts.tm_year = 126;
  parts.tm_mon = 2;
  parts.tm_mday = day;
  parts.tm_hour = hour;
  parts.tm_min = minute;
  parts.tm_isdst = -1;
  return system_clock::from_time_t(std::mktime(&parts));
}

TEST(Moment, IsTheNextTimeThatTheClocksShowIt) {
  EXPECT_EQ(moment("05:00", local(1, 2, 30)), local(1, 5, 0));
  EXPECT_EQ(moment("05:00", local(1, 22, 0)), local(2, 5, 0));
  EXPECT_EQ(moment("05:00", local(31, 5, 0)), local(32, 5, 0));
  EXPECT_EQ(moment("0:05", local(1, 23, 59)), local(2, 0, 5));
}

TEST(Moment, IsAWhileFromNow) {
  const system_clock::time_point now = local(1, 2, 30);
  EXPECT_EQ(moment("2h", now), now + std::chrono::hours(2));
  EXPECT_EQ(moment("90s", now), now + std::chrono::seconds(90));
}

TEST(Moment, IsNothingElse) {
  for (const char* text : {"", "5 o'clock", "25:00", "05:00 tomorrow", "-2h"}) {
    EXPECT_THROW((void)moment(text, local(1, 2, 30)), Error) << text;
  }
}

}  // namespace
}  // namespace migrate::cmd
