// Scripts of a project, run by the engine's shell beside a twin project that runs live.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/base/text.h"
#include "lib/base/text_sink.h"
#include "lib/workflow/offline.h"
#include "tests/run/run_fixture.h"
#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {

/// Everything that the history says but times, run ids and texts of scripts.
inline std::string history_of(const Project& project) {
  const std::string list = project.is_postgresql() ? "string_agg(line, chr(10) ORDER BY line)"
                                                   : "group_concat(line, char(10))";
  return project.scalar(
             "SELECT " + list +
             " FROM (SELECT seq || ' ' || id || ' ' || parents || ' ' || depends_on || ' ' || "
             "message || ' ' || header || ' ' || up_checksum || ' ' || coalesce(down_checksum, "
             "'-') || ' ' || state || ' ' || direction || ' ' || statements_done || ' ' || "
             "coalesce(trying, -1) || ' ' || done_digest || ' ' || session_state || ' ' || "
             "applied_by AS line FROM migrate_revision ORDER BY seq) AS lines") +
         "\n" +
         project.scalar(
             "SELECT " + list +
             " FROM (SELECT seq || ' ' || action || ' ' || revision || ' ' || who || ' ' "
             "|| host || ' ' || tool || ' ' || note || ' ' || error AS line FROM "
             "migrate_event ORDER BY seq) AS lines");
}

class OfflineTest : public RunTest {
 protected:
  workflow::WrittenScript write(const Project& project, Sink& sink, const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project.open();
    const revision::RevisionGraph graph = project.graph();
    request_.variables = workflow::without_secrets(graph, project.apply.variables);
    const plan::Plan plan = workflow::plan_upgrade(*database, graph, target, request_.variables);
    return workflow::write_script(*database, graph, plan, request_, sink);
  }
  std::string script(const std::string& target = "head") {
    TextSink text;
    write(project_, text, target);
    return text.text();
  }
  std::string downgrade_script(const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project_.open();
    const revision::RevisionGraph graph = project_.graph();
    workflow::ApplyOptions options;
    options.target = target;
    TextSink text;
    workflow::write_script(*database, graph, workflow::plan_downgrade(*database, graph, options),
                           request_, text);
    return text.text();
  }
  std::string stamp_script(const std::string& target) {
    const std::unique_ptr<workflow::Database> database = project_.open();
    const revision::RevisionGraph graph = project_.graph();
    TextSink text;
    workflow::write_stamp_script(
        *database, graph, workflow::plan_stamp(*database, graph, {target}, workflow::Purge::no),
        request_, text);
    return text.text();
  }

  /// What the engine's shell makes of `script` on `project`'s database.
  static ChildResult shell(const Project& project, const std::string& script,
                           const std::vector<std::string>& options = {}) {
    std::vector<std::string> command = {"sqlite3",
                                        project.url().substr(project.url().find(':') + 1)};
    if (project.is_postgresql()) {
      command = {PostgresServer::instance().program("psql"), "-X", "-q", project.url(), "-f", "-"};
    }
    command.insert(command.end(), options.begin(), options.end());
    return run_child(command, RunAs::self, script);
  }
  void run(const std::string& script) {
    const ChildResult result = shell(project_, script);
    EXPECT_EQ(result.exit_code, 0) << result.output << "\n" << script;
  }
  /// The shell must fail, and its output hold `words`.
  void run_and_fail(const std::string& script, const std::string& words) {
    const ChildResult result = shell(project_, script);
    EXPECT_GT(result.exit_code, 0) << result.output;
    EXPECT_NE(result.output.find(words), std::string::npos) << result.output;
  }

  /// The same revisions in a database where they run live.
  void expect_as_live(const std::function<void(Project&)>& act) {
    act(live_);
    EXPECT_EQ(project_.catalog(), live_.catalog());
    EXPECT_EQ(history_of(project_), history_of(live_));
  }
  void revision(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down = "", const std::string& keys = "") {
    project_.revision(id, parents, up, down, keys);
    live_.revision(id, parents, up, down, keys);
  }
  [[nodiscard]] bool on_postgresql() const { return project_.is_postgresql(); }

  Project live_{GetParam()};
  workflow::ScriptRequest request_{"upgrade", "the test's database", {}};
};

}  // namespace migrate::test
