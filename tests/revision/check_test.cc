#include "lib/revision/check.h"

#include <gtest/gtest.h>

namespace migrate::revision {
namespace {

std::string checks(const std::string& comment) {
  std::string out;
  for (const Check& check : parse_checks(comment, 100)) {
    out += std::to_string(check.offset) + " [" + check.query + "]";
  }
  return out;
}

TEST(Check, IsTheTextBehindTheKey) {
  EXPECT_EQ(checks("-- check: SELECT 1 FROM t;"), "110 [SELECT 1 FROM t]");
  EXPECT_EQ(checks("--check:SELECT ':' "), "108 [SELECT ':']");
  EXPECT_EQ(checks("-- note\n-- check: SELECT 1\n-- check: SELECT 2\n"),
            "118 [SELECT 1]137 [SELECT 2]");
  EXPECT_EQ(checks("-- checked: yes\n-- Check: SELECT 1"), "");
}

TEST(Check, GoesOnInLinesThatAreSetIn) {
  EXPECT_EQ(checks("-- check: SELECT a::text\n--   FROM t -- all\n  --\tWHERE a: = b\n-- why: so"),
            "110 [SELECT a::text\n     FROM t -- all]");
  EXPECT_EQ(checks("-- check: SELECT a\r\n--   FROM t\r\n--  not this\n--   nor this"),
            "110 [SELECT a\r\n     FROM t]");
}

TEST(Check, OffsetsInTheQueryAreThoseOfTheScript) {
  const std::string comment = "-- check: SELECT a\n  --   FROM t";
  const Check check = parse_checks(comment, 0).at(0);
  const size_t at = check.query.find("FROM");
  EXPECT_EQ(comment.substr(check.offset + at), "FROM t");
}

TEST(Check, MayHaveNoQuery) { EXPECT_EQ(checks("-- check: \n--   "), "110 []"); }

}  // namespace
}  // namespace migrate::revision
