// A script that is one transaction together with what is recorded about it.
#pragma once

#include <string>

#include "lib/base/error.h"
#include "lib/base/source_text.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

/// Rolled back when destroyed, unless it was committed.
class ScriptTransaction {
 public:
  /// Begins it. Throws Error as submit().
  explicit ScriptTransaction(Database& database);
  ~ScriptTransaction();
  ScriptTransaction(const ScriptTransaction&) = delete;
  ScriptTransaction& operator=(const ScriptTransaction&) = delete;

  /// What a script of this kind may return.
  enum class Rows {
    any,  ///< they are not looked at
    none  ///< one is a failure: it names what is wrong
  };
  /// Runs the statements of `script`. `kind`: what messages call it, "a seed file". Throws
  /// Error{failed} with the place of a statement that fails, that can't run in a transaction, or
  /// that returns a row where there may be none.
  void run(const SourceText& script, const std::string& kind, Rows rows);
  /// Throws Error: failed, or unreachable when the connection is lost.
  void submit(db::Request request);
  void submit_all(std::vector<db::Request> requests);
  /// And gives the session back as it was.
  void commit();

 private:
  [[nodiscard]] db::Outcome attempt(db::Request request);

  Database& database_;
  bool open_ = true;
};

}  // namespace migrate::workflow
