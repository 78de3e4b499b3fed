#include "lib/postgresql/lint/analyzer.h"

#include <fmt/format.h>

#include <optional>

#include "lib/lint/common_rules.h"
#include "lib/lint/families.h"
#include "lib/postgresql/lint/catalog.h"
#include "lib/postgresql/lint/parse.h"
#include "lib/postgresql/lint/scene.h"
#include "lib/postgresql/lint/table_design.h"
#include "lib/postgresql/lint/words.h"

namespace migrate::postgresql {
namespace lint {
namespace {

using migrate::lint::Analyzer;
using migrate::lint::Common;
using migrate::lint::Judgement;

constexpr std::string_view kExampleSchema = R"(CREATE TYPE mood AS ENUM ('fine');
CREATE DOMAIN email_address AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE customers (
    id bigint PRIMARY KEY,
    name varchar(80) NOT NULL,
    email text NOT NULL,
    country text,
    mood mood
);
CREATE INDEX customers_country ON customers (country);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer bigint NOT NULL REFERENCES customers,
    code varchar(10),
    state varchar(10) CHECK (state <> ''),
    note text,
    quantity integer CHECK (quantity > 0),
    total numeric(10, 2) NOT NULL,
    placed timestamptz DEFAULT now()
);
CREATE INDEX orders_placed ON orders (placed);
CREATE TABLE notes (id bigint PRIMARY KEY, owner bigint, note text);
CREATE TABLE bookings (id bigint, room bigint NOT NULL, during tsrange);
CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE old_events (id bigint, day date NOT NULL);
CREATE TABLE logs (id bigint, level integer) PARTITION BY LIST (level);
CREATE TABLE logs_default PARTITION OF logs DEFAULT;
CREATE VIEW customer_names AS SELECT id, name FROM customers;
CREATE MATERIALIZED VIEW daily AS SELECT placed::date AS day, sum(total) FROM orders GROUP BY 1;
CREATE UNIQUE INDEX daily_day ON daily (day);
CREATE SCHEMA archive;
)";

/// Whether `node` is a block of PL/pgSQL, which is looked into.
bool is_block(const Tree& node) {
  if (kind_of(node) != "DoStmt") return false;
  for (const Tree& item : body_of(node)["args"].items()) {
    const Tree& argument = item["DefElem"];
    if (argument["defname"].text() == "language") {
      return argument["arg"]["String"]["sval"].text() == "plpgsql";
    }
  }
  return true;
}

class PostgresqlAnalyzer : public Analyzer {
 public:
  [[nodiscard]] std::span<const Rule> rules() const override {
    static const std::vector<Rule> kAll = migrate::lint::rules_of(families());
    return kAll;
  }
  [[nodiscard]] std::string_view example_schema() const override { return kExampleSchema; }

  [[nodiscard]] bool stands(const Rule& rule, const std::string& object) const override {
    return design_stands(catalog_, rule, object);
  }

  void forget(Beginning /*beginning*/) override { catalog_ = {}; }
  void settle() override { catalog_.settle(); }

  void replay(const Script& script) override {
    on_big_stack([&] {
      catalog_.set_search_path({});
      for (const auto& statement : script.statements) {
        const Tree tree = parse(statement.text).tree;
        apply(tree, statement.text);
      }
    });
  }

  [[nodiscard]] Judgement judge(const Script& script) override {
    Judgement judgement;
    on_big_stack([&] {
      catalog_.set_search_path({});
      catalog_.settle_populated();
      judge_script(script, judgement);
    });
    return judgement;
  }

 private:
  void judge_script(const Script& script, Judgement& judgement) {
    const DesignJudge design(catalog_, script);
    Trees trees;
    for (size_t i = 0; i < script.statements.size(); ++i) {
      Parsed parsed = parse(script.statements[i].text);
      if (!parsed.error.empty()) {
        ++judgement.unread;
        judgement.hits.push_back({&rule_of(Common::unparsed_statement), i, parsed.error_offset,
                                  "the parser can't read this: " + parsed.error, "", "", ""});
      }
      trees.push_back(std::move(parsed.tree));
    }
    for (size_t i = 0; i < trees.size(); ++i) {
      const std::string& text = script.statements[i].text;
      if (trees[i].is_null()) {
        for (Hit& hit : losses_by_words(text, i)) judgement.hits.push_back(std::move(hit));
        continue;
      }
      Scene scene(catalog_, script, trees, i, text, trees[i], judgement.hits);
      for (const Family& family : families()) family.judge(scene);
      if (is_block(trees[i])) {
        judge_block(script, trees, i, judgement);
      } else {
        catalog_.apply(trees[i]);
      }
    }
    for (Hit& hit : design.hits()) judgement.hits.push_back(std::move(hit));
  }

  /// The statements inside a DO block, one after the other: each is judged as if it stood in the
  /// block's place, and what it finds points to the word in the body.
  void judge_block(const Script& script, const Trees& trees, size_t index, Judgement& judgement) {
    const std::string& block = script.statements[index].text;
    size_t from = 0;
    for (const Embedded& embedded : embedded_statements(block)) {
      const size_t found = block.find(embedded.sql, from);
      const size_t offset = found == std::string::npos ? 0 : found;
      if (found != std::string::npos) from = found + embedded.sql.size();
      if (embedded.source == Embedded::Source::dynamic) {
        judgement.hits.push_back(
            {&dynamic_sql_rule(), index, offset, "runs SQL that can't be seen here", "", "", ""});
        continue;
      }
      const Tree tree = parse(embedded.sql).tree;
      if (tree.is_null()) continue;
      std::vector<Hit> hits;
      Scene scene(catalog_, script, trees, index, embedded.sql, tree, hits);
      for (const Family& family : families()) family.judge(scene);
      for (Hit& hit : hits) {
        hit.offset = found == std::string::npos ? 0 : hit.offset + offset;
        judgement.hits.push_back(std::move(hit));
      }
      catalog_.apply(tree);
    }
  }

  void apply(const Tree& tree, const std::string& text) {
    if (!is_block(tree)) return catalog_.apply(tree);
    for (const Embedded& embedded : embedded_statements(text)) {
      if (embedded.source != Embedded::Source::dynamic) catalog_.apply(parse(embedded.sql).tree);
    }
  }

  Catalog catalog_;
};

}  // namespace
}  // namespace lint

std::unique_ptr<migrate::lint::Analyzer> make_analyzer() {
  lint::demand_parser();
  return std::make_unique<lint::PostgresqlAnalyzer>();
}

}  // namespace migrate::postgresql
