#include "lib/postgresql/lint/parse.h"

#include <pthread.h>

#include <exception>
#include <memory>

#include "lib/base/error.h"
#include "lib/base/text.h"

#ifdef MIGRATE_PG_QUERY
#include <pg_query.h>
#endif

namespace migrate::postgresql::lint {
namespace {

/// Measured: an expression of 2^17 operators, which is what kLongestParsed bytes hold, needs under
/// 100 MB in the parser and in the JSON reader. Pages that are not touched cost nothing. Under
/// AddressSanitizer frames are many times as large.
#ifdef __SANITIZE_ADDRESS__
constexpr size_t kStackBytes = size_t{4096} << 20;
#else
constexpr size_t kStackBytes = size_t{512} << 20;
#endif

void* run_act(void* argument) {
  (*static_cast<const std::function<void()>*>(argument))();
  return nullptr;
}

}  // namespace

void on_big_stack(const std::function<void()>& act) {
  std::exception_ptr failure;
  const std::function<void()> guarded = [&] {
    try {
      act();
    } catch (...) {
      failure = std::current_exception();
    }
  };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_t thread{};
  const int refused =
      pthread_create(&thread, &attributes, run_act, const_cast<std::function<void()>*>(&guarded));
  pthread_attr_destroy(&attributes);
  if (refused != 0) {
    throw Error(ErrorCode::failed, "no thread can be started to read SQL with",
                "the limit on virtual memory (ulimit -v) must leave room for 512 MB");
  }
  pthread_join(thread, nullptr);
  if (failure) std::rethrow_exception(failure);
}

#ifdef MIGRATE_PG_QUERY

namespace {

template <typename Result>
struct FreeResult {
  void (*free)(Result);
  Result result;
  ~FreeResult() { free(result); }
};

/// Adds what the node or list `tree` holds in the order in which it is written.
void collect(const json::Value& tree, std::vector<Embedded>& out) {
  for (const json::Value& item : tree.items()) collect(item, out);
  for (const auto& member : tree.members()) {
    using Source = Embedded::Source;
    const std::string& key = member.first;
    const json::Value& value = member.second;
    const auto written = [&](std::string_view name) -> const std::string& {
      return value[name]["PLpgSQL_expr"]["query"].text();
    };
    if (key == "PLpgSQL_stmt_execsql") {
      out.push_back({written("sqlstmt"), Source::statement});
    } else if (key == "PLpgSQL_stmt_perform") {
      out.push_back({written("expr"), Source::statement});
    } else if (key == "PLpgSQL_stmt_dynexecute") {
      const Parsed parsed = parse("SELECT " + written("query"));
      const json::Value& value_node =
          parsed.tree["SelectStmt"]["targetList"].items().size() == 1
              ? parsed.tree["SelectStmt"]["targetList"].items()[0]["ResTarget"]["val"]
              : parsed.tree;
      const std::string& literal = value_node["A_Const"]["sval"]["sval"].text();
      out.push_back({literal.empty() ? written("query") : literal,
                     literal.empty() ? Source::dynamic : Source::literal});
    } else {
      collect(value, out);
    }
  }
}

}  // namespace

Parsed parse(const std::string& statement) {
  Parsed parsed;
  if (statement.size() > kLongestParsed) {
    parsed.error = "it is longer than " + std::to_string(kLongestParsed / 1024) + " KiB";
    return parsed;
  }
  const FreeResult<PgQueryParseResult> held{pg_query_free_parse_result,
                                            pg_query_parse(statement.c_str())};
  if (held.result.error != nullptr) {
    parsed.error = held.result.error->message;
    // The parser counts characters from 1.
    const int position = std::max(1, held.result.error->cursorpos);
    parsed.error_offset = code_point_offset(statement, static_cast<size_t>(position - 1));
    return parsed;
  }
  const json::Value whole = json::parse(held.result.parse_tree);
  const json::Array& statements = whole["stmts"].items();
  if (!statements.empty()) parsed.tree = statements[0]["stmt"];
  return parsed;
}

std::vector<Embedded> embedded_statements(const std::string& statement) {
  const FreeResult<PgQueryPlpgsqlParseResult> held{pg_query_free_plpgsql_parse_result,
                                                   pg_query_parse_plpgsql(statement.c_str())};
  std::vector<Embedded> out;
  if (held.result.error == nullptr) collect(json::parse(held.result.plpgsql_funcs), out);
  return out;
}

void demand_parser() {}

#else

Parsed parse(const std::string& statement) {
  (void)statement;
  return {};
}

std::vector<Embedded> embedded_statements(const std::string& statement) {
  (void)statement;
  return {};
}

void demand_parser() {
  throw Error(ErrorCode::failed, "this program was built without the parser for PostgreSQL",
              "build it where libpg_query is installed (Debian: libpg-query-dev)");
}

#endif

}  // namespace migrate::postgresql::lint
