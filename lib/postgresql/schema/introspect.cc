#include "lib/postgresql/schema/introspect.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <functional>
#include <unordered_map>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/grants.h"

namespace migrate::postgresql {

namespace {

/// The queries whose rows are facts: sql/postgresql/catalog/<name>.sql.
constexpr std::array kFactQueries = {"schemas",
                                     "tables",
                                     "columns",
                                     "defaults",
                                     "sequences",
                                     "inheritance",
                                     "constraints",
                                     "indexes",
                                     "views",
                                     "view_columns",
                                     "enums",
                                     "domains",
                                     "domain_constraints",
                                     "composites",
                                     "attributes",
                                     "ranges",
                                     "functions",
                                     "aggregates",
                                     "triggers",
                                     "rules",
                                     "policies",
                                     "event_triggers",
                                     "extensions",
                                     "statistics",
                                     "collations",
                                     "casts",
                                     "operators",
                                     "operator_families",
                                     "operator_classes",
                                     "dictionaries",
                                     "text_search_configurations",
                                     "languages",
                                     "foreign_data_wrappers",
                                     "foreign_servers",
                                     "user_mappings",
                                     "foreign_tables",
                                     "default_privileges",
                                     "publications",
                                     "subscriptions"};

/// For the transaction. Texts don't depend on the session's settings. Tables are joined in the
/// order that the queries name them in: on a small database the search for a better one is most of
/// the work, and on a big one nothing is won by it. No workers: each would read the catalogs that
/// pg_get_expr() and its like look at into caches of its own.
constexpr std::array kSettings = {"jit = off",
                                  "max_parallel_workers_per_gather = 0",
                                  "join_collapse_limit = 1",
                                  "from_collapse_limit = 1",
                                  "statement_timeout = 0",
                                  "quote_all_identifiers = off",
                                  "IntervalStyle = postgres",
                                  "DateStyle = 'ISO, MDY'",
                                  "TimeZone = 'UTC'",
                                  "extra_float_digits = 1",
                                  "bytea_output = hex"};

/// An object as pg_depend names it.
struct Address {
  std::string class_name;
  uint32_t oid = 0;
  int sub = 0;
  friend bool operator==(const Address&, const Address&) = default;
  [[nodiscard]] Address whole() const { return {class_name, oid, 0}; }
};

struct AddressHash {
  size_t operator()(const Address& address) const {
    return std::hash<std::string>()(address.class_name) ^
           (std::hash<uint64_t>()((uint64_t{address.oid} << 20U) ^
                                  static_cast<uint64_t>(address.sub)));
  }
};

template <typename Number>
Number number(const db::Value& value) {
  Number result = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), result);
  return result;
}

/// Which column of a result holds what.
class Columns {
 public:
  explicit Columns(const std::vector<std::string>& names) {
    for (size_t index = 0; index < names.size(); ++index) {
      if (!take(names[index], index)) others_.emplace_back(names[index], index);
    }
  }

  [[nodiscard]] schema::Fact fact(const std::vector<db::Value>& row) const {
    schema::Fact fact;
    fact.identity.kind = row.at(kind_).value();
    for (const size_t name : names_) {
      if (row.at(name)) fact.identity.name.push_back(*row[name]);
    }
    for (const auto& [name, index] : others_) {
      if (!row.at(index)) continue;
      (name[0] == '_' ? fact.remarks[name.substr(1)] : fact.attributes[name]) = *row[index];
    }
    return fact;
  }

  [[nodiscard]] Address address(const std::vector<db::Value>& row) const {
    return at(row, self_).value();
  }
  [[nodiscard]] std::optional<Address> part(const std::vector<db::Value>& row) const {
    return part_[0] == kNowhere ? std::nullopt : at(row, part_);
  }
  [[nodiscard]] std::optional<Address> to(const std::vector<db::Value>& row) const {
    return at(row, to_);
  }

 private:
  static constexpr size_t kNowhere = SIZE_MAX;
  using Place = std::array<size_t, 3>;

  bool take(const std::string& name, size_t index) {
    if (name.starts_with("name")) {
      names_.push_back(index);
      return true;
    }
    if (name == "kind") {
      kind_ = index;
      return true;
    }
    static constexpr std::array kPlaces = {"class", "oid", "sub"};
    for (size_t place = 0; place < kPlaces.size(); ++place) {
      for (const auto& [prefix, target] :
           {std::pair<const char*, Place*>{"", &self_}, {"part_", &part_}, {"to_", &to_}}) {
        if (name != std::string(prefix) + kPlaces[place]) continue;
        (*target)[place] = index;
        return true;
      }
    }
    return false;
  }

  static std::optional<Address> at(const std::vector<db::Value>& row, const Place& place) {
    if (!row.at(place[0])) return std::nullopt;
    return Address{*row[place[0]], number<uint32_t>(row.at(place[1])),
                   place[2] == kNowhere ? 0 : number<int>(row.at(place[2]))};
  }

  size_t kind_ = kNowhere;
  Place self_ = {kNowhere, kNowhere, kNowhere};
  Place part_ = {kNowhere, kNowhere, kNowhere};
  Place to_ = {kNowhere, kNowhere, kNowhere};
  std::vector<size_t> names_;
  std::vector<std::pair<std::string, size_t>> others_;
};

/// Facts and their addresses, put together from the results.
class Collector {
 public:
  void add_aliases(const db::Outcome& outcome) {
    const Columns columns(outcome.columns);
    for (const auto& row : outcome.rows) {
      aliases_.emplace(columns.address(row), columns.to(row).value());
    }
  }

  /// Facts of extensions are left out: the extension makes them.
  void add_facts(const db::Outcome& outcome) {
    const Columns columns(outcome.columns);
    for (const auto& row : outcome.rows) {
      Address address = columns.address(row);
      std::optional<Address> part = columns.part(row);
      if (is_of_extension(address) || (part && is_of_extension(*part))) continue;
      schema::Fact fact = columns.fact(row);
      make_grants_canonical(fact);
      schema::Identity identity = fact.identity;
      const auto [place, is_new] = catalog_.facts.emplace(std::move(identity), std::move(fact));
      assert(is_new);
      addresses_[std::move(address)] = &place->second;
      if (part) parts_.emplace_back(&place->second, std::move(*part));
    }
  }

  void add_unmodelled(const db::Outcome& outcome) {
    const Columns columns(outcome.columns);
    for (const auto& row : outcome.rows) {
      if (is_of_extension(columns.address(row))) continue;
      catalog_.unmodelled.push_back(columns.fact(row).identity);
    }
  }

  void add_dependencies(const db::Outcome& outcome) {
    const Columns columns(outcome.columns);
    for (const auto& row : outcome.rows) {
      const Address address = columns.address(row);
      schema::Fact* from = fact_at(address);
      const schema::Fact* to = fact_at(columns.to(row).value());
      if (from == nullptr || to == nullptr || from == to) continue;
      // A table goes on being a partition while its parent's columns and keys are made anew.
      (address.class_name == "pg_inherits" ? prefers_ : needs_)[from].push_back(to);
    }
  }

  schema::Catalog finish() {
    for (const auto& [part, address] : parts_) {
      const schema::Fact* whole = fact_at(address);
      if (whole != nullptr) part->part_of = whole->identity;
    }
    for (auto& [from, needs] : needs_) {
      from->needs = identities(needs);
      if (from->part_of) std::erase(from->needs, *from->part_of);
    }
    for (auto& [from, prefers] : prefers_) from->prefers = identities(prefers);
    return std::move(catalog_);
  }

 private:
  using Edges = std::unordered_map<schema::Fact*, std::vector<const schema::Fact*>>;

  /// Sorted, each once.
  static std::vector<schema::Identity> identities(std::vector<const schema::Fact*>& facts) {
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    std::vector<schema::Identity> result;
    result.reserve(facts.size());
    for (const schema::Fact* fact : facts) result.push_back(fact->identity);
    std::sort(result.begin(), result.end());
    return result;
  }

  [[nodiscard]] bool is_of_extension(const Address& address) const {
    const auto found = aliases_.find(address.whole());
    return found != aliases_.end() && found->second.class_name == "pg_extension";
  }

  /// Of the object, of what stands for it, or of the whole that it is in.
  [[nodiscard]] schema::Fact* fact_at(Address address) const {
    for (int hops = 0; hops < kMaxHops; ++hops) {
      if (const auto found = addresses_.find(address); found != addresses_.end()) {
        return found->second;
      }
      auto alias = aliases_.find(address);
      if (alias == aliases_.end()) alias = aliases_.find(address.whole());
      if (alias != aliases_.end()) {
        address = alias->second;
      } else if (address.sub != 0) {
        address.sub = 0;
      } else {
        return nullptr;
      }
    }
    return nullptr;
  }

  /// An array of a row type of a table of an extension: no chain is longer.
  static constexpr int kMaxHops = 6;

  schema::Catalog catalog_;
  std::unordered_map<Address, schema::Fact*, AddressHash> addresses_;  ///< facts in catalog_
  std::unordered_map<Address, Address, AddressHash> aliases_;
  std::vector<std::pair<schema::Fact*, Address>> parts_;
  Edges needs_;
  Edges prefers_;
};

std::string catalog_query(const std::string& name, int version) {
  const std::string_view text = embedded_sql("catalog/" + name);
  assert(!text.empty());
  return for_version(text, version);
}

std::vector<db::Request> opening(const db::Connection& connection, const std::string& home) {
  std::vector<db::Request> requests;
  requests.push_back({.sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
  for (db::Request& request : connection.transaction_start()) requests.push_back(request);
  const std::string path = home.empty() ? "''" : quote_identifier(home);
  requests.push_back({.sql = "SET LOCAL search_path = " + path});
  for (const char* setting : kSettings) {
    requests.push_back({.sql = std::string("SET LOCAL ") + setting});
  }
  return requests;
}

/// What becomes of the transaction when all is read.
enum class After { roll_back, stay };

/// Everything is in flight at once, the rollback too; the first failure is what is thrown, outside
/// any transaction.
schema::Catalog read(db::Connection& connection, int version, const std::string& home,
                     After after) {
  std::vector<db::Request> requests = opening(connection, home);
  const size_t first = requests.size();
  requests.push_back({.sql = catalog_query("aliases", version)});
  for (const char* name : kFactQueries) requests.push_back({.sql = catalog_query(name, version)});
  requests.push_back({.sql = catalog_query("unmodelled", version)});
  requests.push_back({.sql = catalog_query("depend", version)});
  const size_t end = requests.size();
  for (db::Request& request : requests) connection.submit(std::move(request));
  connection.barrier();
  if (after == After::roll_back) {
    connection.submit({.sql = "ROLLBACK"});
    connection.barrier();
  }

  Collector collector;
  std::optional<db::Failure> failure;
  for (size_t index = 0; connection.pending() > 0; ++index) {
    const db::Outcome outcome = connection.next();
    if (outcome.failure && !failure) failure = outcome.failure;
    if (failure || index < first || index == end) continue;
    if (index == first) {
      collector.add_aliases(outcome);
    } else if (index <= first + kFactQueries.size()) {
      collector.add_facts(outcome);
    } else if (index == first + kFactQueries.size() + 1) {
      collector.add_unmodelled(outcome);
    } else {
      collector.add_dependencies(outcome);
    }
  }
  if (failure) {
    const bool open = after == After::stay && !failure->connection_lost;
    if (open) db::execute(connection, {.sql = "ROLLBACK"});
    throw Error(failure->connection_lost ? ErrorCode::unreachable : ErrorCode::failed,
                db::describe(*failure));
  }
  schema::Catalog catalog = collector.finish();
  catalog.home = home;
  return catalog;
}

/// Tries again once: pg_get_viewdef() and its like look at the catalogs as they are now, not at the
/// snapshot, and an object that somebody has just dropped is "cache lookup failed" (XX000).
schema::Catalog read_in_spite_of_others(db::Connection& connection, int version,
                                        const std::string& home, After after) {
  try {
    return read(connection, version, home, after);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::failed) throw;
    return read(connection, version, home, after);
  }
}

}  // namespace

std::string for_version(std::string_view sql, int version) {
  const int major = version / 10000;
  std::string result;
  for (size_t begin = 0; begin < sql.size();) {
    const size_t end = std::min(sql.find('\n', begin), sql.size());
    const std::string_view line = sql.substr(begin, end - begin);
    const size_t mark = line.rfind("-- ");
    int limit = 0;
    bool wanted = true;
    if (mark != std::string_view::npos && line.ends_with('+')) {
      std::from_chars(line.data() + mark + 3, line.data() + line.size() - 1, limit);
      wanted = limit == 0 || major >= limit;
    } else if (mark != std::string_view::npos && line.substr(mark).starts_with("-- <")) {
      std::from_chars(line.data() + mark + 4, line.data() + line.size(), limit);
      wanted = limit == 0 || major < limit;
    }
    if (wanted) result.append(line).append("\n");
    begin = end + 1;
  }
  return result;
}

schema::Catalog introspect(db::Connection& connection, int version, const std::string& home) {
  return read_in_spite_of_others(connection, version, home, After::roll_back);
}

schema::Catalog introspect_and_stay(db::Connection& connection, int version,
                                    const std::string& home) {
  return read_in_spite_of_others(connection, version, home, After::stay);
}

}  // namespace migrate::postgresql
