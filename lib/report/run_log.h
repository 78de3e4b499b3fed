// What the statements of a run answered: kept while the run goes on, for its JSON.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/run/observer.h"

namespace migrate::report {

/// Passes every event on, and keeps the answers of statements that returned rows or notices.
/// What a retried segment answered is kept as often as it did.
class RunLog : public run::Observer {
 public:
  /// `next` must outlive this.
  explicit RunLog(run::Observer& next) : next_(next) {}
  void on(const run::Event& event) override;
  /// "answers" of the shape "run" in docs/json.md.
  [[nodiscard]] json::Value answers() const { return answers_; }

 private:
  run::Observer& next_;
  json::Array answers_;
};

}  // namespace migrate::report
