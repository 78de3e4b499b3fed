// The run lock of a SQLite database: flock(2) on a file beside it, so that readers and writers of
// the database itself are never refused.
#pragma once

#include <string>

#include "lib/db/driver.h"

namespace migrate::sqlite {

/// `<database>-migrate.lock`, mode 0600. The file stays when the lock is released: removing it
/// would let a waiter lock a file that no one else can find. It holds one line about its holder.
class SqliteLock final : public db::Lock {
 public:
  /// `run` is what the lock's file says about the holder, "migrate/<run id>".
  SqliteLock(const std::string& database, std::string run);
  ~SqliteLock() override;
  SqliteLock(const SqliteLock&) = delete;
  SqliteLock& operator=(const SqliteLock&) = delete;

  [[nodiscard]] bool try_acquire() override;
  [[nodiscard]] db::LockHolder holder() override;
  /// None: the kernel keeps the lock for as long as the process lives.
  [[nodiscard]] std::optional<db::Request> confirm() const override { return std::nullopt; }
  void release() override;

 private:
  std::string path_;
  std::string run_;
  int descriptor_ = -1;  ///< open only while the lock is held
};

}  // namespace migrate::sqlite
