#include "lib/sqlite/backup.h"

#include <sqlite3.h>

#include <filesystem>

#include "lib/base/error.h"
#include "lib/base/shell_word.h"
#include "lib/sqlite/sqlite_connection.h"
#include "lib/sqlite/sqlite_url.h"

namespace migrate::sqlite {
namespace {

/// How many pages are copied between two looks at whether to stop.
constexpr int kPagesAtOnce = 1024;
/// How long a writer that holds the database is waited for, and how often it is asked.
constexpr int kPatienceMilliseconds = 60'000;
constexpr int kPauseMilliseconds = 20;
/// The check stops at its first finding.
constexpr const char* kCheck = "PRAGMA integrity_check(1)";
constexpr const char* kBytes =
    "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
constexpr int kStepsBetweenLooks = 100'000;

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Close>;

/// SQLite calls it every so many steps of a statement; 1 ends that.
int is_asked(void* stop) {
  const std::atomic<int>* asked = *static_cast<const std::atomic<int>**>(stop);
  return asked != nullptr && *asked != 0 ? 1 : 0;
}

Error failure(const std::string& what, sqlite3* database, int code) {
  const char* text = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return {ErrorCode::failed, "can't " + what + ": " + text};
}

/// Called for the nth time while another process holds the database; 0 gives up.
int on_busy(void* stop, int times) {
  if (is_asked(stop) || times * kPauseMilliseconds >= kPatienceMilliseconds) return 0;
  sqlite3_sleep(kPauseMilliseconds);
  return 1;
}

/// `*stop` must outlive it.
Owned<sqlite3> open(const std::string& path, const std::atomic<int>** stop,
                    const std::string& what) {
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Owned<sqlite3> database(opened);
  if (code != SQLITE_OK) throw failure(what, opened, code);
  sqlite3_busy_handler(opened, on_busy, stop);
  sqlite3_progress_handler(opened, kStepsBetweenLooks, is_asked, stop);
  return database;
}

void execute(sqlite3* database, const char* sql, const std::string& what) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw failure(what, database, code);
}

/// The first value of the first row, which there must be.
std::string value(sqlite3* database, const char* sql, const std::string& what) {
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(database, sql, -1, &prepared, nullptr);
  const Owned<sqlite3_stmt> statement(prepared);
  if (code == SQLITE_OK) code = sqlite3_step(prepared);
  if (code != SQLITE_ROW) throw failure(what, database, code);
  const unsigned char* text = sqlite3_column_text(prepared, 0);
  return text != nullptr ? reinterpret_cast<const char*>(text) : "";
}

class OnlineBackup final : public db::Archiver {
 public:
  [[nodiscard]] const std::string& program() const override { return program_; }
  [[nodiscard]] std::string_view suffix() const override { return ".db"; }

  void write(const db::ArchiveOrder& order) const override {
    if (!order.tables.empty()) {
      throw Error(ErrorCode::usage, "a backup of SQLite is of the whole file",
                  "leave the tables out");
    }
    const std::string what = "back up " + path_of(order.connect.url);
    const std::atomic<int>* stop = order.stop;
    const Owned<sqlite3> from = open(path_of(order.connect.url), &stop, what);
    const Owned<sqlite3> into = open(order.path, &stop, what);
    // What is begun anew when a run is killed needs no journal.
    execute(into.get(), "PRAGMA journal_mode = OFF", what);
    // Within a transaction the database stands still for us, however often others write.
    execute(from.get(), "BEGIN; SELECT count(*) FROM sqlite_schema", what);
    copy(from.get(), into.get(), &stop, what);
    execute(from.get(), "COMMIT", what);
  }

  void verify(const db::ArchiveOrder& order) const override {
    const std::string what = "read what was written";
    const std::atomic<int>* stop = order.stop;
    const Owned<sqlite3> database = open(order.path, &stop, what);
    // A page that was cut off reads as if zeroes were behind it, which the check may pass.
    if (value(database.get(), kBytes, what) !=
        std::to_string(std::filesystem::file_size(order.path))) {
      throw Error(ErrorCode::failed, "can't " + what + ": it was cut off");
    }
    const std::string found = value(database.get(), kCheck, what);
    if (found != "ok") {
      throw Error(ErrorCode::failed, "the database is damaged, and its copy as well: " + found,
                  "see 'migrate doctor'");
    }
  }

  [[nodiscard]] std::string restore_command(const db::ArchiveOrder& order,
                                            const std::string& path) const override {
    return "sqlite3 " + shell_word(path_of(order.connect.url)) + " " +
           shell_word(".restore " + dot_word(path));
  }

 private:
  static void copy(sqlite3* from, sqlite3* into, const std::atomic<int>** stop,
                   const std::string& what) {
    Owned<sqlite3_backup> backup(sqlite3_backup_init(into, "main", from, "main"));
    if (!backup) throw failure(what, into, sqlite3_errcode(into));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
      if (is_asked(stop) != 0) throw Error(ErrorCode::failed, "was asked to stop");
      code = sqlite3_backup_step(backup.get(), kPagesAtOnce);
    }
    const int end = sqlite3_backup_finish(backup.release());
    if (code != SQLITE_DONE || end != SQLITE_OK) throw failure(what, into, code);
  }

  /// A word of the shell's dot commands: in double quotes, where a backslash escapes.
  static std::string dot_word(const std::string& text) {
    std::string word = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') word += '\\';
      word += c;
    }
    return word + "\"";
  }

  std::string program_ = std::string("SQLite ") + sqlite3_libversion();
};

}  // namespace

std::unique_ptr<db::Archiver> make_archiver() { return std::make_unique<OnlineBackup>(); }

std::string place_of(const db::Connection& connection) {
  return dynamic_cast<const SqliteConnection&>(connection).file();
}

}  // namespace migrate::sqlite
