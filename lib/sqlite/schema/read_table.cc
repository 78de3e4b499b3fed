// Grammar: https://www.sqlite.org/lang_createtable.html and parse.y, which differs: constraints of
// a table need no comma between them, and a type is any row of names.
#include "lib/sqlite/schema/read_table.h"

#include <algorithm>
#include <array>

#include "lib/base/hash.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite {

namespace {

using schema::Fact;
using schema::Identity;

class TableReader {
 public:
  TableReader(std::string_view sql, const Names& known) : text_(sql), known_(known) {}

  std::optional<TableFacts> read() {
    if (!text_.is(0, "create") || !text_.is(1, "table") || !text_.is_name(2)) return std::nullopt;
    result_.table.identity = {"table", {to_lower(text_.name(2))}};
    result_.table.remarks["name"] = text_.name(2);
    result_.table.remarks["sql"] = std::string(text_.slice(text_.all()));
    if (!text_.is_symbol(3, '(')) return std::nullopt;
    at_ = 4;
    while (!failed_ && item()) {
    }
    if (failed_ || !take_symbol(')') || !options()) return std::nullopt;
    finish();
    return std::move(result_);
  }

 private:
  /// A constraint, with its place in the text until all columns are known.
  struct Pending {
    Fact fact;
    Range range;
    Range keys;  ///< the columns of a key in brackets
  };

  bool take(std::string_view word) {
    if (!text_.is(at_, word)) return false;
    ++at_;
    return true;
  }
  bool take_symbol(char symbol) {
    if (!text_.is_symbol(at_, symbol)) return false;
    ++at_;
    return true;
  }
  void skip(size_t count) {
    expect(at_ + count <= text_.size());
    at_ = std::min(at_ + count, text_.size());
  }
  bool expect(bool condition) {
    if (!condition) failed_ = true;
    return condition;
  }
  /// "( … )"; the range with its parentheses.
  Range group() {
    const size_t begin = at_;
    if (expect(text_.is_symbol(at_, '('))) at_ = text_.behind_group(at_);
    return {begin, at_};
  }
  std::string canonical(Range range) const { return text_.canonical(range, known_); }

  /// One column or one row of constraints, with the comma behind it. False behind the last.
  bool item() {
    if (starts_table_constraint()) {
      while (starts_table_constraint() && !failed_) table_constraint();
    } else {
      column();
    }
    return take_symbol(',');
  }

  [[nodiscard]] bool starts_table_constraint() const {
    static constexpr std::array kWords = {"constraint", "primary", "unique", "check", "foreign"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [this](const char* word) { return text_.is(at_, word); });
  }

  [[nodiscard]] bool starts_column_constraint() const {
    static constexpr std::array kWords = {"constraint", "primary",    "not",       "null",
                                          "unique",     "check",      "default",   "collate",
                                          "as",         "deferrable", "references"};
    return (text_.is(at_, "generated") && text_.is(at_ + 1, "always")) ||
           std::any_of(kWords.begin(), kWords.end(),
                       [this](const char* word) { return text_.is(at_, word); });
  }

  // Columns.

  void column() {
    if (!expect(text_.is_name(at_))) return;
    const std::string name = text_.name(at_);
    Fact fact;
    fact.identity = {"column", {result_.table.identity.name[0], to_lower(name)}};
    fact.remarks["name"] = name;
    fact.remarks["position"] = std::to_string(position_++);
    fact.part_of = result_.table.identity;
    sql_ = std::string(text_.slice({at_, at_ + 1}));
    const size_t begin = ++at_;
    while (text_.is_name(at_) && !starts_column_constraint()) ++at_;
    if (at_ > begin && text_.is_symbol(at_, '(')) group();
    if (at_ > begin) {
      fact.attributes["type"] = to_lower(text_.canonical({begin, at_}, known_));
      keep({begin, at_});
    }
    generated_ = {};
    while (starts_column_constraint() && !failed_) column_constraint(fact);
    fact.remarks["sql"] = sql_;
    result_.parts.push_back(std::move(fact));
    generated_of_.push_back(generated_);
  }

  /// Adds a clause to the text of the current column.
  void keep(Range range) { sql_.append(" ").append(text_.slice(range)); }

  void column_constraint(Fact& column) {
    const size_t begin = at_;
    const std::string name = constraint_name();
    const size_t after_name = at_;
    if (take("primary") || take("unique") || take("check") || take("references")) {
      at_ = after_name;
      constraint(name, begin, &column);
      return;
    }
    const auto clause = [&](const std::string& attribute, std::string value) {
      column.attributes[attribute] = std::move(value);
      keep({begin, at_});
    };
    if (take("not")) {
      expect(take("null"));
      conflict_clause();
      clause("not null", canonical({after_name, at_}));
    } else if (take("null")) {
      conflict_clause();
      keep({begin, at_});
    } else if (take("collate")) {
      if (expect(text_.is_name(at_))) clause("collation", to_lower(text_.name(at_++)));
    } else if (take("default")) {
      const Range value = default_value();
      column.remarks["default"] = std::string(text_.slice(value));
      clause("default", canonical_default(value));
    } else if (take("generated") || text_.is(at_, "as")) {
      take("always");
      expect(take("as"));
      generated_ = group();
      const bool stored = take("stored");
      if (!stored) take("virtual");
      if (stored) column.attributes["stored"] = "yes";
      clause("generated", "");  // its text when the names of all columns are known
    } else if (after_name == begin) {
      failed_ = true;  // a CONSTRAINT with nothing behind its name is allowed
    }
  }

  std::string constraint_name() {
    if (!take("constraint")) return "";
    return expect(text_.is_name(at_)) ? text_.name(at_++) : "";
  }

  void conflict_clause() {
    if (!text_.is(at_, "on") || !text_.is(at_ + 1, "conflict")) return;
    skip(3);
  }

  Range default_value() {
    if (text_.is_symbol(at_, '(')) return group();
    const size_t begin = at_;
    if (text_.is_symbol(at_, '-') || text_.is_symbol(at_, '+')) ++at_;
    skip(1);
    return {begin, at_};
  }

  /// A name as a default is a string.
  [[nodiscard]] std::string canonical_default(Range value) const {
    static constexpr std::array kWords = {"null",         "true",         "false",
                                          "current_time", "current_date", "current_timestamp"};
    const bool word = std::any_of(kWords.begin(), kWords.end(), [&](const char* keyword) {
      return text_.is(value.begin, keyword);
    });
    const bool is_name = value.end - value.begin == 1 && text_.is_name(value.begin) && !word;
    return is_name ? literal(text_.name(value.begin)) : canonical(value);
  }

  // Constraints.

  void table_constraint() {
    const size_t begin = at_;
    const std::string name = constraint_name();
    constraint(name, begin, nullptr);
  }

  /// At PRIMARY, UNIQUE, CHECK, FOREIGN or REFERENCES; `column`: the one that it is written at.
  void constraint(const std::string& name, size_t begin, const Fact* column) {
    Fact fact;
    fact.part_of = result_.table.identity;
    const size_t keyword = at_;
    keys_ = {};
    std::string definition;
    if (take("primary")) {
      expect(take("key"));
      fact.attributes["type"] = "primary key";
      definition = keys(column, fact);
    } else if (take("unique")) {
      fact.attributes["type"] = "unique";
      definition = keys(column, fact);
    } else if (take("check")) {
      fact.attributes["type"] = "check";
      group();
      conflict_clause();
    } else if (take("foreign") || text_.is(at_, "references")) {
      fact.attributes["type"] = "foreign key";
      definition = foreign_key(column, fact);
    } else {
      // A name alone: CONSTRAINT x, without anything.
      expect(!name.empty());
      return;
    }
    fact.attributes["definition"] = definition;
    fact.remarks["sql"] = std::string(text_.slice({begin, at_}));
    fact.remarks["name"] = name;
    if (column) fact.remarks["column"] = column->identity.name[1];
    pending_.push_back({std::move(fact), {keyword, at_}, keys_});
  }

  [[nodiscard]] std::string column_text(const Fact& column) const {
    const std::string& name = column.identity.name[1];
    return identifier(name);
  }

  /// Behind PRIMARY KEY or UNIQUE.
  std::string keys(const Fact* column, Fact& fact) {
    std::string definition;
    if (column == nullptr) {
      const size_t begin = at_;
      Range list = group();
      keys_ = list;
      if (text_.is(list.end - 2, "autoincrement")) {
        result_.table.attributes["autoincrement"] = "yes";
        definition = canonical({begin, list.end - 2}) + ")";
      } else {
        definition = canonical(list);
      }
      const bool directed = text_.is(begin + 2, "asc") || text_.is(begin + 2, "desc");
      const bool one = text_.is_symbol(begin + (directed ? 3U : 2U), ')') ||
                       text_.is(begin + (directed ? 3U : 2U), "autoincrement");
      if (one && text_.is_name(begin + 1)) set_rowid(fact, to_lower(text_.name(begin + 1)));
    } else {
      definition = "(" + column_text(*column) + ")";
      // `x INTEGER PRIMARY KEY DESC` is no rowid, `PRIMARY KEY (x DESC)` is: a bug that stays.
      if (take("desc")) {
        definition = "desc " + definition;
      } else {
        take("asc");
        set_rowid(fact, column->identity.name[1]);
      }
    }
    const size_t conflict = at_;
    conflict_clause();
    if (at_ > conflict) definition += " " + canonical({conflict, at_});
    if (column != nullptr && take("autoincrement")) {
      result_.table.attributes["autoincrement"] = "yes";
    }
    return std::string(fact.attribute("type")) + " " + definition;
  }

  static void set_rowid(Fact& fact, const std::string& column) {
    if (fact.attribute("type") == "primary key") fact.remarks["rowid"] = column;
  }

  /// Behind FOREIGN, or at REFERENCES.
  std::string foreign_key(const Fact* column, Fact& fact) {
    std::string definition = "foreign key ";
    if (column == nullptr) {
      expect(take("key"));
      keys_ = group();
      definition += canonical(keys_);
    } else {
      definition += "(" + column_text(*column) + ")";
    }
    expect(take("references"));
    if (!expect(text_.is_name(at_))) return definition;
    const std::string parent = to_lower(text_.name(at_++));
    fact.prefers.push_back({"table", {parent}});
    definition += " references " + identifier(parent);
    if (text_.is_symbol(at_, '(')) definition += " " + canonical(group());
    return definition + reference_options();
  }

  /// ON DELETE, ON UPDATE, MATCH and DEFERRABLE in one order, without what is said for nothing.
  std::string reference_options() {
    std::string on_delete;
    std::string on_update;
    std::string match;
    std::string deferred;
    for (;;) {
      const size_t begin = at_;
      if (text_.is(at_, "on") && !text_.is(at_ + 1, "conflict")) {
        const bool deletes = text_.is(at_ + 1, "delete");
        skip(2);
        skip(text_.is(at_, "set") || text_.is(at_, "no") ? 2 : 1);
        std::string& action = deletes ? on_delete : on_update;
        action = " " + canonical({begin, at_});
        if (action.ends_with("no action")) action.clear();
      } else if (take("match")) {
        skip(1);
        match = " " + canonical({begin, at_});
      } else if (text_.is(at_, "deferrable") ||
                 (text_.is(at_, "not") && text_.is(at_ + 1, "deferrable"))) {
        const bool negated = take("not");
        take("deferrable");
        const bool is_deferred = text_.is(at_, "initially") && text_.is(at_ + 1, "deferred");
        if (take("initially")) skip(1);
        deferred = !negated && is_deferred ? " deferrable initially deferred" : "";
      } else {
        return on_delete.append(on_update).append(match).append(deferred);
      }
    }
  }

  // The rest.

  bool options() {
    while (at_ < text_.size()) {
      if (take("without")) {
        if (!take("rowid")) return false;
        result_.table.attributes["without rowid"] = "yes";
      } else if (take("strict")) {
        result_.table.attributes["strict"] = "yes";
      } else {
        return false;
      }
      take_symbol(',');
    }
    return true;
  }

  /// Needs, and what is canonical only when all columns are known.
  void finish() {
    Names columns;
    for (const Fact& column : result_.parts) columns.insert(column.identity.name[1]);
    for (size_t index = 0; index < generated_of_.size(); ++index) {
      if (generated_of_[index].empty()) continue;
      Fact& column = result_.parts[index];
      column.attributes["generated"] = own_canonical(generated_of_[index]);
      column.needs = needs(generated_of_[index], columns, column.identity.name[1]);
    }
    for (Pending& pending : pending_) {
      Fact& fact = pending.fact;
      if (fact.attribute("type") == "check") {
        fact.attributes["definition"] = own_canonical(pending.range);
      }
      fact.needs = needs(pending.range, columns, "");
      const auto at_column = fact.remarks.find("column");
      if (at_column != fact.remarks.end()) {
        const Identity own{"column", {result_.table.identity.name[0], at_column->second}};
        if (std::find(fact.needs.begin(), fact.needs.end(), own) == fact.needs.end()) {
          fact.needs.push_back(own);
        }
      }
      note_columns(fact, pending.keys, columns);
      identify(fact);
      result_.parts.push_back(std::move(fact));
    }
    std::vector<const Fact*> parts;
    for (const Fact& part : result_.parts) parts.push_back(&part);
    result_.table.remarks["whole"] = digest_of(result_.table, parts);
  }

  [[nodiscard]] std::string own_canonical(Range range) const {
    return text_.canonical(range, known_, result_.table.identity.name[0]);
  }

  [[nodiscard]] std::vector<Identity> needs(Range range, const Names& columns,
                                            const std::string& except) const {
    std::vector<Identity> result;
    for (const std::string& word : text_.words(range)) {
      if (word != except && columns.contains(word)) {
        result.push_back({"column", {result_.table.identity.name[0], word}});
      }
    }
    return result;
  }

  /// What a key consists of: the columns in its group, or the one that it is written at.
  void note_columns(Fact& fact, Range keys, const Names& columns) const {
    std::vector<std::string> names;
    if (fact.remarks.contains("column")) names.push_back(fact.remarks.at("column"));
    for (const Identity& column : needs(keys, columns, "")) names.push_back(column.name[1]);
    if (!names.empty()) fact.remarks["columns"] = json::dump(names);
  }

  /// By its name, or by what it is; the second of two alike gets a number.
  void identify(Fact& fact) {
    const std::string& table = result_.table.identity.name[0];
    const std::string own = to_lower(fact.remarks.at("name"));
    const std::string base = own.empty() ? std::string(fact.attribute("definition")) : own;
    std::string name = base;
    for (int number = 2; !names_.insert(name).second; ++number) {
      name = base + " (" + std::to_string(number) + ")";
    }
    fact.identity = {"constraint", {table, name}};
  }

  const DdlText text_;
  const Names& known_;
  TableFacts result_;
  size_t at_ = 0;
  bool failed_ = false;
  int position_ = 1;
  std::string sql_;                  ///< of the current column
  Range generated_;                  ///< of the current column
  Range keys_;                       ///< of the current constraint
  std::vector<Range> generated_of_;  ///< by column
  std::vector<Pending> pending_;
  Names names_;  ///< of constraints
};

void add(Sha256& sum, const Fact& fact) {
  sum.add(schema::describe(fact.identity));
  for (const auto& [name, value] : fact.attributes) {
    sum.add("\n");
    sum.add(name);
    sum.add("=");
    sum.add(value);
  }
  sum.add(std::string_view("\n\0", 2));
}

}  // namespace

std::optional<TableFacts> read_table(std::string_view sql, const Names& known) {
  return TableReader(sql, known).read();
}

std::string digest_of(const Fact& table, const std::vector<const Fact*>& parts) {
  std::vector<const Fact*> sorted = parts;
  std::sort(sorted.begin(), sorted.end(),
            [](const Fact* a, const Fact* b) { return a->identity < b->identity; });
  Sha256 sum;
  add(sum, table);
  for (const Fact* part : sorted) add(sum, *part);
  return sum.hex();
}

}  // namespace migrate::sqlite
