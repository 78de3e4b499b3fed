// PostgreSQL: which statements may not run in a transaction block (PreventInTransactionBlock in the
// server's sources), which end one, and which a run can't survive.
#include "lib/sql/dialect.h"

namespace migrate::sql {
namespace {

constexpr std::string_view kConcurrently =
    "CONCURRENTLY commits on its own and is refused in a transaction.";
constexpr std::string_view kManyTables =
    "It handles each table in a transaction of its own and is refused inside one.";
constexpr std::string_view kOutside = "The server refuses it inside a transaction.";
constexpr std::string_view kFreesLock =
    "It would free the advisory lock that keeps other runs out; name the locks, or leave it out.";
constexpr std::string_view kChain =
    "AND CHAIN opens a transaction that the script does not show; write COMMIT and BEGIN.";

constexpr Rule kRules[] = {
    {"COPY * FROM STDIN|STDOUT", Kind::copy, Control::none, ""},
    {"COPY * TO STDOUT|STDIN", Kind::refused, Control::none,
     "Its output has nowhere to go in a migration; use SELECT, or COPY … TO a file on the server."},

    {"PREPARE TRANSACTION", Kind::refused, Control::none,
     "A prepared transaction outlives the run and would hide its outcome."},
    {"COMMIT|ROLLBACK PREPARED", Kind::autocommit, Control::none, kOutside},
    {"COMMIT|END|ROLLBACK|ABORT AND CHAIN", Kind::refused, Control::none, kChain},
    {"COMMIT|END|ROLLBACK|ABORT WORK|TRANSACTION AND CHAIN", Kind::refused, Control::none, kChain},
    {"BEGIN", Kind::control, Control::begin, ""},
    {"START TRANSACTION", Kind::control, Control::begin, ""},
    {"COMMIT|END", Kind::control, Control::commit, ""},
    {"ROLLBACK ?WORK|TRANSACTION TO", Kind::control, Control::savepoint, ""},
    {"ROLLBACK|ABORT", Kind::control, Control::rollback, ""},
    {"SAVEPOINT|RELEASE", Kind::control, Control::savepoint, ""},

    {"DISCARD ALL", Kind::refused, Control::none, kFreesLock},
    {"SELECT * PG_ADVISORY_UNLOCK_ALL (…)", Kind::refused, Control::none, kFreesLock},

    {"CREATE ?UNIQUE INDEX CONCURRENTLY", Kind::autocommit, Control::none, kConcurrently},
    {"DROP INDEX CONCURRENTLY", Kind::autocommit, Control::none, kConcurrently},
    {"REINDEX ?(…) DATABASE|SYSTEM|SCHEMA", Kind::autocommit, Control::none, kManyTables},
    {"REINDEX (CONCURRENTLY)", Kind::autocommit, Control::none, kConcurrently},
    {"REINDEX ?(…) INDEX|TABLE CONCURRENTLY", Kind::autocommit, Control::none, kConcurrently},
    {"ALTER TABLE * DETACH PARTITION * CONCURRENTLY", Kind::autocommit, Control::none,
     kConcurrently},
    {"VACUUM", Kind::autocommit, Control::none, kOutside},
    {"CLUSTER ?(…) ?VERBOSE ^", Kind::autocommit, Control::none, kManyTables},
    {"CREATE|DROP DATABASE|TABLESPACE", Kind::autocommit, Control::none, kOutside},
    {"ALTER DATABASE * SET TABLESPACE", Kind::autocommit, Control::none, kOutside},
    {"ALTER SYSTEM", Kind::autocommit, Control::none, kOutside},
    {"CREATE|ALTER|DROP SUBSCRIPTION", Kind::autocommit, Control::none,
     "It talks to the publisher and is refused in a transaction in most of its forms."},

    {"ALTER TYPE * ADD VALUE", Kind::barrier, Control::none,
     "The new value can be used only after a commit."},
};

constexpr std::string_view kPlain[] = {"INSERT", "UPDATE", "DELETE"};

constexpr std::string_view kQuiet[] = {
    "COPY",
    "TRUNCATE",
    "ANALYZE",
    "VACUUM",
    "REINDEX",
    "CLUSTER",
    "REFRESH MATERIALIZED VIEW",
    "COMMENT ON",
    "GRANT|REVOKE",
    "BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE",
    "CREATE ?UNLOGGED TABLE",
    "CREATE ?UNIQUE INDEX",
    "CREATE ?UNLOGGED SEQUENCE",
    "CREATE MATERIALIZED VIEW",
    "CREATE ?OR ?REPLACE ?RECURSIVE VIEW",
    "CREATE ?OR ?REPLACE FUNCTION|PROCEDURE|AGGREGATE|RULE|TRIGGER|LANGUAGE",
    "CREATE ?CONSTRAINT TRIGGER",
    "CREATE EVENT TRIGGER",
    "CREATE TYPE|DOMAIN|SCHEMA|ROLE|USER|GROUP|POLICY|CAST|COLLATION|OPERATOR|STATISTICS",
    "CREATE DATABASE|TABLESPACE|SUBSCRIPTION|PUBLICATION|SERVER|FOREIGN",
    "ALTER",
    "DROP",
};

constexpr Dialect kDialect = {
    .name = "postgresql",
    .dollar_quotes = true,
    .escape_strings = true,
    .nested_comments = true,
    .atomic_bodies = true,
    .parentheses_protect = true,
    .psql_commands = true,
    .copy_data = true,
    .carriage_return_ends_comment = true,
    .first_schema = "public",
    .rules = kRules,
    .plain = kPlain,
    .quiet = kQuiet,
};

}  // namespace

const Dialect& postgresql_dialect() { return kDialect; }

}  // namespace migrate::sql
