#include "lib/postgresql/rows.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/postgresql/before_rows.h"
#include "lib/postgresql/embedded_sql.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

/// What is fetched at a time: as many rows as have about so many bytes by what the last ones had.
constexpr size_t kFetchedBytes = 1 << 20;
constexpr size_t kFirstRows = 100;
constexpr size_t kMostRows = 1000;

/// Characters that COPY writes with a backslash, and what stands behind it.
constexpr std::string_view kEscaped = "\\\b\f\n\r\t\v";
constexpr std::string_view kEscapes = "\\bfnrtv";

Identity parent_of(const Fact& foreign_key) {
  return {"table", json::parse_texts(foreign_key.remark("parent"))};
}

std::string fully_qualified(const Identity& table) {
  return quote_identifier(table.name.at(0)) + "." + quote_identifier(table.name.at(1));
}

/// Throws where a row refers to one that isn't written: it could not be put back.
void demand_parents(db::Connection& connection, const Catalog& schema,
                    const std::vector<Identity>& tables) {
  const std::set<Identity> written = with_partitions(schema, tables);
  for (const auto& [identity, fact] : schema.facts) {
    if (fact.attribute("type") != "foreign key" || !fact.part_of) continue;
    if (!written.contains(*fact.part_of) || written.contains(parent_of(fact))) continue;
    std::vector<std::string> conditions;
    for (const std::string& column : json::parse_texts(fact.remark("key"))) {
      conditions.push_back(quote_identifier(column) + " IS NOT NULL");
    }
    const db::Outcome found =
        db::execute(connection, {.sql = "SELECT 1 FROM " + fully_qualified(*fact.part_of) +
                                        " WHERE " + join(conditions, " AND ") + " LIMIT 1"});
    if (found.rows.empty()) continue;
    throw Error(ErrorCode::usage,
                "rows of " + describe(*fact.part_of) + " refer to rows of " +
                    describe(parent_of(fact)) + ", which are not dumped",
                "dump both");
  }
}

struct Column {
  std::string name;
  std::optional<int> place;  ///< in the primary key
  bool collated = false;
};

db::Request own_query(std::string_view name, const Identity& table) {
  return {.sql = std::string(embedded_sql(name)),
          .parameters = {db::text(table.name.at(0)), db::text(table.name.at(1))}};
}

class TableRows {
 public:
  TableRows(db::Connection& connection, const Catalog& schema, const Identity& table)
      : connection_(connection), schema_(schema), table_(table) {
    for (const auto& row : db::execute(connection, own_query("rows/columns", table)).rows) {
      Column column{row.at(0).value(), std::nullopt, row.at(2) == "t"};
      if (row.at(1)) column.place = std::stoi(*row.at(1));
      columns_.push_back(std::move(column));
    }
  }

  void write(Sink& out) {
    demand_own_rows();
    db::execute(connection_, {.sql = "DECLARE migrate_rows NO SCROLL CURSOR FOR " + query()});
    bool any = false;
    for (size_t wanted = kFirstRows;;) {
      const db::Outcome fetched = db::execute(
          connection_, {.sql = "FETCH FORWARD " + std::to_string(wanted) + " FROM migrate_rows"});
      if (fetched.rows.empty()) break;
      const std::string text = lines(fetched);
      if (!std::exchange(any, true)) out.write("\n" + opening());
      out.write(text);
      const size_t row_bytes = text.size() / fetched.rows.size() + 1;
      wanted = std::clamp<size_t>(kFetchedBytes / row_bytes, 1, kMostRows);
    }
    db::execute(connection_, {.sql = "CLOSE migrate_rows"});
    if (any) out.write("\\.\n");
  }

 private:
  void demand_own_rows() {
    const db::Outcome found = db::execute(connection_, own_query("rows/foreign_partition", table_));
    if (found.rows.empty()) return;
    throw Error(ErrorCode::usage,
                describe(table_) + " has rows on another server, in its partition " +
                    found.rows.at(0).at(0).value_or(""),
                "name the partitions whose rows are wanted");
  }

  [[nodiscard]] std::string names() const {
    std::vector<std::string> result;
    for (const Column& column : columns_) result.push_back(name_sql(column.name));
    return join(result, ", ");
  }

  /// By the primary key, byte by byte where it is text: the same on every server. Rows without one
  /// by their text, as not every type has an order.
  [[nodiscard]] std::string order() const {
    std::vector<const Column*> key;
    for (const Column& column : columns_) {
      if (column.place) key.push_back(&column);
    }
    std::sort(key.begin(), key.end(),
              [](const Column* a, const Column* b) { return *a->place < *b->place; });
    std::vector<std::string> terms;
    for (const Column* column : key) {
      terms.push_back(quote_identifier(column->name) + (column->collated ? " COLLATE \"C\"" : ""));
    }
    if (terms.empty() && !columns_.empty()) terms = {"ROW(" + names() + ")::text COLLATE \"C\""};
    return terms.empty() ? "" : " ORDER BY " + join(terms, ", ");
  }

  [[nodiscard]] std::string query() const {
    const Fact* fact = schema_.find(table_);
    const bool partitioned = fact != nullptr && fact->has("partition_key");
    return "SELECT " + names() + " FROM " + (partitioned ? "" : "ONLY ") + fully_qualified(table_) +
           order();
  }

  [[nodiscard]] std::string opening() const {
    const std::string list = columns_.empty() ? "" : " (" + names() + ")";
    return "COPY " + qualified(table_.name.at(0), table_.name.at(1), schema_.home) + list +
           " FROM stdin;\n";
  }

  static std::string lines(const db::Outcome& fetched) {
    std::string result;
    for (const auto& row : fetched.rows) {
      for (size_t index = 0; index < row.size(); ++index) {
        if (index > 0) result += '\t';
        append_copy_text(result, row[index]);
      }
      result += '\n';
    }
    return result;
  }

  db::Connection& connection_;
  const Catalog& schema_;
  const Identity& table_;
  std::vector<Column> columns_;
};

/// setval() for the sequences that number the rows of `table`.
std::string sequence_states(db::Connection& connection, const Identity& table) {
  std::string result;
  for (const auto& row : db::execute(connection, own_query("rows/sequences", table)).rows) {
    const db::Outcome state =
        db::execute(connection, {.sql = "SELECT last_value, is_called FROM " + row.at(1).value()});
    const std::vector<db::Value>& values = state.rows.at(0);
    result += "SELECT pg_catalog.setval(" + quote_literal(row.at(0).value()) + ", " +
              values.at(0).value() + (values.at(1) == "t" ? ", true" : ", false") + ");\n";
  }
  return result;
}

}  // namespace

void write_rows(db::Connection& connection, const schema::Catalog& schema,
                const std::vector<schema::Identity>& tables, SequenceStates& sequences, Sink& out) {
  // A policy that hides rows must be an error, not a shorter dump.
  db::execute(connection, {.sql = "SET LOCAL row_security = off"});
  db::execute(connection, {.sql = "SET LOCAL cursor_tuple_fraction = 1"});
  demand_parents(connection, schema, tables);
  std::string states;
  for (const Identity& table : without_partitions(schema, tables)) {
    TableRows(connection, schema, table).write(out);
    auto state = sequences.find(table);
    if (state == sequences.end()) {
      state = sequences.emplace(table, sequence_states(connection, table)).first;
    }
    states += state->second;
  }
  if (!states.empty()) out.write("\n" + states);
}

void append_copy_text(std::string& out, const db::Value& value) {
  if (!value) {
    out += "\\N";
    return;
  }
  for (const char c : *value) {
    const size_t found = kEscaped.find(c);
    if (found == std::string_view::npos) {
      out += c;
    } else {
      out += '\\';
      out += kEscapes[found];
    }
  }
}

}  // namespace migrate::postgresql
