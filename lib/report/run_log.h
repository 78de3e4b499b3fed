// What the statements of a run answered: kept while the run goes on, for its JSON.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.h"
#include "lib/run/observer.h"

namespace migrate::report {

/// Passes every event on, and keeps the answers of statements that returned rows or notices, the
/// retries, and whose sessions were ended. What a retried segment answered is kept as often as it
/// did.
class RunLog : public run::Observer {
 public:
  /// `next` must outlive this.
  explicit RunLog(run::Observer& next) : next_(next) {}
  void on(const run::Event& event) override;
  [[nodiscard]] bool looks_on() const override { return next_.looks_on(); }
  void watched(const db::Activity& activity) override { next_.watched(activity); }
  /// "answers" of the shape "run" in docs/json.md.
  [[nodiscard]] json::Value answers() const { return answers_; }
  /// "retries" and "killed" of it.
  [[nodiscard]] json::Value retries() const { return retries_; }
  [[nodiscard]] json::Value killed() const { return killed_; }

 private:
  void keep_answer(const run::Event& event);

  run::Observer& next_;
  json::Array answers_;
  json::Array retries_;
  json::Array killed_;
};

}  // namespace migrate::report
