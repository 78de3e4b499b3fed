// Texts that no server reads as a value of a type: the server itself is the oracle.
#include "lib/postgresql/schema/unreadable_texts.h"

#include <gtest/gtest.h>

#include "lib/base/text.h"
#include "tests/postgresql/schema_database.h"

namespace migrate::test {
namespace {

/// Good and bad values of all the types, and what differs from them by little.
constexpr const char* kTexts =
    "CREATE TABLE texts (v text COLLATE \"C\");"
    "INSERT INTO texts SELECT DISTINCT t FROM unnest(ARRAY['', ' ', '\\N', '0', '1', '2', '-1',"
    " '+7', ' 42', E'42\\t', '4 2', '32767', '32768', '-32768', '-32769', '2147483647',"
    " '2147483648', '-2147483649', '9223372036854775807', '9223372036854775808', '007', '1.5',"
    " '1.', '.5', '.', '-.5e3', '1e3', '1e', 'e3', '1e400', '1e-400', '1.5.5', '1,5', '0x1f',"
    " '0b1', '0o7', '1_000', '_1', '1__0', 'NaN', 'nan', '+nan', 'Infinity', '-inf', 'infinit',"
    " '0x1p3', '999.994', '999.995', '-999.995', '1000', '--1', '1-', 't', 'T', 'tr', 'TRUE ',"
    " ' true', 'truer', 'y', 'ye', 'yes', 'yess', 'n', 'no', 'o', 'on', 'of', 'off', 'offf',"
    " 'false', 'fals', 'falsey', '10', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
    " 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc999c0b4ef8bb6d6bb9bd380a11',"
    " '{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}', 'a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11',"
    " '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}',"
    " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g',"
    " ' a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0e-ebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
    " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-', '{}', '[]', '[1', '\"x\"', '\"x', 'null', 'NULL',"
    " 'nul', E'\\n{\"a\":\\n1}\\n', '{a:1}', '[1,]', '-', '-1.5e3', '01', '10.0.0.1', '10.0.0.0/8',"
    " '10.0.0.1/33', '10.0.0', '10', '::1', 'fe80::1/64', '::g', '1.2.3.4.5', '10.0.0.1 ',"
    " '::ffff:1.2.3.4', '0x0a.0.0.0', 'host', '2024-02-29', '2023-02-29', '2023-02-30',"
    " '2023-04-31', '2023-12-31', '2023-13-01', '2023-00-10', '2023-01-00', '2023-01-32',"
    " '0000-00-00', '0000-01-01 BC', '0001-01-01 BC', '13-01-2023', '01-13-2023', '2023/13/01',"
    " '20231301', '20230101', '2023-1-5', '2023-123', '2023-01-01 10:00', '2023-01-01T25:00',"
    " '2023-02-30 10:00', '2023-02-30T10:00', ' 2023-02-31', 'January 8, 1999', 'Januar',"
    " 'J2451187', 'now', 'NOW', 'today', 'tomorrow', 'yesterday', 'infinity', '-infinity', 'epoch',"
    " 'never', 'n/a', 'tbd', '04:05:06', 'allballs', '1999-Jan-08', '08-Jan-99', '99-01-08',"
    " '1999.008', '2023-06-31 BC', '12023-02-30', '2023-02-301', repeat('9', 99),"
    " repeat('9', 100), repeat('9', 140000), '0.' || repeat('1', 200), 'ü', '１２', E'1\\u00a0'])"
    " AS t;"
    "CREATE FUNCTION reads(v text, type text) RETURNS boolean LANGUAGE plpgsql AS $$"
    " BEGIN EXECUTE format('SELECT %L::text::%s', v, type); RETURN true;"
    " EXCEPTION WHEN data_exception OR invalid_text_representation THEN RETURN false; END $$;";

constexpr const char* kTypes[] = {"smallint",
                                  "integer",
                                  "bigint",
                                  "numeric",
                                  "numeric(5,2)",
                                  "numeric(3,0)",
                                  "real",
                                  "double precision",
                                  "uuid",
                                  "boolean",
                                  "json",
                                  "jsonb",
                                  "inet",
                                  "cidr",
                                  "date",
                                  "timestamp without time zone",
                                  "timestamp(3) with time zone"};

/// Fails with the texts that `condition` finds.
std::string stop_at(const std::string& condition) {
  return "DO $$ DECLARE found text; BEGIN SELECT string_agg(left(v, 50), '|') INTO found FROM texts"
         " WHERE " +
         condition + "; IF found IS NOT NULL THEN RAISE '%', found; END IF; END $$;";
}

class Unreadable : public testing::TestWithParam<const char*> {};

TEST_P(Unreadable, IsTrueOnlyOfWhatTheServerRefuses) {
  const SchemaDatabase database;
  ASSERT_EQ(database.run(kTexts), "");
  const std::string type = GetParam();
  const std::string condition = postgresql::unreadable("v", type);
  ASSERT_NE(condition, "");
  for (const char* style : {"ISO, MDY", "SQL, DMY", "German, YMD"}) {
    const std::string set = "SET DateStyle = '" + std::string(style) + "';";
    EXPECT_EQ(database.run(set + stop_at("(" + condition + ") AND reads(v, '" + type + "')")), "")
        << style;
  }
  // And it is of some, of the empty text always.
  EXPECT_EQ(database.run(stop_at("v = '' AND NOT (" + condition + ")")), "");
}

TEST_P(Unreadable, IsTrueOfAllThatIsRefusedWhereLooksTell) {
  const std::string type = GetParam();
  const bool exact = type == "uuid" || type == "boolean";
  const bool of_numbers = type == "smallint" || type == "integer" || type == "bigint";
  if (!exact && !of_numbers) return;
  const SchemaDatabase database;
  ASSERT_EQ(database.run(kTexts), "");
  // What only newer servers read, and what has more digits than a check computes with, passes.
  const std::string left_open = of_numbers ? " AND v !~ '^0[xbo]|_' AND length(v) < 100" : "";
  EXPECT_EQ(database.run(stop_at("NOT reads(v, '" + type + "') AND NOT (" +
                                 postgresql::unreadable("v", type) + ")" + left_open)),
            "");
}

INSTANTIATE_TEST_SUITE_P(Types, Unreadable, testing::ValuesIn(kTypes), [](const auto& each) {
  std::string name;
  for (const char c : std::string(each.param)) name += isalnum(c) != 0 ? c : '_';
  return name;
});

TEST(UnreadableTexts, NothingIsSaidOfOtherTypes) {
  for (const char* type : {"bytea", "interval", "integer[]", "xml", "app.mood", "\"date\""}) {
    EXPECT_EQ(postgresql::unreadable("v", type), "") << type;
  }
}

}  // namespace
}  // namespace migrate::test
