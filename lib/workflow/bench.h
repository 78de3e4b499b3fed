// Where schemas are tried: scratch databases with revisions or schema files in them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/db/scratch.h"
#include "lib/plan/variables.h"
#include "lib/revision/author.h"
#include "lib/revision/graph.h"
#include "lib/schema/filter.h"
#include "lib/schema/planner.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// A scratch database, and a session in it.
struct Trial {
  std::unique_ptr<db::Scratch> scratch;
  std::unique_ptr<db::Connection> connection;
};

class Bench {
 public:
  static constexpr std::string_view kEphemeral = "ephemeral";

  struct Options {
    db::ConnectOptions connect;  ///< of the database that the scratch ones are to be like
    /// URL of the server that they are on; kEphemeral: one that is started for them; empty: the
    /// database's own.
    std::string server;
    schema::Filter filter;
    plan::VariableValues variables;  ///< for the names that revisions declare
  };

  /// `driver` must outlive this; `like` is a session in the database, null where it doesn't exist.
  Bench(const db::Driver& driver, Options options, db::Connection* like);

  [[nodiscard]] const db::Driver& driver() const { return driver_; }
  [[nodiscard]] const schema::Filter& filter() const { return options_.filter; }
  [[nodiscard]] const plan::VariableValues& variables() const { return options_.variables; }

  /// An empty database. Throws as Driver::scratch().
  [[nodiscard]] Trial empty() const;
  /// One in which the revisions up to each of `targets` were run; none: an empty one.
  [[nodiscard]] Trial with_revisions(const revision::RevisionGraph& graph,
                                     const std::vector<std::string>& targets) const;
  /// One with what schema files make. Throws as load_schema().
  [[nodiscard]] Trial with_files(const std::vector<SourceText>& files) const;
  /// One in which the statements were run, as a revision's are.
  [[nodiscard]] Trial with_statements(
      const std::vector<schema::PlannedStatement>& statements) const;

  /// What `upgrade TARGET` and `downgrade TARGET` do, in the trial's database.
  void upgrade(Trial& trial, const revision::RevisionGraph& graph, const std::string& target) const;
  void downgrade(Trial& trial, const revision::RevisionGraph& graph,
                 const std::string& target) const;

  /// The schema of a database, without what the filter leaves out.
  [[nodiscard]] schema::Catalog read(db::Connection& connection) const;

  /// The trial's database with its history, over a connection of its own; the history is in its
  /// first schema unless another is named.
  [[nodiscard]] Database open(const Trial& trial, const std::string& history_schema = "") const;

 private:
  [[nodiscard]] std::string server() const;

  const db::Driver& driver_;
  Options options_;
  db::Connection* like_;
  mutable std::unique_ptr<db::TemporaryServer> own_server_;  ///< when first needed
};

/// A revision of an otherwise empty graph that runs the statements.
[[nodiscard]] revision::NewRevision scripted(
    const std::vector<schema::PlannedStatement>& statements);
/// `revision`, whose files were not written yet, as the loader would have read them. Throws
/// Error{failed} when it would not have.
[[nodiscard]] revision::Revision in_memory(const revision::NewRevision& revision);
/// `graph` with one more revision.
[[nodiscard]] revision::RevisionGraph with_revision(const revision::RevisionGraph& graph,
                                                    const revision::NewRevision& revision);

}  // namespace migrate::workflow
