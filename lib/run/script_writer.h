// A run, written down for the engine's own shell: the same operations that the runner submits, as a
// script that a person reads and psql or sqlite3 runs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/sink.h"
#include "lib/db/driver.h"
#include "lib/db/shell.h"
#include "lib/plan/plan.h"
#include "lib/plan/variables.h"
#include "lib/run/program.h"

namespace migrate::run {

struct ScriptOptions {
  std::vector<std::string> title;  ///< the first lines, as comments
  plan::VariableValues variables;
  /// Whether each step first looks if it is done already.
  enum class Steps { all, missing } steps = Steps::all;
  /// Whether each statement is preceded by its place and how it runs.
  enum class Annotations { none, statements } annotations = Annotations::none;
};

/// Not for use by two threads at once.
class ScriptWriter {
 public:
  /// All references must outlive the writer.
  ScriptWriter(const db::Driver& driver, db::Shell& shell, Sink& output, ScriptOptions options);

  /// What goes before everything: title, session, lock, guard. `plan`: all that write() will get.
  void open(const plan::Plan& plan, const db::Guard& guard);
  /// All operations of `program`, which runs `plan`. Throws Error{check} for a statement that the
  /// shell would read in another way, with its place.
  void write(const plan::Plan& plan, Program& program);
  /// One transaction of the history's own, with a line that says what it is for. `confirm`: see
  /// HistoryStore::check_generation.
  void write(const std::string& heading, const std::optional<db::Request>& confirm,
             const std::vector<db::Request>& records);
  /// Frees the lock.
  void close();

 private:
  void demand_secrets(const plan::Plan& plan);
  void begin_step(const plan::Plan& plan, size_t index);
  void end_step(const plan::Step& step);
  void write(const plan::Step& step, const Operation& operation);
  void write_statement(const plan::Step& step, const Operation& operation);
  void write_check(const plan::Step& step, const Operation& operation);
  void write_copy_data(const db::CopyData& data);
  void refuse_what_changes_meaning(const plan::Step& step, const sql::Statement& statement,
                                   std::string_view text) const;

  const db::Driver& driver_;
  db::Shell& shell_;
  Sink& output_;
  ScriptOptions options_;
};

}  // namespace migrate::run
