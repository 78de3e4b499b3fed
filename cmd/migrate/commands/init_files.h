// What `init` writes, as data.
#pragma once

#include <array>
#include <string_view>

namespace migrate::cmd {

/// Local databases, their side files, the lock beside them, backups, and secrets.
constexpr std::array<std::string_view, 6> kIgnored = {"*.db",     "*.db-wal",       "*.db-shm",
                                                      "backups/", "*-migrate.lock", ".env"};

/// A file or directory that shows another tool's project.
struct OtherTool {
  std::string_view path;
  std::string_view name;
};
constexpr std::array<OtherTool, 11> kOtherTools = {{{"alembic.ini", "Alembic"},
                                                    {"flyway.conf", "Flyway"},
                                                    {"flyway.toml", "Flyway"},
                                                    {"atlas.hcl", "Atlas"},
                                                    {"sqitch.conf", "sqitch"},
                                                    {"liquibase.properties", "Liquibase"},
                                                    {"dbconfig.yml", "sql-migrate"},
                                                    {"db/migrations", "dbmate"},
                                                    {"db/migrate", "Rails"},
                                                    {"manage.py", "Django"},
                                                    {"prisma/schema.prisma", "Prisma"}}};

/// What to do then.
constexpr std::string_view kTakeOver =
    R"(its database is taken over by a baseline, as docs/adopting.md tells:
  pg_dump --schema-only --no-owner DATABASE > legacy.sql
  migrate revision -m baseline --from-schema legacy.sql
  migrate stamp head)";

/// Lines of kConfiguration that --url, --versions and --schema-mode replace.
constexpr std::string_view kUrlLine =
    R"(url = "sqlite:dev.db"           # or postgresql://user@host/database)";
constexpr std::string_view kVersionsLine =
    R"(# versions = "versions"         # where the revisions are; a list is fine, too)";

constexpr std::string_view kSchemaModeLine =
    R"(# schema_mode = "declared"      # people write it; "generated": it follows upgrades; "none")";

constexpr std::string_view kConfiguration =
    R"(# Settings of migrate. What is commented out shows its default.
# A flag beats an environment variable (MIGRATE_URL, MIGRATE_ENV, …), which beats [env.NAME],
# which beats the lines above it. Relative paths start from this file's directory.

url = "sqlite:dev.db"           # or postgresql://user@host/database

# versions = "versions"         # where the revisions are; a list is fine, too
# schema = "sql/schema.sql"     # what the schema should be; revisions can be made from it
# schema_mode = "declared"      # people write it; "generated": it follows upgrades; "none"
# history_schema = ""           # of the history tables (default: the connection's first schema)
# lock_wait = "0"               # how long to wait while another run is going on
# lock_timeout = "2s"           # how long a statement waits for a table's lock
# stored_script_limit = "1MiB"  # larger scripts are kept in the database by checksum only

# [session]                     # settings of the database session (PostgreSQL)
# statement_timeout = "1h"

# [variables]                   # values for what scripts declare in `-- variables: …`
# app_role = "app"              # or --set app_role=app, or MIGRATE_VAR_APP_ROLE

# [policy]
# require_keys = ["ticket"]     # every up script must have `-- ticket: …` in its header
# approvals = "named"           # review tags say who approves: `by NAME`

# [lint]                        # how much a rule of `migrate lint` counts here
# rename-column = "warning"     # error, warning, info or off

# `migrate --env NAME …`, or MIGRATE_ENV=NAME, takes one of these.
# What it doesn't set it takes from the lines above.
[env.local]
mode = "development"

# [env.production]
# url = "env:DATABASE_URL"      # read from that variable
# protected = true              # upgrade asks, or needs --yes
# role = "schema_owner"         # SET ROLE after login
)";

}  // namespace migrate::cmd
