#include "lib/postgresql/local_server.h"

#include <string_view>

#include "lib/base/companion.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::postgresql {
namespace {

/// Makes a cluster, starts it, says "ready DIRECTORY" and keeps it until stdin ends. What goes
/// wrong is said as "missing VERSIONS-THAT-ARE-THERE" or "failed REASON". $1: the major version, or
/// nothing; $2: this script, for another user to run.
constexpr const char* kScript = R"sh(
umask 077
PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
if [ "$(id -u)" = 0 ]; then
  for user in postgres nobody; do
    if id "$user" >/dev/null 2>&1; then exec runuser -u "$user" -- sh -c "$2" sh "$1" ""; fi
  done
fi
trap '' INT TERM HUP
cd /
newest=0
there=
for bin in "$(pg_config --bindir 2>/dev/null)" "$(dirname "$(command -v initdb)")" \
    /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /usr/pgsql-*/bin /usr/local/pgsql/bin \
    /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
  for program in initdb pg_ctl postgres; do [ -x "$bin/$program" ] || continue 2; done
  major=$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
  case " $there " in *" $major "*) ;; *) there="$there $major" ;; esac
  [ -z "$1" ] || [ "$major" = "$1" ] || continue
  if [ "$major" -gt "$newest" ]; then newest=$major programs=$bin; fi
done
if [ "$newest" = 0 ]; then echo "missing$there"; exit; fi
# A socket's path has at most 107 bytes.
for parent in "${TMPDIR:-/tmp}" /tmp; do
  [ "${#parent}" -le 60 ] && directory=$(mktemp -d "$parent/migrate-server-XXXXXX") && break
done
if [ -z "$directory" ]; then echo "failed no directory can be made in ${TMPDIR:-/tmp}"; exit; fi
trap '"$programs/pg_ctl" stop -m immediate -D "$directory/data" >/dev/null; rm -rf "$directory"' EXIT
if "$programs/initdb" -D "$directory/data" -U postgres -E UTF8 --locale=C -A trust --no-sync \
      >"$directory/log" 2>&1 &&
    "$programs/pg_ctl" start -w -t 60 -D "$directory/data" -l "$directory/log" \
      -o "-k '$directory' -c listen_addresses= -c fsync=off -c synchronous_commit=off" \
      -o "-c full_page_writes=off -c autovacuum=off" >>"$directory/log" 2>&1; then
  echo "ready $directory"
  cat >/dev/null
else
  echo "failed $(grep -iE 'error|fatal' "$directory/log" | tail -n 1)"
fi
)sh";

Error failure(const std::string& answer, const std::string& major) {
  const std::string program = major.empty() ? "PostgreSQL" : "PostgreSQL " + major;
  if (answer.starts_with("missing")) {
    const std::string there = answer.substr(std::string_view("missing").size());
    return {ErrorCode::failed,
            "can't start a temporary server: the programs of " + program + " (initdb, pg_ctl, " +
                "postgres) are not on this machine",
            there.empty() ? "install them, or give dev_url the URL of a server"
                          : "there are those of:" + there +
                                "; install the others, or give dev_url the URL of a server"};
  }
  const std::string reason =
      answer.starts_with("failed ") ? answer.substr(std::string_view("failed ").size()) : "";
  return {ErrorCode::failed, "can't start a temporary server of " + program +
                                 (reason.empty() ? std::string() : ": " + reason)};
}

class LocalServer final : public db::TemporaryServer {
 public:
  explicit LocalServer(const std::string& major) : companion_(kScript, {major, kScript}) {
    constexpr std::string_view kReady = "ready ";
    const std::string answer = companion_.read_line();
    if (!answer.starts_with(kReady)) throw failure(answer, major);
    url_ = "postgresql://postgres@/postgres?host=" + answer.substr(kReady.size());
  }

  [[nodiscard]] const std::string& url() const override { return url_; }

 private:
  Companion companion_;
  std::string url_;
};

}  // namespace

std::unique_ptr<db::TemporaryServer> start_local_server(const std::string& major) {
  return std::make_unique<LocalServer>(major);
}

}  // namespace migrate::postgresql
