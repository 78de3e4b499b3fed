#include "lib/sqlite/sqlite_failure.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "lib/base/file.h"
#include "lib/base/process.h"

namespace migrate::sqlite {
namespace {

struct ResultName {
  int code;
  std::string_view name;
};

// The codes that a migration can meet; the list of the manual, in its order.
#define NAMED(code) \
  { code, #code }
constexpr ResultName kResultNames[] = {
    NAMED(SQLITE_ERROR),
    NAMED(SQLITE_INTERNAL),
    NAMED(SQLITE_PERM),
    NAMED(SQLITE_ABORT),
    NAMED(SQLITE_ABORT_ROLLBACK),
    NAMED(SQLITE_BUSY),
    NAMED(SQLITE_BUSY_RECOVERY),
    NAMED(SQLITE_BUSY_SNAPSHOT),
    NAMED(SQLITE_LOCKED),
    NAMED(SQLITE_LOCKED_SHAREDCACHE),
    NAMED(SQLITE_LOCKED_VTAB),
    NAMED(SQLITE_NOMEM),
    NAMED(SQLITE_READONLY),
    NAMED(SQLITE_READONLY_RECOVERY),
    NAMED(SQLITE_READONLY_CANTLOCK),
    NAMED(SQLITE_READONLY_ROLLBACK),
    NAMED(SQLITE_READONLY_DBMOVED),
    NAMED(SQLITE_READONLY_CANTINIT),
    NAMED(SQLITE_READONLY_DIRECTORY),
    NAMED(SQLITE_INTERRUPT),
    NAMED(SQLITE_IOERR),
    NAMED(SQLITE_IOERR_READ),
    NAMED(SQLITE_IOERR_SHORT_READ),
    NAMED(SQLITE_IOERR_WRITE),
    NAMED(SQLITE_IOERR_FSYNC),
    NAMED(SQLITE_IOERR_TRUNCATE),
    NAMED(SQLITE_IOERR_LOCK),
    NAMED(SQLITE_CORRUPT),
    NAMED(SQLITE_CORRUPT_VTAB),
    NAMED(SQLITE_CORRUPT_INDEX),
    NAMED(SQLITE_NOTFOUND),
    NAMED(SQLITE_FULL),
    NAMED(SQLITE_CANTOPEN),
    NAMED(SQLITE_CANTOPEN_ISDIR),
    NAMED(SQLITE_CANTOPEN_SYMLINK),
    NAMED(SQLITE_PROTOCOL),
    NAMED(SQLITE_SCHEMA),
    NAMED(SQLITE_TOOBIG),
    NAMED(SQLITE_CONSTRAINT),
    NAMED(SQLITE_CONSTRAINT_CHECK),
    NAMED(SQLITE_CONSTRAINT_COMMITHOOK),
    NAMED(SQLITE_CONSTRAINT_FOREIGNKEY),
    NAMED(SQLITE_CONSTRAINT_FUNCTION),
    NAMED(SQLITE_CONSTRAINT_NOTNULL),
    NAMED(SQLITE_CONSTRAINT_PRIMARYKEY),
    NAMED(SQLITE_CONSTRAINT_TRIGGER),
    NAMED(SQLITE_CONSTRAINT_UNIQUE),
    NAMED(SQLITE_CONSTRAINT_VTAB),
    NAMED(SQLITE_CONSTRAINT_ROWID),
    NAMED(SQLITE_CONSTRAINT_PINNED),
    NAMED(SQLITE_CONSTRAINT_DATATYPE),
    NAMED(SQLITE_MISMATCH),
    NAMED(SQLITE_MISUSE),
    NAMED(SQLITE_NOLFS),
    NAMED(SQLITE_AUTH),
    NAMED(SQLITE_RANGE),
    NAMED(SQLITE_NOTADB),
};
#undef NAMED

constexpr int kPrimaryMask = 0xff;  // the low byte of an extended code is its primary code

struct Cure {
  int primary;
  std::string_view hint;
};

constexpr Cure kCures[] = {
    {SQLITE_BUSY, "another process is using the database; `fuser FILE` shows which"},
    {SQLITE_FULL, "free space on the file's disk (or raise PRAGMA max_page_count), then run again"},
    {SQLITE_READONLY, "give this user the right to write the file and its directory"},
    {SQLITE_CORRUPT, "restore a backup; `PRAGMA integrity_check` lists what is damaged"},
    {SQLITE_NOTADB, "the file is no SQLite database, or an encrypted one; name another file"},
    {SQLITE_IOERR, "the file system failed to read or write; see the system's log"},
};

std::string cure_for(int code) {
  for (const Cure& cure : kCures) {
    if (cure.primary == (code & kPrimaryMask)) return std::string(cure.hint);
  }
  return code == SQLITE_CONSTRAINT_FOREIGNKEY ? "`PRAGMA foreign_key_check` lists such rows" : "";
}

// SQLite has no codes for these: only the text tells (build.c, pragma.c, vacuum.c).
db::Failure::Cause cause_of(int code, std::string_view message) {
  using Cause = db::Failure::Cause;
  const auto says = [&](std::string_view part) {
    return message.find(part) != std::string_view::npos;
  };
  switch (code & kPrimaryMask) {
    case SQLITE_BUSY:
      return Cause::busy;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
      return Cause::no_room;
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_INTERRUPT:
      return Cause::surroundings;
    case SQLITE_ERROR:
      break;
    default:
      return Cause::other;
  }
  if (says("from within a transaction") || says("inside a transaction") ||
      says("database within transaction")) {
    return Cause::in_a_transaction;
  }
  if (says(" already exists") || says("duplicate column name")) return Cause::already_exists;
  return Cause::other;
}

std::string directory_of(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path().string();
  return directory.empty() ? "." : directory;
}

Error unreachable(const std::string& path, const std::string& why, const std::string& hint) {
  return {ErrorCode::unreachable, "can't open the database '" + path + "': " + why, hint};
}

Error cannot_open(const std::string& path, const std::string& message) {
  const std::string directory = directory_of(path);
  if (is_directory(path)) {
    return unreachable(path, "it is a directory", "name a file in it");
  }
  if (!path_exists(directory)) {
    return unreachable(path, "the directory '" + directory + "' does not exist",
                       "create it: mkdir -p '" + directory + "'");
  }
  if (!path_exists(path) && access(directory.c_str(), W_OK) != 0) {
    return unreachable(
        path, "it does not exist, and '" + directory + "' can't be written by " + user_name(),
        "create the file, or give this user the right to write the directory");
  }
  if (!path_exists(path)) {
    return unreachable(path, "it does not exist",
                       "check the path; an upgrade creates the file when it is missing");
  }
  if (access(path.c_str(), R_OK) != 0) {
    return unreachable(path, "it can't be read by " + user_name(),
                       "give this user the right to read and write the file");
  }
  return unreachable(path, message, "see that the file and its directory can be written");
}

}  // namespace

std::string result_name(int code) {
  for (const int candidate : {code, code & kPrimaryMask}) {
    for (const ResultName& known : kResultNames) {
      if (known.code == candidate) return std::string(known.name);
    }
  }
  return "SQLITE_" + std::to_string(code);
}

db::Failure failure_of(sqlite3* database, int code) {
  db::Failure failure;
  failure.sqlstate = result_name(code);
  failure.message = sqlite3_errmsg(database);
  failure.hint = cure_for(code);
  failure.cause = cause_of(code, failure.message);
  return failure;
}

Error open_error(const std::string& path, sqlite3* database, int code) {
  const std::string message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  switch (code & kPrimaryMask) {
    case SQLITE_BUSY:
      return {ErrorCode::locked, "the database '" + path + "' is locked by another process",
              "wait for it and run again; `fuser '" + path + "'` shows which process it is"};
    case SQLITE_CANTOPEN:
      return cannot_open(path, message);
    default:
      return unreachable(path, message, cure_for(code));
  }
}

}  // namespace migrate::sqlite
