#include "lib/postgresql/lint/table_design.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/postgresql/lint/parse.h"
#include "lib/sql/lexer.h"

namespace migrate::postgresql::lint {
namespace {

constexpr std::array kRules = {
    Rule{
        .id = "table-without-primary-key",
        .severity = Severity::note,
        .off = true,
        .summary = "makes a table without a primary key",
        .lock = "",
        .why = "rows can't be told apart, and logical replication refuses their UPDATE and DELETE.",
        .advice = "give it a primary key",
        .bad = "CREATE TABLE fresh (code text NOT NULL);\n",
        .good = "CREATE TABLE fresh (code text PRIMARY KEY);\n",
    },
    Rule{
        .id = "integer-primary-key",
        .severity = Severity::note,
        .off = true,
        .summary = "a primary key of four bytes or less",
        .lock = "",
        .why = "its numbers may run out, and making it wider writes the table anew, with all that "
               "refer to it.",
        .advice = "make it bigint",
        .bad = "CREATE TABLE fresh (id integer PRIMARY KEY);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
    },
    Rule{
        .id = "foreign-key-without-index",
        .severity = Severity::note,
        .off = true,
        .summary = "a foreign key whose columns no index begins with",
        .lock = "",
        .why = "whoever deletes a row of the other table, or changes its key, reads all of this "
               "one to see who refers to it.",
        .advice = "make an index that begins with its columns; one with a WHERE does not serve",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, customer bigint REFERENCES "
               "customers);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, customer bigint REFERENCES customers);"
                "\nCREATE INDEX fresh_customer ON fresh (customer);\n",
    },
    Rule{
        .id = "foreign-key-type",
        .severity = Severity::note,
        .off = true,
        .summary = "a foreign key of another type than what it refers to",
        .lock = "",
        .why = "the narrower side runs out first, and every look-up converts.",
        .advice = "give both columns one type",
        .bad = "CREATE TABLE fresh (id bigint PRIMARY KEY, customer integer REFERENCES "
               "customers);\nCREATE INDEX fresh_customer ON fresh (customer);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY, customer bigint REFERENCES customers);"
                "\nCREATE INDEX fresh_customer ON fresh (customer);\n",
    },
    Rule{
        .id = "redundant-index",
        .severity = Severity::note,
        .off = true,
        .summary = "an index that another one begins with",
        .lock = "",
        .why = "the other one answers the same queries; every write pays for both.",
        .advice = "leave it out, or drop the one that is less used",
        .bad = "CREATE INDEX CONCURRENTLY orders_placed_id ON orders (placed, id);\n",
        .good = "CREATE INDEX CONCURRENTLY orders_customer_id ON orders (customer, id);\n",
    },
    Rule{
        .id = "row-security-without-policy",
        .severity = Severity::warning,
        .summary = "turns row security on for a table without a policy",
        .lock = "",
        .why = "all but the owner see no row and can write none.",
        .advice = "make the policies in the same script",
        .bad = "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n",
        .good = "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n"
                "CREATE POLICY own ON notes USING (owner = current_setting('shop.user')::bigint);"
                "\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

/// As people write it: `public` goes without saying.
std::string shown(const Name& name) { return name.schema == "public" ? sql(name.name) : sql(name); }

const Constraint* primary_key(const Table& table) {
  const auto found =
      std::find_if(table.constraints.begin(), table.constraints.end(),
                   [](const auto& known) { return known.kind == Constraint::Kind::primary; });
  return found == table.constraints.end() ? nullptr : &*found;
}

void judge_primary_key(const Table& table, std::vector<Flaw>& out) {
  const Constraint* key = primary_key(table);
  if (key == nullptr) {
    if (!table.whole) return;
    out.push_back({&rule("table-without-primary-key"),
                   sql(table.name),
                   {table.name.name},
                   fmt::format("{} has no primary key", shown(table.name))});
    return;
  }
  if (key->columns.size() != 1) return;
  const Column* column = table.column(key->columns[0]);
  if (column == nullptr) return;
  const std::string& type = column->type.name.name;
  if (type != "int4" && type != "int2") return;
  out.push_back(
      {&rule("integer-primary-key"),
       sql(table.name),
       {column->name},
       fmt::format("the primary key of {} has {}", shown(table.name),
                   type == "int4" ? "room for 2,147,483,647 rows" : "room for 32,767 rows")});
}

/// Whether the first keys of `index` are `columns`, in whatever order.
bool begins_with(const Index& index, const std::vector<std::string>& columns) {
  if (index.partial || index.keys.size() < columns.size()) return false;
  if (index.method != "btree" && index.method != "hash") return false;
  const auto end = index.keys.begin() + static_cast<std::ptrdiff_t>(columns.size());
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::any_of(index.keys.begin(), end,
                       [&](const IndexKey& key) { return key.column == column; });
  });
}

/// Types that compare without a conversion, by one name.
std::string_view family(const Type& type) {
  const std::string& name = type.name.name;
  return name == "varchar" ? std::string_view("text") : std::string_view(name);
}

void judge_types(const Catalog& catalog, const Table& table, const Constraint& key,
                 std::vector<Flaw>& out) {
  const Table* parent = catalog.table(key.parent);
  if (parent == nullptr) return;
  const Constraint* referred = primary_key(*parent);
  const std::vector<std::string> none;
  const std::vector<std::string>& columns =
      !key.refers.empty() ? key.refers : (referred == nullptr ? none : referred->columns);
  for (size_t i = 0; i < key.columns.size() && i < columns.size(); ++i) {
    const Column* own = table.column(key.columns[i]);
    const Column* other = parent->column(columns[i]);
    if (own == nullptr || other == nullptr || family(own->type) == family(other->type)) continue;
    out.push_back({&rule("foreign-key-type"),
                   sql(table.name) + "." + sql(own->name),
                   {own->name},
                   fmt::format("{} is {}, {}.{} is {}", sql(own->name), format(own->type),
                               shown(parent->name), sql(other->name), format(other->type))});
  }
}

void judge_foreign_keys(const Catalog& catalog, const Table& table, std::vector<Flaw>& out) {
  for (const Constraint& key : table.constraints) {
    if (key.kind != Constraint::Kind::foreign || key.columns.empty()) continue;
    judge_types(catalog, table, key, out);
    const bool served =
        std::any_of(table.indexes.begin(), table.indexes.end(),
                    [&](const Index& index) { return begins_with(index, key.columns); });
    if (served) continue;
    const std::string columns = sql_list(key.columns);
    out.push_back(
        {&rule("foreign-key-without-index"),
         sql(table.name) + "(" + columns + ")",
         {key.name, key.columns[0]},
         fmt::format("no index of {} begins with {}", shown(table.name), columns),
         fmt::format("CREATE INDEX CONCURRENTLY ON {} ({});\n", shown(table.name), columns)});
  }
}

/// Whether `index` does what `other` does: nothing that `other` is good for is left without it.
bool serves(const Index& index, const Index& other) {
  const bool plain = index.method == "btree" && other.method == "btree" && !index.partial &&
                     !other.partial && other.columns.size() == other.keys.size();
  if (!plain || other.keys.size() > index.keys.size()) return false;
  const auto has_expression = [](const IndexKey& key) { return key.column.empty(); };
  if (std::any_of(other.keys.begin(), other.keys.end(), has_expression)) return false;
  if (other.unique && (!index.unique || index.keys.size() != other.keys.size())) return false;
  return std::equal(other.keys.begin(), other.keys.end(), index.keys.begin());
}

void judge_indexes(const Table& table, std::vector<Flaw>& out) {
  for (size_t i = 0; i < table.indexes.size(); ++i) {
    const Index& index = table.indexes[i];
    if (index.unique && table.constraint(index.name.name) != nullptr) continue;
    for (size_t j = 0; j < table.indexes.size(); ++j) {
      const Index& other = table.indexes[j];
      // Of two that are alike the later one is too many.
      if (i == j || !serves(other, index) || (serves(index, other) && i < j)) continue;
      out.push_back(
          {&rule("redundant-index"),
           sql(index.name),
           {index.name.name, other.name.name},
           fmt::format("{} does what {} does", sql(other.name.name), sql(index.name.name))});
      break;
    }
  }
}

}  // namespace

std::vector<Flaw> flaws_of(const Catalog& catalog, const Table& table) {
  std::vector<Flaw> out;
  if (table.kind != Table::Kind::table || table.temporary || !table.partition_of.name.empty()) {
    return out;
  }
  judge_primary_key(table, out);
  judge_foreign_keys(catalog, table, out);
  judge_indexes(table, out);
  if (table.row_security && table.policies.empty() && table.whole) {
    out.push_back({&rule("row-security-without-policy"),
                   sql(table.name),
                   {"row"},
                   fmt::format("{} has row security and no policy", shown(table.name))});
  }
  return out;
}

namespace {

/// Whether a statement may make or unmake a flaw, by its first word.
bool is_definition(const std::string& statement) {
  if (statement.size() > kLongestParsed) return false;  // it is not carried out, either
  const std::vector<sql::Lexeme> first =
      sql::leading_lexemes(statement, sql::postgresql_dialect(), 1);
  if (first.empty()) return false;
  const std::string& word = first[0].folded;
  return word == "create" || word == "alter" || word == "drop";
}

using Word = std::vector<std::pair<std::string, size_t>>::const_iterator;

Word find(Word from, Word to, const std::string& wanted) {
  return std::find_if(from, to, [&](const auto& word) { return word.first == wanted; });
}

}  // namespace

DesignJudge::DesignJudge(const Catalog& catalog, const Script& script) : catalog_(catalog) {
  for (const auto& statement : script.statements) {
    Words& words = statements_.emplace_back();
    if (!is_definition(statement.text)) continue;
    for (sql::Lexeme& lexeme : sql::lexemes(statement.text, sql::postgresql_dialect())) {
      if (lexeme.folded.empty()) continue;
      words_.insert(lexeme.folded);
      words.emplace_back(std::move(lexeme.folded), lexeme.offset);
    }
  }
  for (const auto& [name, table] : catalog_.tables()) {
    std::vector<std::string> names = {name.name};
    for (const Index& index : table.indexes) names.push_back(index.name.name);
    std::erase_if(names, [&](const std::string& known) { return !words_.contains(known); });
    if (!names.empty()) touched_.emplace(name, std::move(names));
  }
  for (const auto& [table, flaw] : flaws()) before_.emplace(flaw.rule->id, flaw.object);
}

std::vector<std::pair<const Table*, Flaw>> DesignJudge::flaws() const {
  std::vector<std::pair<const Table*, Flaw>> out;
  for (const auto& [name, table] : catalog_.tables()) {
    if (!words_.contains(name.name) && !touched_.contains(name)) continue;
    for (Flaw& flaw : flaws_of(catalog_, table)) out.emplace_back(&table, std::move(flaw));
  }
  return out;
}

std::vector<Hit> DesignJudge::hits() const {
  std::vector<Hit> out;
  for (auto& [table, flaw] : flaws()) {
    if (before_.contains({flaw.rule->id, flaw.object})) continue;
    const auto [statement, offset] = place_of(*table, flaw);
    out.push_back({flaw.rule, statement, offset, std::move(flaw.message), std::move(flaw.object),
                   "", std::move(flaw.fix)});
  }
  return out;
}

std::pair<size_t, size_t> DesignJudge::place_of(const Table& table, const Flaw& flaw) const {
  for (const std::string& word : flaw.words) {
    for (size_t i = 0; i < statements_.size(); ++i) {
      const Words& words = statements_[i];
      const auto at = find(words.begin(), words.end(), table.name.name);
      if (at == words.end()) continue;
      // Mostly it stands behind the table's name; that of an index stands before it.
      auto place = find(at, words.end(), word);
      if (place == words.end()) place = find(words.begin(), at, word);
      if (place != words.end() && place->first == word) return {i, place->second};
    }
  }
  // The statement that took away what kept the flaw from being one.
  const auto touched = touched_.find(table.name);
  for (size_t i = 0; touched != touched_.end() && i < statements_.size(); ++i) {
    for (const std::string& name : touched->second) {
      const auto at = find(statements_[i].begin(), statements_[i].end(), name);
      if (at != statements_[i].end()) return {i, at->second};
    }
  }
  return {0, 0};
}

bool design_stands(const Catalog& catalog, const Rule& rule, const std::string& object) {
  if (std::none_of(kRules.begin(), kRules.end(),
                   [&](const Rule& own) { return own.id == rule.id; })) {
    return true;
  }
  for (const auto& [name, table] : catalog.tables()) {
    for (const Flaw& flaw : flaws_of(catalog, table)) {
      if (flaw.rule->id == rule.id && flaw.object == object) return true;
    }
  }
  return false;
}

Family table_design_rules() {
  return {kRules, [](Scene& /*scene*/) {}};  // what DesignJudge finds
}

}  // namespace migrate::postgresql::lint
