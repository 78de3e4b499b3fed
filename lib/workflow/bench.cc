#include "lib/workflow/bench.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/revision/header.h"
#include "lib/run/observer.h"
#include "lib/schema/script.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/schema_files.h"

namespace migrate::workflow {

namespace {

class Silent final : public run::Observer {
 public:
  void on(const run::Event&) override {}
};

ApplyOptions apply_options(const std::string& target, const plan::VariableValues& variables) {
  ApplyOptions options;
  options.target = target;
  options.variables = variables;
  return options;
}

}  // namespace

Bench::Bench(const db::Driver& driver, Options options, db::Connection* like)
    : driver_(driver), options_(std::move(options)), like_(like) {}

std::string Bench::server() const {
  if (options_.server != kEphemeral) return options_.server;
  if (!own_server_) own_server_ = driver_.temporary_server(like_);
  return own_server_ ? own_server_->url() : std::string();
}

Trial Bench::empty() const {
  Trial trial;
  trial.scratch = driver_.scratch(like_, options_.connect, server());
  trial.connection = driver_.connect(trial.scratch->options());
  return trial;
}

Trial Bench::with_revisions(const revision::RevisionGraph& graph,
                            const std::vector<std::string>& targets) const {
  Trial trial = empty();
  for (const std::string& target : targets) upgrade(trial, graph, target);
  return trial;
}

Trial Bench::with_files(const std::vector<SourceText>& files) const {
  Trial trial = empty();
  load_schema(*trial.connection, driver_, files);
  trial.connection->reset();
  return trial;
}

Trial Bench::with_statements(const std::vector<schema::PlannedStatement>& statements) const {
  Trial trial = empty();
  if (!statements.empty()) upgrade(trial, with_revision({}, scripted(statements)), "head");
  return trial;
}

Database Bench::open(const Trial& trial, const std::string& history_schema) const {
  DatabaseOptions options;
  options.schema = history_schema;
  options.connect = trial.scratch->options();
  return Database(driver_, std::move(options));
}

void Bench::upgrade(Trial& trial, const revision::RevisionGraph& graph,
                    const std::string& target) const {
  Database database = open(trial);
  Silent silent;
  workflow::upgrade(database, graph, apply_options(target, options_.variables), silent);
}

void Bench::downgrade(Trial& trial, const revision::RevisionGraph& graph,
                      const std::string& target) const {
  Database database = open(trial);
  Silent silent;
  workflow::downgrade(database, graph, apply_options(target, options_.variables), silent);
}

schema::Catalog Bench::read(db::Connection& connection) const {
  return schema::filtered(driver_.introspect(connection, driver_.home_schema(connection)),
                          options_.filter);
}

revision::NewRevision scripted(const std::vector<schema::PlannedStatement>& statements) {
  revision::NewRevision revision;
  revision.id = "schema";
  revision.up_body = schema::script_text(statements);
  revision.up_keys = schema::script_header(statements);
  return revision;
}

revision::Revision in_memory(const revision::NewRevision& revision) {
  const revision::NewFiles files = revision::compose("", revision);
  std::vector<Diagnostic> problems;
  const auto script = [&](const std::string& path, const std::string& text,
                          revision::ScriptRole role) {
    revision::ScriptFile result;
    result.source = SourceText::from_memory(path.substr(path.rfind('/') + 1), text);
    result.header = revision::read_header(result.source, role, problems);
    return result;
  };
  revision::Revision result;
  result.id = revision.id;
  result.parents = revision.parents;
  result.depends_on = revision.depends_on;
  result.message = revision.message;
  result.up = script(files.up_path, files.up_text, revision::ScriptRole::up);
  result.down = script(files.down_path, files.down_text, revision::ScriptRole::down);
  if (!revision.irreversible.empty()) result.irreversible = revision.irreversible;
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

revision::RevisionGraph with_revision(const revision::RevisionGraph& graph,
                                      const revision::NewRevision& revision) {
  std::vector<revision::Revision> revisions = graph.revisions();
  revisions.push_back(in_memory(revision));
  std::vector<Diagnostic> problems;
  revision::RevisionGraph result(std::move(revisions), problems);
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

}  // namespace migrate::workflow
