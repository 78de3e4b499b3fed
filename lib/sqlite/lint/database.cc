#include "lib/sqlite/lint/database.h"

#include <new>

#include "lib/base/text.h"

namespace migrate::sqlite::lint {
namespace {

/// A statement that changes a schema without rows takes microseconds; one that takes longer than
/// this computes something.
constexpr std::chrono::seconds kLongestStatement{2};
/// How many instructions of SQLite's machine lie between two looks at the clock.
/// Few, for each may make a value of kLongestValue.
constexpr int kProgressInstructions = 100;
/// What a statement may take for its work, beside what it stores.
constexpr int64_t kMostWorkBytes = 256 * 1024 * 1024;
/// Pages of 4 KiB: 64 MiB. A schema of 10,000 tables has 10 MiB.
constexpr const char* kLimits =
    "PRAGMA temp_store = MEMORY; PRAGMA main.max_page_count = 16384; "
    "PRAGMA temp.max_page_count = 16384;";
constexpr int kLongestValue = 2 * 1024 * 1024;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

std::string text_of(const char* text) { return text == nullptr ? "" : to_lower(text); }

std::optional<size_t> error_offset([[maybe_unused]] sqlite3* database) {
#if SQLITE_VERSION_NUMBER >= 3038000
  const int offset = sqlite3_error_offset(database);
  if (offset >= 0) return static_cast<size_t>(offset);
#endif
  return std::nullopt;
}

}  // namespace

SafeDatabase::SafeDatabase() {
  sqlite3* handle = nullptr;
  if (sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) !=
      SQLITE_OK) {
    sqlite3_close(handle);
    throw std::bad_alloc();  // there is no file that could be in the way
  }
  handle_.reset(handle);
  sqlite3_exec(handle, kLimits, nullptr, nullptr, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLongestValue);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_set_authorizer(handle, on_authorize, this);
  sqlite3_progress_handler(handle, kProgressInstructions, on_progress, this);
}

void SafeDatabase::start_clock() {
  deadline_ = std::chrono::steady_clock::now() + kLongestStatement;
  memory_at_start_ = sqlite3_memory_used();
}

int SafeDatabase::on_progress(void* self) {
  const auto& database = *static_cast<SafeDatabase*>(self);
  const bool large = sqlite3_memory_used() - database.memory_at_start_ > kMostWorkBytes;
  return large || std::chrono::steady_clock::now() > database.deadline_ ? 1 : 0;
}

// Called while a statement is prepared. `within`: the trigger or view whose text it is at.
int SafeDatabase::on_authorize(void* self, int action, const char* first, const char* second,
                               const char* /*database*/, const char* within) {
  const auto note = [&](Access::Kind kind) {
    auto& accesses = static_cast<SafeDatabase*>(self)->accesses_;
    if (accesses == nullptr || (within != nullptr && kind != Access::Kind::read)) return;
    const bool column = kind == Access::Kind::read || kind == Access::Kind::update;
    accesses->push_back({kind, text_of(first), column ? text_of(second) : ""});
  };
  switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      return SQLITE_DENY;
    case SQLITE_FUNCTION:
      return text_of(second) == "load_extension" || text_of(second) == "fts3_tokenizer"
                 ? SQLITE_DENY
                 : SQLITE_OK;
    case SQLITE_READ:
      note(Access::Kind::read);
      break;
    case SQLITE_INSERT:
      note(Access::Kind::insert);
      break;
    case SQLITE_UPDATE:
      note(Access::Kind::update);
      break;
    case SQLITE_DELETE:
      note(Access::Kind::remove);
      break;
    default:
      break;
  }
  return SQLITE_OK;
}

Ending SafeDatabase::attempt(const std::string& sql, Extent extent, Quotes quotes,
                             std::vector<Access>* accesses) {
  const int lenient = quotes == Quotes::lenient ? 1 : 0;
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DQS_DML, lenient, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DQS_DDL, lenient, nullptr);
  start_clock();
  accesses_ = accesses;
  sqlite3_stmt* prepared = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                &prepared, nullptr);
  accesses_ = nullptr;
  const StatementPtr statement(prepared);
  if (code != SQLITE_OK) return {sqlite3_errmsg(handle_.get()), error_offset(handle_.get())};
  if (extent == Extent::prepare || prepared == nullptr) return {};
  do {
    code = sqlite3_step(prepared);
  } while (code == SQLITE_ROW);
  if (code == SQLITE_DONE) return {};
  return {sqlite3_errmsg(handle_.get()), error_offset(handle_.get())};
}

std::vector<std::vector<std::string>> SafeDatabase::query(const std::string& sql,
                                                          const std::string& parameter) {
  start_clock();
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &prepared, nullptr);
  const StatementPtr statement(prepared);
  std::vector<std::vector<std::string>> rows;
  if (prepared == nullptr) return rows;
  if (sqlite3_bind_parameter_count(prepared) > 0) {
    sqlite3_bind_text(prepared, 1, parameter.data(), static_cast<int>(parameter.size()),
                      SQLITE_STATIC);
  }
  while (sqlite3_step(prepared) == SQLITE_ROW) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
      const auto* text = sqlite3_column_text(prepared, i);
      row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
    }
  }
  return rows;
}

bool SafeDatabase::run(const std::string& sql) {
  return attempt(sql, Extent::run, Quotes::lenient, nullptr).message.empty();
}

bool SafeDatabase::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

void SafeDatabase::set(Triggers triggers) {
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, triggers == Triggers::on ? 1 : 0,
                    nullptr);
}

}  // namespace migrate::sqlite::lint
