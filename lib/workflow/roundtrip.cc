#include "lib/workflow/roundtrip.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/workflow/smoke_start.h"

namespace migrate::workflow {

namespace {

using revision::Revision;

OneWay named(const Revision& revision, std::string reason) {
  return {revision.id, revision.message, std::move(reason)};
}

/// What the way back is said to lose; null: nothing.
const std::string* said_to_lose(const Revision& revision) {
  return revision.down ? revision.down->header.find("lossy") : nullptr;
}

/// The database at one moment.
struct Moment {
  schema::Catalog catalog;
  RowSums rows;
};

class Roundtrip {
 public:
  Roundtrip(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome)
      : sandbox_(sandbox), subject_(subject), outcome_(outcome) {}

  void run() {
    const revision::RevisionGraph& graph = subject_.graph;
    std::vector<bool> left(graph.size(), true);
    if (subject_.dump) {
      start(sandbox_, subject_, outcome_);
      has_rows_ = true;
      for (const revision::AppliedRevision& row : sandbox_.history().rows) {
        if (const auto index = graph.find(row.id)) left[*index] = false;
      }
    }
    now_ = look();
    if (!subject_.seed.empty() && !subject_.dump) {
      // It has the rows for what comes behind the previous revisions.
      if (!go_through(previous(), left)) return;
      outcome_.reason = "the seed can't be loaded";
      sandbox_.load(subject_.seed);
      has_rows_ = true;
      now_ = look();
    }
    (void)go_through(left, left);
  }

 private:
  /// The previous revisions and what they stand on, as a mask over the graph's order.
  [[nodiscard]] std::vector<bool> previous() const {
    std::vector<size_t> indices;
    for (const Revision& revision : subject_.previous->graph.revisions()) {
      if (const auto index = subject_.graph.find(revision.id)) indices.push_back(*index);
    }
    return subject_.graph.closure(indices);
  }

  /// Those of `wanted` that are left. False when one failed.
  bool go_through(std::vector<bool> wanted, std::vector<bool>& left) {
    for (size_t i = 0; i < subject_.graph.size(); ++i) {
      if (!wanted[i] || !left[i]) continue;
      left[i] = false;
      if (!go(subject_.graph.at(i))) return false;
    }
    return true;
  }

  bool go(const Revision& revision) {
    outcome_.culprit = named(revision, "");
    outcome_.reason = "its up script fails";
    const std::string run = sandbox_.upgrade(subject_.graph, revision.id).run_id;
    ++outcome_.applied;
    if (revision.irreversible) {
      outcome_.not_undone.push_back(named(revision, *revision.irreversible));
      now_ = look();
    } else if (!down_and_up(revision, run)) {
      outcome_.verdict = SmokeOutcome::Verdict::failed;
      return false;
    }
    outcome_.culprit.reset();
    outcome_.reason.clear();
    return true;
  }

  bool down_and_up(const Revision& revision, const std::string& run) {
    const schema::Catalog above = sandbox_.catalog();
    outcome_.reason = "its down script fails";
    sandbox_.undo(subject_.graph, run);
    ++outcome_.undone;
    const Moment below = look();
    outcome_.reason = "its down script does not restore the schema";
    if (!is_equal(below.catalog, now_.catalog)) return false;
    outcome_.reason = "its down script does not restore the rows";
    if (!rows_are_back(revision, below)) return false;
    outcome_.reason = "its up script fails behind its down script";
    sandbox_.upgrade(subject_.graph, revision.id);
    now_ = look();
    outcome_.reason = "its up script makes another schema behind its down script";
    return is_equal(now_.catalog, above);
  }

  bool is_equal(const schema::Catalog& actual, const schema::Catalog& expected) {
    if (schema::difference(actual, expected).empty()) return true;
    Drift drift = find_drift(sandbox_.bench(), actual, expected, {}, {});
    if (drift.none()) return true;
    outcome_.difference = std::move(drift);
    return false;
  }

  bool rows_are_back(const Revision& revision, const Moment& below) {
    std::vector<ChangedRows> changed = changed_rows(now_.rows, below.rows);
    if (changed.empty()) return true;
    if (const std::string* lost = said_to_lose(revision)) {
      outcome_.lossy.push_back(named(revision, *lost));
      return true;
    }
    outcome_.rows = std::move(changed);
    return false;
  }

  [[nodiscard]] Moment look() {
    Moment moment;
    moment.catalog = sandbox_.catalog();
    if (has_rows_) moment.rows = sandbox_.rows(moment.catalog);
    return moment;
  }

  Sandbox& sandbox_;
  const SmokeSubject& subject_;
  SmokeOutcome& outcome_;
  Moment now_;  ///< before the next revision
  bool has_rows_ = false;
};

}  // namespace

void roundtrip(Sandbox& sandbox, const SmokeSubject& subject, SmokeOutcome& outcome) {
  Roundtrip(sandbox, subject, outcome).run();
}

}  // namespace migrate::workflow
