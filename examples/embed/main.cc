// Brings a database to its newest revision from within a program: embed URL VERSIONS
#include <cstdio>
#include <memory>
#include <string>

#include "migrate/base/error.h"
#include "migrate/engines.h"
#include "migrate/report/diagnostic_text.h"
#include "migrate/workflow/apply.h"
#include "migrate/workflow/database.h"

namespace {

/// Prints what a run tells; a server would write its log here.
class Printer : public migrate::run::Observer {
 public:
  void on(const migrate::run::Event& event) override {
    using Kind = migrate::run::Event::Kind;
    if (event.kind == Kind::waiting) {
      std::printf("waiting for %s\n", event.text.c_str());
    } else if (event.kind == Kind::step_done) {
      std::printf("%zu of %zu: %s %s\n", event.step_index + 1, event.step_count,
                  event.step->id.c_str(), event.step->message.c_str());
    }
  }
};

void upgrade(const std::string& url, const std::string& versions) {
  const std::unique_ptr<migrate::db::Driver> driver = migrate::driver_for_url(url);
  const migrate::workflow::Project project = migrate::workflow::load_project(
      {versions}, std::string(driver->name()), migrate::engine_names());

  migrate::workflow::DatabaseOptions options;
  options.connect.url = url;
  options.connect.missing = migrate::db::ConnectOptions::Missing::create;
  options.actor.user = "embed";  // in the event log
  migrate::workflow::Database database(*driver, options);

  const migrate::plan::Plan plan = migrate::workflow::plan_upgrade(database, project.graph, "head");
  for (const migrate::plan::Step& step : plan.steps) {
    std::printf("pending: %s %s\n", step.id.c_str(), step.message.c_str());
  }

  migrate::workflow::ApplyOptions how;
  how.target = "head";
  Printer printer;
  const migrate::workflow::ApplyResult result =
      migrate::workflow::upgrade(database, project.graph, how, printer);
  std::printf("applied %zu revisions\n", result.steps.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: embed URL VERSIONS\n", stderr);
    return 2;
  }
  try {
    upgrade(argv[1], argv[2]);
  } catch (const migrate::Error& error) {
    std::fputs(migrate::report::render(error.diagnostics(), {}).c_str(), stderr);
    return 1;
  }
  return 0;
}
