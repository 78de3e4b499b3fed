#include "lib/sqlite/examine.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>

#include "lib/sqlite/embedded_sql.h"

namespace migrate::sqlite {
namespace {

using db::Look;

constexpr std::array kLooks = {
    Look{"damaged-database", Severity::error},
    Look{"foreign-key-violation", Severity::error},
    Look{"journal-mode", Severity::note},
};

/// A checkpoint is tried at every 1,000 pages (4 MiB): a log of this size has gone without one.
constexpr int64_t kLargeWalBytes = 64 * 1024 * 1024;

std::string directory_of(const std::string& file) {
  const size_t slash = file.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : file.substr(0, slash);
}

std::optional<Diagnostic> directory_finding(const std::string& file) {
  const std::string directory = directory_of(file);
  if (access(directory.c_str(), W_OK | X_OK) == 0) return std::nullopt;
  Diagnostic found;
  found.code = "directory-not-writable";
  found.message = "the directory " + directory + " can't be written";
  found.detail = "SQLite makes its journal, and migrate its lock, beside the database file";
  found.hint = "run as a user who may write there, or: chmod u+rwx '" + directory + "'";
  return found;
}

std::optional<Diagnostic> wal_finding(const std::string& file) {
  struct stat status {};
  const std::string wal = file + "-wal";
  if (stat(wal.c_str(), &status) != 0 || status.st_size < kLargeWalBytes) return std::nullopt;
  Diagnostic found;
  found.severity = Severity::warning;
  found.code = "large-wal";
  found.message = "the write-ahead log " + wal + " has " +
                  std::to_string(status.st_size / (1024 * 1024)) + " MiB";
  found.detail =
      "every read searches it; a reader that never ends keeps it from being written back";
  found.hint = "end long readers, then: PRAGMA wal_checkpoint(TRUNCATE);";
  return found;
}

}  // namespace

std::vector<Diagnostic> examine(db::Connection& connection, const std::string& file) {
  std::vector<Diagnostic> found;
  for (const Look& look : kLooks) {
    const db::Outcome outcome = db::try_execute(
        connection,
        {.sql = std::string(embedded_sql(db::query_name(look))), .keep_rows = db::kMostFindings});
    for (Diagnostic& finding : db::findings(look, outcome)) found.push_back(std::move(finding));
  }
  for (auto& finding : {directory_finding(file), wal_finding(file)}) {
    if (finding) found.push_back(*finding);
  }
  return found;
}

}  // namespace migrate::sqlite
