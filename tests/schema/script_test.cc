#include "lib/schema/script.h"

#include <gtest/gtest.h>

namespace migrate::schema {
namespace {

TEST(SchemaScript, ClausesOfOneSubjectAreOneStatement) {
  const std::vector<PlannedStatement> statements = {{{"CREATE TABLE a (x int)"}, {}},
                                                    {{"ADD COLUMN y int", "ALTER TABLE b"}, {}},
                                                    {{"DROP COLUMN z", "ALTER TABLE b"}, {}},
                                                    {{"ADD COLUMN y int", "ALTER TABLE c"}, {}}};
  EXPECT_EQ(script_text(statements),
            "CREATE TABLE a (x int);\n"
            "\n"
            "ALTER TABLE b\n"
            "    ADD COLUMN y int,\n"
            "    DROP COLUMN z;\n"
            "\n"
            "ALTER TABLE c ADD COLUMN y int;\n");
  EXPECT_EQ(script_text({}), "");
}

TEST(SchemaScript, HeaderLinesComeOnce) {
  Statement one{"SELECT 1"};
  one.header = "foreign-keys: off";
  EXPECT_EQ(script_header({{one, {}}, {{"SELECT 2"}, {}}, {one, {}}}),
            std::vector<std::string>{"foreign-keys: off"});
}

}  // namespace
}  // namespace migrate::schema
