#include "lib/sqlite/lint/analyzer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/lint/common_rules.h"
#include "lib/lint/families.h"
#include "lib/sqlite/lint/act.h"

namespace migrate::sqlite {
namespace lint {
namespace {

using migrate::lint::Analyzer;
using migrate::lint::Common;
using migrate::lint::Judgement;

constexpr std::string_view kExampleSchema = R"(CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    country TEXT
);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers ON DELETE CASCADE,
    code TEXT,
    note TEXT
);
CREATE INDEX orders_customer ON orders (customer);
CREATE TABLE notes (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT);
CREATE INDEX notes_owner ON notes (owner);
CREATE TABLE tags (tag TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER notes_tags AFTER INSERT ON notes BEGIN
    UPDATE tags SET uses = uses + 1 WHERE tag = NEW.note;
END;
CREATE VIEW tag_names AS SELECT tag FROM tags;
)";

/// Whether the model's schema may be another one behind it.
bool moves(Parsed::Kind kind) {
  using Kind = Parsed::Kind;
  return kind != Kind::other && kind != Kind::update && kind != Kind::remove &&
         kind != Kind::pragma && kind != Kind::attach && kind != Kind::vacuum;
}

class SqliteAnalyzer : public Analyzer {
 public:
  [[nodiscard]] std::span<const Rule> rules() const override {
    static const std::vector<Rule> kAll = migrate::lint::rules_of(families());
    return kAll;
  }
  [[nodiscard]] std::string_view example_schema() const override { return kExampleSchema; }

  void forget(Beginning beginning) override {
    model_.forget(beginning);
    broken_.reset();
  }
  void settle() override { model_.settle(); }

  void replay(const Script& script) override {
    for (const auto& statement : script.statements) {
      (void)model_.carry_out(parse(statement.text), statement);
    }
    model_.end_script();
    broken_.reset();
  }

  [[nodiscard]] Judgement judge(const Script& script) override {
    Judgement judgement;
    const Act act = carry_out(script);
    note_unread(act, judgement);
    Findings findings(judgement.hits);
    for (const Family& family : families()) family.judge(act, findings);
    return judgement;
  }

 private:
  Act carry_out(const Script& script) {
    auto schema = std::make_shared<const Schema>(model_.schema());
    Act act{script, {}, schema, schema};
    const std::vector<Broken> broken_before = broken_ ? *std::move(broken_) : model_.broken();
    for (const auto& statement : script.statements) {
      Step& step = act.steps.emplace_back();
      step.parsed = parse(statement.text);
      step.before = schema;
      step.outcome = model_.carry_out(step.parsed, statement);
      if (moves(step.parsed.kind)) schema = std::make_shared<const Schema>(model_.schema());
      step.after = schema;
      step.unknown_pragma =
          step.parsed.kind == Parsed::Kind::pragma && !model_.knows_pragma(step.parsed.target.name);
    }
    model_.end_script();
    act.last = schema;
    broken_ = model_.broken();
    for (const Broken& broken : *broken_) {
      const auto same = [&](const Broken& old) {
        return old.kind == broken.kind && old.name == broken.name;
      };
      if (std::none_of(broken_before.begin(), broken_before.end(), same)) {
        act.broken.push_back(broken);
      }
    }
    return act;
  }

  static void note_unread(const Act& act, Judgement& judgement) {
    for (size_t i = 0; i < act.steps.size(); ++i) {
      const Outcome& outcome = act.steps[i].outcome;
      if (outcome.status == Outcome::Status::refused) ++judgement.unread;
      if (outcome.status != Outcome::Status::unknown) continue;
      ++judgement.unread;
      if (outcome.message.empty()) continue;
      judgement.hits.push_back({&rule_of(Common::unparsed_statement), i, outcome.offset.value_or(0),
                                "can't be tried here: " + outcome.message, "", "", ""});
    }
  }

  Model model_;
  /// What is broken now; none: not known.
  std::optional<std::vector<Broken>> broken_;
};

}  // namespace
}  // namespace lint

std::unique_ptr<migrate::lint::Analyzer> make_analyzer() {
  return std::make_unique<lint::SqliteAnalyzer>();
}

}  // namespace migrate::sqlite
