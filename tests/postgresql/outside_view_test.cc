// What pg_dump wrote, cut into objects: equal for equal schemas, whatever order they came in.
#include "lib/postgresql/outside_view.h"

#include <gtest/gtest.h>

namespace migrate::postgresql {
namespace {

constexpr std::string_view kDump = R"(--
-- PostgreSQL database dump
--

\restrict 4f7a

SET statement_timeout = 0;

--
-- Name: mood; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.mood AS ENUM (
    'fine'
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: b; Type: TABLE; Schema: public; Owner: -; Tablespace: fast
--

CREATE TABLE public.b (
    id integer
);


--
-- Name: USER MAPPING app SERVER far; Type: USER MAPPING; Schema: -; Owner: app
--

CREATE USER MAPPING FOR app SERVER far OPTIONS (
    password 'hunter2'
);


--
-- Name: far; Type: SERVER; Schema: -; Owner: -
--

CREATE SERVER far FOREIGN DATA WRAPPER files;


--
-- PostgreSQL database dump complete
--

\unrestrict 4f7a

)";

TEST(OutsideView, CutsADumpIntoItsObjects) {
  std::vector<std::string> told;
  for (const db::OutsideText& object : objects_of_dump(kDump)) {
    told.push_back(object.object + ": " + object.text);
  }
  EXPECT_EQ(told, (std::vector<std::string>{
                      "SERVER far: CREATE SERVER far FOREIGN DATA WRAPPER files;\n",
                      "TABLE public.b in tablespace fast: CREATE TABLE public.b (\n"
                      "    id integer\n);\n",
                      "TYPE public.mood: CREATE TYPE public.mood AS ENUM (\n    'fine'\n);\n"}));
}

TEST(OutsideView, FindsNothingInWhatIsNoDump) {
  EXPECT_TRUE(objects_of_dump("").empty());
  EXPECT_TRUE(objects_of_dump("--\n-- Name: ").empty());
}

}  // namespace
}  // namespace migrate::postgresql
