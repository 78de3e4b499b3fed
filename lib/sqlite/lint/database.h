// A database in memory that can do no harm.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/sqlite/lint/model.h"

namespace migrate::sqlite::lint {

/// How a request ended; `message` is empty where it went well.
struct Ending {
  std::string message;
  std::optional<size_t> offset;
};

class SafeDatabase {
 public:
  SafeDatabase();

  enum class Extent { prepare, run };
  /// Whether double quotes around what is no name make a string, or an error.
  enum class Quotes { strict, lenient };
  /// Prepares one statement and, if wanted, runs it to its end. `accesses`: gets what the statement
  /// itself does; may be null.
  Ending attempt(const std::string& sql, Extent extent, Quotes quotes,
                 std::vector<Access>* accesses);
  /// Rows of a query of ours, null as "". Nothing where it fails: it asks for what may not be
  /// there.
  [[nodiscard]] std::vector<std::vector<std::string>> query(const std::string& sql,
                                                            const std::string& parameter = "");
  /// Runs a statement of ours; true where it went well.
  bool run(const std::string& sql);
  [[nodiscard]] bool in_transaction() const;
  /// Whether triggers fire.
  enum class Triggers { off, on };
  void set(Triggers triggers);

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  static int on_authorize(void* self, int action, const char* first, const char* second,
                          const char* database, const char* within);
  static int on_progress(void* self);
  void start_clock();

  std::unique_ptr<sqlite3, Close> handle_;
  std::vector<Access>* accesses_ = nullptr;
  std::chrono::steady_clock::time_point deadline_;
  int64_t memory_at_start_ = 0;
};

}  // namespace migrate::sqlite::lint
