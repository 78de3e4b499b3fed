#include "lib/postgresql/connect.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/url.h"

namespace migrate::postgresql {
namespace {

/// Seconds per host, where neither the URL nor libpq's environment says.
constexpr const char* kConnectTimeout = "10";

/// What to do about a refusal whose message holds `words`. libpq gives no code for a failed login
/// (only the text), and a server may speak another language: then there is no hint.
struct Cure {
  std::string_view words;
  std::string_view hint;       ///< {database}, {user}: filled in
  std::string_view code = {};  ///< of the finding; a login that was refused isn't tried again
};
constexpr Cure kCures[] = {
    {"password authentication failed", "check the password: ~/.pgpass, PGPASSWORD or the URL",
     db::kLoginRefused},
    {"no password supplied", "give the password in ~/.pgpass, PGPASSWORD or the URL",
     db::kLoginRefused},
    {"no pg_hba.conf entry",
     "the server's pg_hba.conf allows no such login: add a line for {user} on {database}",
     db::kLoginRefused},
    {"authentication failed", "the server's pg_hba.conf asks for another way to log in",
     db::kLoginRefused},
    {"permission denied for database", "GRANT CONNECT ON DATABASE \"{database}\" TO \"{user}\"",
     db::kLoginRefused},
    {"is not permitted to log in", "ALTER ROLE \"{user}\" LOGIN", db::kLoginRefused},
    {"not currently accepting connections", "ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS true"},
    {"database \"", "create it: createdb {database}", db::kNoSuchDatabase},
    {"role \"", "create the role: createuser {user}"},
    {"too many clients", "all connection slots are taken: try again, or raise max_connections"},
    {"remaining connection slots",
     "all connection slots are taken: try again, or raise max_connections"},
    {"too many connections", "the limit of the role or database is used up: try again"},
    {"starting up", "the server is starting: run `migrate wait` first"},
    {"shutting down", "the server is shutting down: run `migrate wait` first"},
    {"recovery mode", "the server is recovering: run `migrate wait` first"},
    {"not yet accepting connections", "the server is starting: run `migrate wait` first"},
    {"Connection refused", "is the server running there? `migrate wait` waits for it"},
    {"No such file or directory",
     "no server listens on that socket: is it running, and is `host` right? `migrate wait` waits"},
    {"could not translate host name", "check the host in the URL"},
    {"timeout expired", "nothing answers there: check host, port and firewall"},
    {"SSL", "see `sslmode` in the URL"},
};

const Cure* cure_for(const std::string& message) {
  const auto* cure = std::find_if(std::begin(kCures), std::end(kCures), [&](const Cure& known) {
    return message.find(known.words) != std::string::npos;
  });
  return cure == std::end(kCures) ? nullptr : cure;
}

/// The parameters around the URL: those before `dbname` are defaults for it, those after it win.
/// libpq expands the URL in `dbname`, so that services, password files and PG* variables work.
Parameters parameters_for(const db::ConnectOptions& options, const std::string& url) {
  Parameters parameters;
  const Owned<PQconninfoOption> given = parse_url(url);
  const Owned<PQconninfoOption> defaults(PQconndefaults());
  const bool timeout_known = !value_of(given.get(), "service").empty() ||
                             (defaults && !value_of(defaults.get(), "connect_timeout").empty());
  if (!timeout_known) parameters.emplace_back("connect_timeout", kConnectTimeout);
  parameters.insert(parameters.end(), {{"keepalives_idle", "30"},
                                       {"keepalives_interval", "10"},
                                       {"keepalives_count", "6"},
                                       {"fallback_application_name", options.application_name}});
  parameters.emplace_back("dbname", url);
  parameters.emplace_back("client_encoding", "UTF8");
  // Whoever takes an expired lease over knows the sessions of its holder by their name.
  if (options.lock.kind == db::LockOptions::Kind::lease) {
    parameters.emplace_back("application_name", options.application_name);
  }
  return parameters;
}

}  // namespace

void refuse_connection(PGconn* connection) {
  const auto or_empty = [](const char* text) { return std::string(text ? text : ""); };
  const std::string database = or_empty(PQdb(connection));
  const std::string user = or_empty(PQuser(connection));
  const std::string message = replace_all(trim(PQerrorMessage(connection)), "\n", " ");
  Diagnostic diagnostic;
  diagnostic.message =
      fmt::format("can't connect to database \"{}\" on {} port {} as \"{}\": {}", database,
                  or_empty(PQhost(connection)), or_empty(PQport(connection)), user, message);
  if (const Cure* cure = cure_for(message)) {
    diagnostic.hint = replace_all(replace_all(cure->hint, "{database}", database), "{user}", user);
    diagnostic.code = cure->code;
  }
  throw Error(ErrorCode::unreachable, std::move(diagnostic));
}

Owned<PGconn> try_connection(const db::ConnectOptions& options, const std::string& database) {
  return try_connection(options, Parameters{{"dbname", database}});
}

Owned<PGconn> try_connection(const db::ConnectOptions& options, const Parameters& instead) {
  Parameters parameters = parameters_for(options, without_driver(options.url));
  parameters.insert(parameters.end(), instead.begin(), instead.end());
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  Owned<PGconn> connection(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (!connection) throw Error(ErrorCode::unreachable, "no memory for a connection");
  return connection;
}

Owned<PGconn> open_connection(const db::ConnectOptions& options) {
  Owned<PGconn> connection = try_connection(options);
  if (PQstatus(connection.get()) != CONNECTION_OK) refuse_connection(connection.get());
  return connection;
}

}  // namespace migrate::postgresql
