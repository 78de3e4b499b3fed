#include "lib/sqlite/scratch.h"

#include <utility>

#include "lib/base/hash.h"
#include "lib/sqlite/sqlite_connection.h"

namespace migrate::sqlite {
namespace {

constexpr const char* kPrefix = "file:/migrate-scratch-";

/// The database lives as long as one connection to it is open: this one.
class ScratchDatabase final : public db::Scratch {
 public:
  explicit ScratchDatabase(const db::ConnectOptions& options) : options_(options) {
    const std::string path = kPrefix + random_hex(16) + "?vfs=memdb";
    options_.url = "sqlite:" + path;
    options_.missing = db::ConnectOptions::Missing::create;
    keeper_ = std::make_unique<SqliteConnection>(path, options_);
  }
  [[nodiscard]] const db::ConnectOptions& options() const override { return options_; }

 private:
  db::ConnectOptions options_;
  std::unique_ptr<SqliteConnection> keeper_;
};

class NoLock final : public db::Lock {
 public:
  [[nodiscard]] bool try_acquire() override { return true; }
  [[nodiscard]] db::LockHolder holder() override { return {}; }
  [[nodiscard]] std::optional<db::Request> confirm() const override { return std::nullopt; }
  void release() override {}
};

}  // namespace

std::unique_ptr<db::Scratch> make_scratch(const db::ConnectOptions& options) {
  return std::make_unique<ScratchDatabase>(options);
}

bool is_scratch(const std::string& path) { return path.starts_with(kPrefix); }

std::unique_ptr<db::Lock> scratch_lock() { return std::make_unique<NoLock>(); }

}  // namespace migrate::sqlite
