// What doctor says of servers that differ from the one that the tests share: a standby, one with
// few locks, one that is old.
#include <gtest/gtest.h>

#include "lib/base/text.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/workflow/doctor.h"
#include "tests/run/run_fixture.h"
#include "tests/support/postgres_node.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

/// "code: message" of each error and warning, a line each. Left out: what a calendar decides, and
/// notes, such as of a session that is just ending.
std::string told(const workflow::Examination& examination) {
  std::string lines;
  for (const Diagnostic& finding : examination.findings) {
    if (finding.code == "old-server" || finding.severity == Severity::note) continue;
    lines += finding.code + ": " + finding.message + "\n";
  }
  return lines;
}

workflow::Examination examine(const Project& project) {
  const std::string up = project.up_path("a1");
  return workflow::examine(*driver_named("postgresql"), project.options,
                           {{up.substr(0, up.rfind('/'))}, engine_names(), {}});
}

TEST(DoctorOfServers, FindsAStandbyAndComparesItsHistory) {
  PostgresNode primary;
  PostgresNode standby;
  primary.initialize();
  standby.follow(primary);
  primary.start();
  standby.start();
  Project project("postgresql");
  project.options.connect.url = primary.url();
  project.revision("a1", "none", "CREATE TABLE t (a integer);", "DROP TABLE t;");
  project.upgrade();
  project.revision("b2", "a1", "SELECT 1;", "SELECT 1;");
  EXPECT_EQ(told(examine(project)), "");
  standby.wait_for("SELECT count(*) FROM pg_class WHERE relname = 't'", "1");

  project.options.connect.url = standby.url();
  const workflow::Examination examination = examine(project);
  EXPECT_EQ(told(examination),
            "read-only: the database postgres takes no writes: it is a standby, or a file that "
            "postgres may not write\n");
  EXPECT_FALSE(examination.healthy());
  EXPECT_EQ(examination.findings[0].hint, "aim at the primary, or at a file that can be written");
  ASSERT_TRUE(examination.counts);
  EXPECT_EQ(examination.counts->applied, 1U);
  EXPECT_EQ(examination.counts->pending, 1U);

  standby.promote();
  EXPECT_EQ(told(examine(project)), "");
}

TEST(DoctorOfServers, FindsAServerWithFewLocks) {
  PostgresNode server;
  server.initialize();
  server.start({"max_locks_per_transaction=32"});
  Project project("postgresql");
  project.options.connect.url = server.url();
  project.revision("a1", "none", "SELECT 1;", "SELECT 1;");
  const workflow::Examination examination = examine(project);
  EXPECT_EQ(told(examination),
            "few-locks: max_locks_per_transaction is 32, less than the default of 64\n");
  EXPECT_FALSE(examination.healthy());
  // What it says to do, done.
  const std::string hint = examination.findings[0].hint;
  (void)server.value(hint.substr(0, hint.find(';')));
  server.crash();
  server.start();
  EXPECT_EQ(told(examine(project)), "");
}

/// What the query of `old-server` says when the server is `version` (number, text) on that day.
std::string on(const std::string& day, const std::string& number, const std::string& text) {
  const std::string query(postgresql::embedded_sql("doctor/old_server"));
  std::string posed = query;
  for (const auto& [call, value] :
       {std::pair<std::string, std::string>{"current_setting('server_version_num')",
                                            "'" + number + "'"},
        {"current_setting('server_version')", "'" + text + "'"},
        {"current_date", "date '" + day + "'"}}) {
    EXPECT_NE(query.find(call), std::string::npos) << call;
    posed = replace_all(posed, call, value);
  }
  const std::string line = PostgresServer::instance().psql("postgres", posed);
  return line.substr(0, line.find('|'));
}

TEST(DoctorOfServers, FindsAServerThatGetsNoFixes) {
  EXPECT_EQ(on("2026-11-12", "140020", "14.20 (Debian 14.20-1)"), "");
  EXPECT_EQ(on("2026-11-13", "140020", "14.20 (Debian 14.20-1)"),
            "the server is PostgreSQL 14.20, which gets no fixes since 2026-11-12");
  EXPECT_EQ(on("2026-11-13", "180001", "18.1"), "");
  EXPECT_EQ(on("2024-01-01", "110022", "11.22"),
            "the server is PostgreSQL 11.22, older than 12, with which migrate is not tested");
  // What will be known of a later one is not known yet.
  EXPECT_EQ(on("2040-01-01", "190000", "19beta1"), "");
}

}  // namespace
}  // namespace migrate::test
