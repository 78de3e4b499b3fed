// What a resumed script's session has of the one that it began in.
#include "tests/run/offline_fixture.h"

namespace migrate::test {
namespace {

/// Fails in its last statement until the table `go` has a row.
constexpr const char* kWaits =
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM public.go) THEN RAISE 'not yet'; END IF; END $$;\n";

class Resume : public OfflineTest {
 protected:
  void SetUp() override {
    project_.execute("CREATE TABLE go (a integer)");
    project_.execute("CREATE TABLE seen (a text)");
  }
  /// A revision whose done part is `done`; what comes behind it keeps `expression` in `seen`.
  void half_run(const std::string& done, const std::string& expression,
                const std::string& keys = "") {
    project_.revision(
        "r1", "none",
        done + "\nVACUUM go;\n" + kWaits + "INSERT INTO public.seen SELECT " + expression + ";", "",
        keys);
    (void)project_.upgrade_failure();
    project_.execute("INSERT INTO go VALUES (1)");
  }
  std::string seen() const { return project_.scalar("SELECT string_agg(a, ';') FROM seen"); }
};

INSTANTIATE_TEST_SUITE_P(Engines, Resume, testing::Values("postgresql"),
                         [](const auto& engine) { return engine.param; });

constexpr const char* kWords =
    "concat_ws(' ', current_setting('app.one', true), "
    "current_setting('app.two', true))";

TEST_P(Resume, HasTheSettingsThatTheScriptInvented) {
  half_run("SET app.one = 'it''s';\nSELECT set_config('app.two', '2', false);", kWords);
  project_.upgrade();
  EXPECT_EQ(seen(), "it's 2");
}

TEST_P(Resume, HasTheirLastValues) {
  half_run(
      "SET app.one = '1';\nSET app.two = '2';\nRESET ALL;\nSET app.one = '3';\n"
      "SET app.one TO '4';\nBEGIN; SET LOCAL app.two = '5'; COMMIT;",
      kWords);
  project_.upgrade();
  EXPECT_EQ(seen(), "4");
}

TEST_P(Resume, HasThemAlsoUnderAnotherRoleAndFromVariables) {
  project_.apply.variables = {{"word", "of mouth"}};
  half_run("GRANT ALL ON seen, go TO pg_monitor;\nSET app.one = :'word';\nSET ROLE pg_monitor;",
           "concat(current_setting('app.one'), ' ', current_user)", "-- variables: word\n");
  project_.upgrade();
  EXPECT_EQ(seen(), "of mouth pg_monitor");
}

TEST_P(Resume, HasThemInAScript) {
  half_run("SET app.one = '1';\nSELECT set_config('app.two', '2', false);", kWords);
  run(script());
  EXPECT_EQ(seen(), "1 2");
}

}  // namespace
}  // namespace migrate::test
