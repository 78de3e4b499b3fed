// A project in a temporary directory and an empty database of one engine, for the tests of runs.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/engines.h"
#include "lib/run/observer.h"
#include "lib/workflow/apply.h"
#include "lib/workflow/record.h"
#include "tests/support/temp_dir.h"

namespace migrate::test {

/// Keeps what a run told, a line per event; calls `hook` on each.
class RecordingObserver final : public run::Observer {
 public:
  void on(const run::Event& event) override;
  void watched(const db::Activity& activity) override;

  std::vector<std::string> lines;
  std::function<void(const run::Event&)> hook;
  std::function<void(const db::Activity&)> watched_hook;  ///< on the watching thread
};

class Project {
 public:
  explicit Project(const std::string& engine);

  /// Writes a revision's files; no down file when `down` is empty. `keys`: further header lines.
  void revision(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down = "", const std::string& keys = "");
  [[nodiscard]] std::string up_path(const std::string& id) const {
    return directory_ / ("versions/" + id + ".up.sql");
  }

  [[nodiscard]] revision::RevisionGraph graph() const;
  [[nodiscard]] std::unique_ptr<workflow::Database> open() const;
  workflow::ApplyResult upgrade(const std::string& target = "");
  workflow::ApplyResult downgrade(const std::string& target = "");
  /// The Error of the act, which must throw one.
  Error failure_of(const std::function<void()>& act) const;
  Error upgrade_failure() {
    return failure_of([this] { upgrade(); });
  }

  /// First column of the first row, in a session of its own.
  [[nodiscard]] std::string scalar(const std::string& sql) const;
  void execute(const std::string& sql) const;
  /// "a b" for applied, "c(running up 2)" for half-run rows, in the order of the history.
  [[nodiscard]] std::string applied() const;
  /// Names and definitions of everything in the database but the history, as one text.
  [[nodiscard]] std::string catalog() const;
  [[nodiscard]] bool is_postgresql() const { return engine_ == "postgresql"; }
  [[nodiscard]] const std::string& engine() const { return engine_; }
  [[nodiscard]] const std::string& url() const { return options.connect.url; }

  workflow::DatabaseOptions options;
  workflow::ApplyOptions apply;
  RecordingObserver observer;

 private:
  std::string engine_;
  TempDir directory_;
  std::unique_ptr<db::Driver> driver_;
};

class RunTest : public testing::TestWithParam<std::string> {
 protected:
  /// A statement that must run outside a transaction, and leaves no trace when it runs again.
  [[nodiscard]] std::string alone(const std::string& table) const {
    return project_.is_postgresql()
               ? "CREATE INDEX CONCURRENTLY " + table + "_ix ON " + table + " (a);"
               : "PRAGMA journal_mode = delete;";
  }
  Project project_{GetParam()};
};

}  // namespace migrate::test
