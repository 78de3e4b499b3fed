#include "lib/sqlite/scratch.h"

#include <filesystem>
#include <string_view>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/sqlite/sqlite_connection.h"

namespace migrate::sqlite {
namespace {

constexpr const char* kPrefix = "file:/migrate-scratch-";
constexpr std::string_view kScheme = "sqlite:";
/// What SQLite and the run lock put beside a database.
constexpr const char* kBeside[] = {"", "-journal", "-wal", "-shm", "-migrate.lock"};

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

/// The directory that `server` names; empty: none.
std::string directory_of(const std::string& server) {
  if (!server.starts_with(kScheme)) return {};
  std::string path = server.substr(kScheme.size());
  return is_directory(path) ? path : std::string();
}

class ScratchFile final : public db::Scratch {
 public:
  ScratchFile(const db::ConnectOptions& options, const std::string& directory)
      : options_(options), path_(directory + "/scratch-" + random_hex(16) + ".db") {
    options_.url = std::string(kScheme) + path_;
    options_.missing = db::ConnectOptions::Missing::create;
    // Nobody wants it back after a crash; what the project sets comes behind and wins.
    options_.session.insert(options_.session.begin(), {"synchronous", "OFF"});
  }
  ~ScratchFile() override {
    for (const char* suffix : kBeside) {
      std::error_code error;  // what can't be removed goes with the directory
      std::filesystem::remove(path_ + suffix, error);
    }
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const db::ConnectOptions& options() const override { return options_; }

 private:
  db::ConnectOptions options_;
  std::string path_;
};

class NoLock final : public db::Lock {
 public:
  [[nodiscard]] bool try_acquire() override { return true; }
  [[nodiscard]] db::LockHolder holder() override { return {}; }
  [[nodiscard]] std::optional<db::Request> confirm() const override { return std::nullopt; }
  void release() override {}
};

}  // namespace

std::unique_ptr<db::Scratch> make_scratch(const db::ConnectOptions& options,
                                          const std::string& server) {
  const std::string directory = directory_of(server);
  if (!directory.empty()) return std::make_unique<ScratchFile>(options, directory);
  return std::make_unique<ScratchDatabase>(options);
}

bool is_scratch(const std::string& path) { return path.starts_with(kPrefix); }

std::unique_ptr<db::Lock> scratch_lock() { return std::make_unique<NoLock>(); }

}  // namespace migrate::sqlite
