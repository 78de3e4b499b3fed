// What a failed run says is to be done: a script that is right is never to be mended.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/run/run_fixture.h"

namespace migrate::test {
namespace {

bool tells_to_mend(const Diagnostic& diagnostic) {
  return std::ranges::any_of(diagnostic.notes, [](const std::string& note) {
    return note.find("mend") != std::string::npos;
  });
}

/// A statement that fails as the server does with `sqlstate`.
std::string raise(const std::string& sqlstate) {
  return "DO $$ BEGIN RAISE EXCEPTION 'it failed' USING ERRCODE = '" + sqlstate + "'; END $$;";
}

struct Case {
  const char* sqlstate;
  const char* hint;  ///< a part of it; empty: none
  const char* note;  ///< the last one
};

class NotTheScript : public testing::TestWithParam<Case> {};

TEST_P(NotTheScript, IsNotToBeMended) {
  Project project("postgresql");
  project.revision("r1", "none", "CREATE TABLE t (a integer);\n" + raise(GetParam().sqlstate));
  const Error error = project.upgrade_failure();
  const Diagnostic& first = error.diagnostics()[0];
  EXPECT_EQ(first.message, "it failed");
  EXPECT_NE(first.hint.find(GetParam().hint), std::string::npos) << first.hint;
  EXPECT_EQ(first.notes.back(), GetParam().note);
  EXPECT_FALSE(tells_to_mend(first));
  EXPECT_EQ(error.code(), ErrorCode::failed);
}

constexpr const char* kRoom = "once there is room, it is safe to run `migrate upgrade` again";
constexpr const char* kPutRight = "when that is put right, run `migrate upgrade` again";

INSTANTIATE_TEST_SUITE_P(
    States, NotTheScript,
    testing::Values(Case{"53100", "free space on the server's disk", kRoom},  // disk_full
                    Case{"53200", "", kRoom},                                 // out_of_memory
                    Case{"53300", "", kRoom},                             // too_many_connections
                    Case{"25006", "connect to the primary", kPutRight},   // read_only
                    Case{"40001", "it is safe to run again", kPutRight},  // serialization
                    Case{"42501", "grant the right", kPutRight},          // privilege
                    Case{"57014", "somebody cancelled", kPutRight},       // query_canceled
                    Case{"57P01", "", kPutRight},                         // admin_shutdown
                    Case{"58030", "", kPutRight}),                        // io_error
    [](const auto& state) { return std::string(state.param.sqlstate); });

TEST(AScriptThatIsWrong, IsToBeMended) {
  for (const char* sqlstate : {"42601", "23505", "P0001"}) {
    Project project("postgresql");
    project.revision("r1", "none", raise(sqlstate));
    EXPECT_TRUE(tells_to_mend(project.upgrade_failure().diagnostics()[0])) << sqlstate;
  }
}

TEST(AFullDisk, LeavesAHalfRunScriptThatGoesOnWhereThereIsRoom) {
  Project project("postgresql");
  project.execute("CREATE TABLE room (a integer)");
  project.revision("r1", "none",
                   "CREATE TABLE t (a integer);\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n"
                   "DO $$ BEGIN IF NOT EXISTS (SELECT FROM room) THEN\n"
                   "  RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100';\n"
                   "END IF; END $$;");
  EXPECT_EQ(project.upgrade_failure().diagnostics()[0].notes.back(),
            std::string(kRoom) + ": it goes on there");
  project.execute("INSERT INTO room VALUES (1)");
  project.upgrade();
  EXPECT_EQ(project.applied(), "r1");
}

TEST(AFullDisk, OfAnSqliteFileIsNotTheScriptsFault) {
  Project project("sqlite");
  project.options.connect.session = {{"max_page_count", "20"}};
  project.revision("r1", "none", "CREATE TABLE t (a);\nINSERT INTO t VALUES (zeroblob(1000000));");
  const Error error = project.upgrade_failure();
  const Diagnostic& first = error.diagnostics()[0];
  EXPECT_EQ(first.message, "database or disk is full");
  EXPECT_NE(first.hint.find("free space"), std::string::npos) << first.hint;
  EXPECT_EQ(first.notes.back(), kRoom);
  project.options.connect.session.clear();
  project.upgrade();
  EXPECT_EQ(project.applied(), "r1");
}

TEST(AStatementTimeout, IsNotTheScriptsFault) {
  Project project("postgresql");
  project.revision("r1", "none", "SELECT pg_sleep(60);", "", "-- statement-timeout: 50ms\n");
  const Error error = project.upgrade_failure();
  EXPECT_NE(error.diagnostics()[0].hint.find("statement-timeout"), std::string::npos);
  EXPECT_EQ(error.diagnostics()[0].notes.back(), kPutRight);
}

}  // namespace
}  // namespace migrate::test
