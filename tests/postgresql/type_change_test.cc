#include "lib/postgresql/schema/type_change.h"

#include <gtest/gtest.h>

namespace migrate::postgresql {
namespace {

TEST(TypeChange, WideningLosesNothing) {
  EXPECT_FALSE(loses_values("smallint", "integer"));
  EXPECT_FALSE(loses_values("integer", "numeric"));
  EXPECT_FALSE(loses_values("real", "double precision"));
  EXPECT_FALSE(loses_values("numeric(10,2)", "numeric(12,2)"));
  EXPECT_FALSE(loses_values("numeric(10,2)", "numeric"));
  EXPECT_FALSE(loses_values("character varying(5)", "text"));
  EXPECT_FALSE(loses_values("date", "timestamp(0) without time zone"));
  EXPECT_FALSE(loses_values("timestamp without time zone", "timestamp with time zone"));
}

TEST(TypeChange, WhatRatherFailsLosesNothing) {
  EXPECT_FALSE(loses_values("bigint", "integer"));
  EXPECT_FALSE(loses_values("text", "character varying(5)"));
  EXPECT_FALSE(loses_values("numeric(12,2)", "numeric(10,2)"));
  EXPECT_FALSE(loses_values("text", "integer"));
}

TEST(TypeChange, RoundingAndCuttingLose) {
  EXPECT_TRUE(loses_values("numeric(10,2)", "numeric(10,1)"));
  EXPECT_TRUE(loses_values("numeric", "numeric(10,2)"));
  EXPECT_TRUE(loses_values("numeric(10,2)", "integer"));
  EXPECT_TRUE(loses_values("double precision", "real"));
  EXPECT_TRUE(loses_values("bigint", "double precision"));
  EXPECT_TRUE(loses_values("timestamp with time zone", "date"));
  EXPECT_TRUE(loses_values("timestamp with time zone", "timestamp(0) with time zone"));
  EXPECT_TRUE(loses_values("json", "jsonb"));
}

}  // namespace
}  // namespace migrate::postgresql
