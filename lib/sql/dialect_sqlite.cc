// SQLite: what it refuses or ignores inside a transaction (https://sqlite.org/pragma.html, and
// measured on 3.40).
#include "lib/sql/dialect.h"

namespace migrate::sql {
namespace {

constexpr std::string_view kOutside = "SQLite refuses it inside a transaction.";
constexpr std::string_view kIgnored = "SQLite ignores it inside a transaction.";

constexpr Rule kRules[] = {
    {"BEGIN", Kind::control, Control::begin, ""},
    {"COMMIT|END", Kind::control, Control::commit, ""},
    {"ROLLBACK ?TRANSACTION TO", Kind::control, Control::savepoint, ""},
    {"ROLLBACK", Kind::control, Control::rollback, ""},
    {"SAVEPOINT|RELEASE", Kind::control, Control::savepoint, ""},

    {"VACUUM", Kind::autocommit, Control::none, kOutside},
    {"ATTACH|DETACH", Kind::autocommit, Control::none,
     "A database that is attached or detached inside a transaction stays locked until its end."},
    {"PRAGMA FOREIGN_KEYS|PAGE_SIZE|AUTO_VACUUM|ENCODING", Kind::autocommit, Control::none,
     kIgnored},
    {"PRAGMA * . FOREIGN_KEYS|PAGE_SIZE|AUTO_VACUUM|ENCODING", Kind::autocommit, Control::none,
     kIgnored},
    {"PRAGMA JOURNAL_MODE|SYNCHRONOUS|TEMP_STORE|WAL_CHECKPOINT|TEMP_STORE_DIRECTORY",
     Kind::autocommit, Control::none, kOutside},
    {"PRAGMA * . JOURNAL_MODE|SYNCHRONOUS|TEMP_STORE|WAL_CHECKPOINT", Kind::autocommit,
     Control::none, kOutside},
};

constexpr std::string_view kPlain[] = {"INSERT", "UPDATE", "DELETE", "REPLACE"};

constexpr std::string_view kQuiet[] = {
    "BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE",
    "CREATE TABLE|VIEW|TRIGGER|VIRTUAL",
    "CREATE ?UNIQUE INDEX",
    "ALTER",
    "DROP",
    "REINDEX",
    "ANALYZE",
    "VACUUM",
    "SELECT|WITH|VALUES|EXPLAIN",
};

constexpr Dialect kDialect = {
    .name = "sqlite",
    .bracket_identifiers = true,
    .trigger_bodies = true,
    .named_parameters = true,
    .names_ignore_case = true,
    .dot_commands = true,
    .own_tables = "sqlite_",
    .rules = kRules,
    .plain = kPlain,
    .quiet = kQuiet,
};

}  // namespace

const Dialect& sqlite_dialect() { return kDialect; }

}  // namespace migrate::sql
