#include "lib/postgresql/watch.h"

#include <charconv>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/connect.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/postgresql_connection.h"

namespace migrate::postgresql {
namespace {

/// Whoever watches is in nobody's way: what takes longer is given up. libpq takes 2 s for the
/// least.
constexpr const char* kConnectSeconds = "2";
constexpr const char* kUserTimeout = "2000";  // ms
/// A proxy that pools may refuse these; behind one there is nothing to see by a pid anyway.
constexpr const char* kOptions = "-c statement_timeout=2000 -c search_path=pg_catalog,pg_temp";

constexpr size_t kShownQuery = 80;

std::string text_of(const db::Value& value) { return value.value_or(""); }

int64_t number_of(const db::Value& value) {
  int64_t number = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

/// On one line, without what a terminal would obey, shortened.
std::string shown(const std::string& query) {
  std::string line;
  for (const char c : query) {
    const bool blank = c == ' ' || static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  line = trim(line);
  if (code_points(line) <= kShownQuery) return line;
  return line.substr(0, code_point_offset(line, kShownQuery - 1)) + "…";
}

/// From a row of sql/postgresql/watch/blockers.sql.
db::Blocker blocker_from(const std::vector<db::Value>& row) {
  db::Blocker blocker;
  blocker.pid = number_of(row.at(1));
  blocker.user = text_of(row.at(2));
  blocker.application = shown(text_of(row.at(3)));
  blocker.client = text_of(row.at(4));
  blocker.state = text_of(row.at(5));
  if (row.at(6)) blocker.transaction_age = Milliseconds(number_of(row.at(6)));
  blocker.transaction = number_of(row.at(7));
  blocker.query = shown(text_of(row.at(8)));
  blocker.mode = text_of(row.at(9));
  blocker.relation = text_of(row.at(10));
  return blocker;
}

/// Which session is watched, and where.
struct Watched {
  db::ConnectOptions options;
  Parameters instead;  ///< of the URL's: the server that the session is on, a session of our own
  int pid = 0;
  std::string application_name;
};

class PostgresqlWatcher final : public db::Watcher {
 public:
  explicit PostgresqlWatcher(Watched watched) : watched_(std::move(watched)) {}

  [[nodiscard]] db::Activity look() override {
    const db::Outcome blockers =
        ask("watch/blockers", {db::integer(watched_.pid), db::text(watched_.application_name)});
    db::Activity activity;
    if (blockers.rows.empty()) return activity;
    activity.wait_event = text_of(blockers.rows.front().at(0));
    for (const std::vector<db::Value>& row : blockers.rows) {
      if (row.at(1)) activity.blockers.push_back(blocker_from(row));
    }
    activity.work = work();
    return activity;
  }

  Ending end_idle(const db::Blocker& blocker, Milliseconds age) override {
    const db::Outcome outcome =
        ask("watch/end_idle",
            {db::integer(blocker.pid), db::integer(blocker.transaction), db::integer(age.count())});
    const bool ended = !outcome.rows.empty() && outcome.rows[0].at(0) == "t";
    return ended ? Ending::ended : Ending::spared;
  }

 private:
  /// An older server lacks some of the views: then there is nothing to tell.
  [[nodiscard]] std::optional<db::Work> work() {
    if (!tells_work_) return std::nullopt;
    const db::Outcome outcome =
        db::try_execute(*connection_, {.sql = std::string(embedded_sql("watch/work")),
                                       .parameters = {db::integer(watched_.pid)}});
    if (outcome.failure) {
      tells_work_ = false;
      return std::nullopt;
    }
    if (outcome.rows.empty()) return std::nullopt;
    const std::vector<db::Value>& row = outcome.rows[0];
    return db::Work{text_of(row.at(0)), text_of(row.at(1)),
                    static_cast<uint64_t>(number_of(row.at(2))),
                    static_cast<uint64_t>(number_of(row.at(3)))};
  }

  db::Outcome ask(std::string_view name, std::vector<db::Parameter> parameters) {
    if (!connection_) connect();
    try {
      return db::execute(*connection_, {.sql = std::string(embedded_sql(name)),
                                        .parameters = std::move(parameters)});
    } catch (const Error& error) {
      if (error.code() == ErrorCode::unreachable) connection_.reset();
      throw;
    }
  }

  void connect() {
    Owned<PGconn> opened = try_connection(watched_.options, watched_.instead);
    if (PQstatus(opened.get()) != CONNECTION_OK) refuse_connection(opened.get());
    connection_ = std::make_unique<PostgresqlConnection>(std::move(opened), watched_.options);
  }

  Watched watched_;
  std::unique_ptr<PostgresqlConnection> connection_;
  bool tells_work_ = true;
};

}  // namespace

std::unique_ptr<db::Watcher> make_watcher(const db::Connection& connection,
                                          const db::ConnectOptions& options) {
  const auto* own = dynamic_cast<const PostgresqlConnection*>(&connection);
  if (own == nullptr) return nullptr;
  const auto or_empty = [](const char* text) { return std::string(text == nullptr ? "" : text); };
  const PGconn* session = own->handle();
  Watched watched;
  watched.pid = PQbackendPID(session);
  watched.application_name = own->reported("application_name");
  watched.options.url = options.url;
  watched.options.application_name = options.application_name + " watch";
  watched.instead = {{"host", or_empty(PQhost(session))},
                     {"hostaddr", or_empty(PQhostaddr(session))},
                     {"port", or_empty(PQport(session))},
                     {"target_session_attrs", "any"},
                     {"application_name", watched.options.application_name},
                     {"options", kOptions},
                     {"connect_timeout", kConnectSeconds},
                     {"tcp_user_timeout", kUserTimeout}};
  return std::make_unique<PostgresqlWatcher>(std::move(watched));
}

}  // namespace migrate::postgresql
