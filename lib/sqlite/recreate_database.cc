#include "lib/sqlite/recreate_database.h"

#include <sqlite3.h>

#include <memory>
#include <string>

#include "lib/base/error.h"
#include "lib/sqlite/sqlite_url.h"

namespace migrate::sqlite {
namespace {

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

void demand(int result, sqlite3* database, const std::string& path) {
  if (result == SQLITE_OK) return;
  const std::string why = "can't empty the database " + path + ": " + sqlite3_errmsg(database);
  const int code = result & 0xff;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    throw Error(ErrorCode::locked, why, "another program is in a transaction: end that one");
  }
  throw Error(ErrorCode::failed, why);
}

}  // namespace

void recreate_database(const db::ConnectOptions& options) {
  const std::string path = path_of(options.url);
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, Closer> database(opened);
  demand(result, opened, path);
  sqlite3_busy_timeout(opened, static_cast<int>(options.lock_timeout.count()));
  // The schema is read first, as the documentation of the switch wants it; it may be damaged.
  (void)sqlite3_exec(opened, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  demand(sqlite3_db_config(opened, SQLITE_DBCONFIG_RESET_DATABASE, 1, nullptr), opened, path);
  demand(sqlite3_exec(opened, "VACUUM", nullptr, nullptr, nullptr), opened, path);
}

}  // namespace migrate::sqlite
