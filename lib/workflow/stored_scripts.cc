#include "lib/workflow/stored_scripts.h"

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "lib/plan/state.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;

class Keeper {
 public:
  Keeper(Database& database, size_t limit) : database_(database), limit_(limit) {
    for (std::string& checksum : database.store().missing_scripts(database.connection())) {
      missing_.insert(std::move(checksum));
    }
  }

  [[nodiscard]] bool done() const { return missing_.empty(); }
  void keep(const revision::Revision& revision, const AppliedRevision& row) {
    if (revision.up.source.size() <= limit_) keep(revision.up, row.up_checksum);
    if (revision.down) keep(*revision.down, row.down_checksum);
  }
  void write() {
    if (!requests_.empty()) {
      database_.store().write(database_.connection(), std::move(requests_));
    }
  }

 private:
  /// A file that was edited since has another checksum: it is not what ran.
  void keep(const revision::ScriptFile& script, const std::string& checksum) {
    if (!missing_.contains(checksum) ||
        plan::checksum_of(script, database_.driver().dialect()) != checksum) {
      return;
    }
    missing_.erase(checksum);
    requests_.push_back(database_.store().kept({checksum, script.source.read_all()}));
  }

  Database& database_;
  size_t limit_;
  std::unordered_set<std::string> missing_;
  std::vector<db::Request> requests_;
};

}  // namespace

void keep_missing_scripts(Database& database, const revision::RevisionGraph& graph, size_t limit) {
  Keeper keeper(database, limit);
  if (keeper.done()) return;
  const plan::State state = plan::match(graph, database.history());
  for (size_t index = 0; index < graph.size() && !keeper.done(); ++index) {
    if (state.applied[index]) keeper.keep(graph.at(index), *state.row(graph.at(index).id));
  }
  keeper.write();
}

}  // namespace migrate::workflow
