#include "lib/sqlite/sqlite_session.h"

#include <sqlite3.h>

#include <cstring>
#include <variant>

#include "lib/base/json.h"
#include "lib/base/text.h"

namespace migrate::sqlite {
namespace {

bool flag(const json::Value& state, std::string_view key) {
  const auto* number = std::get_if<int64_t>(&state[key].data());
  return number != nullptr && *number != 0;
}

[[noreturn]] void refuse_resume(const std::string& what) {
  throw Error(ErrorCode::in_doubt,
              "the half-run script had " + what + ", which ended with its session",
              "finish it by hand, then say so: migrate resolve REV --applied");
}

}  // namespace

db::Request pragma_known(const std::string& name) {
  db::Request request;
  request.sql = "SELECT 1 FROM pragma_pragma_list WHERE name = lower(?1)";
  request.parameters = {db::text(name)};
  return request;
}

Error unknown_pragma(const std::string& name) {
  return {ErrorCode::usage,
          "SQLite " + std::string(sqlite3_libversion()) + " has no PRAGMA '" + name + "'",
          "correct it in the [session] table of the configuration"};
}

db::Request pragma_set(const std::string& name, const std::string& value) {
  db::Request request;
  request.sql = "PRAGMA " + name + " = '" + replace_all(value, "'", "''") + "'";
  return request;
}

bool touches_session(int action, const char* first, const char* second, const char* database) {
  const auto is_temp = [](const char* name) {
    return name != nullptr && std::strcmp(name, "temp") == 0;
  };
  switch (action) {
    case SQLITE_PRAGMA:
      return second != nullptr && first != nullptr;
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
      return true;
    case SQLITE_CREATE_VTABLE:
      return is_temp(database);
    default:
      return false;
  }
}

std::vector<db::Request> restore_requests(const std::string& state) {
  if (state.empty()) return {};
  const json::Value value = json::parse(state);
  if (flag(value, "attached")) refuse_resume("attached databases");
  if (flag(value, "temporary")) refuse_resume("temporary tables or views");
  std::vector<db::Request> requests;
  for (const auto& [name, setting] : value["settings"].members()) {
    if (const auto* number = std::get_if<int64_t>(&setting.data())) {
      requests.push_back(pragma_set(name, std::to_string(*number)));
    }
  }
  return requests;
}

}  // namespace migrate::sqlite
