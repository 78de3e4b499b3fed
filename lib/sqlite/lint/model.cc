#include "lib/sqlite/lint/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/sqlite/lint/database.h"
#include "lib/sqlite/lint/schema_reader.h"
#include "lib/sqlite/schema/names.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;
using Status = Outcome::Status;
using Extent = SafeDatabase::Extent;
using Quotes = SafeDatabase::Quotes;

/// Every name of a statement may be one that has to be imagined; a statement of a person has fewer.
constexpr int kMostImagined = 100;
/// A longer statement is data, and not read.
constexpr size_t kLongestStatement = 1024 * 1024;
/// The column that an imagined table begins with.
constexpr const char* kImaginedColumn = "\"\x01\"";

/// A setting's value, as a query's rows.
const std::vector<std::vector<std::string>> kOff = {{"0"}};

/// Settings that decide what statements do to the schema.
bool decides_about_schema(const Parsed& parsed) {
  return parsed.target.name == "foreign_keys" || parsed.target.name == "legacy_alter_table";
}

/// Whether it changes the schema, or what statements do to it.
bool is_run(const Parsed& parsed) {
  switch (parsed.kind) {
    case Kind::create_table:
    case Kind::create_index:
    case Kind::create_view:
    case Kind::create_trigger:
    case Kind::add_column:
    case Kind::drop_column:
    case Kind::rename_column:
    case Kind::rename_table:
    case Kind::drop_table:
    case Kind::drop_index:
    case Kind::drop_view:
    case Kind::drop_trigger:
    case Kind::control:
      return true;
    case Kind::pragma:
      return decides_about_schema(parsed);
    default:
      return false;
  }
}

bool reaches_out(const Parsed& parsed) {
  return parsed.kind == Kind::attach || parsed.kind == Kind::vacuum ||
         (parsed.kind == Kind::pragma && !decides_about_schema(parsed));
}

/// The rest of `message` behind `beginning`, as a name: without a schema, without quotes.
std::string named_behind(const std::string& message, std::string_view beginning) {
  if (!message.starts_with(beginning)) return "";
  std::string name = message.substr(beginning.size());
  if (name.starts_with("main.")) name = name.substr(5);
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return name;
}

/// What SQLite says of things that come from a program or from another database, or that are too
/// much for the model.
bool is_out_of_sight(const std::string& message) {
  static constexpr std::array kBeginnings = {
      "no such function",      "no such collation", "no such module",
      "unknown tokenizer",     "no such tokenizer", "unknown database",
      "no such database",      "interrupted",       "database or disk is full",
      "out of memory",         "string or blob",    "not authorized",
      "wrong number of args",  "too many attached", "unsafe use of",
      "unable to use function"};
  const auto begins = [&](const char* text) { return message.starts_with(text); };
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), begins);
}

std::string value_for(const Column& column) {
  switch (affinity_of(column.type)) {
    case Affinity::text:
      return "''";
    case Affinity::blob:
      return "x''";
    default:
      return "1";
  }
}

}  // namespace

class Model::Database {
 public:
  explicit Database(Beginning beginning) { schema_.whole = beginning == Beginning::empty; }

  Outcome carry_out(const Parsed& parsed, const migrate::lint::Statement& statement) {
    Outcome outcome;
    if (statement.text.size() > kLongestStatement) {
      outcome.status = Status::unknown;
      outcome.message = "it is longer than 1 MiB";
    } else if (reaches_out(parsed)) {
      outcome.status = Status::not_run;
    } else {
      outcome = attempt(parsed, statement.text);
      for (int i = 0; i < kMostImagined && imagine(parsed, outcome); ++i) {
        outcome = attempt(parsed, statement.text);
      }
      if (outcome.status == Status::refused) doubt(parsed, statement, outcome);
    }
    if (outcome.status == Status::done) {
      learn(parsed, outcome);
    } else if (outcome.status == Status::unknown && parsed.kind == Kind::create_table) {
      make_imagined(parsed.target.spelled);
      schema_.fresh.insert(parsed.target.name);
    }
    return outcome;
  }

  void settle() {
    schema_.fresh.clear();
    schema_.filled.clear();
    schema_.fresh_columns.clear();
  }

  void end_script() {
    if (database_.in_transaction()) database_.run("COMMIT");
    database_.run("PRAGMA foreign_keys = OFF");
    database_.run("PRAGMA legacy_alter_table = OFF");
  }

  [[nodiscard]] const Schema& schema() const { return schema_; }

  std::vector<Broken> broken() {
    std::vector<Broken> out;
    for (const std::string& view : schema_.views) {
      note_broken(Broken::Kind::view, view, "SELECT * FROM " + identifier(view), out);
    }
    std::set<std::string> tables;
    for (const auto& [trigger, table] : schema_.triggers) tables.insert(table);
    for (const std::string& name : tables) {
      for (const std::string& statement : writes_to(name)) {
        if (note_broken(Broken::Kind::triggers, name, statement, out)) break;
      }
    }
    return out;
  }

  bool knows_pragma(const std::string& name) {
    return !database_.query("SELECT 1 FROM pragma_pragma_list WHERE name = ?1", name).empty();
  }

 private:
  /// Statements that all triggers of a table belong to.
  [[nodiscard]] std::vector<std::string> writes_to(const std::string& name) const {
    const Table* table = schema_.table(name);
    if (table == nullptr) return {};
    std::vector<std::string> sets;
    for (const Column& column : table->columns) {
      if (column.generated) continue;
      sets.push_back(identifier(column.spelled) + " = NULL");
    }
    return {row_for(*table), "UPDATE " + identifier(name) + " SET " + join(sets, ", "),
            "DELETE FROM " + identifier(name)};
  }

  /// Adds what `statement` fails for to `out`, unless that is the model's lack of knowledge.
  bool note_broken(Broken::Kind kind, const std::string& name, const std::string& statement,
                   std::vector<Broken>& out) {
    std::string message =
        database_.attempt(statement, Extent::prepare, Quotes::lenient, nullptr).message;
    if (message.empty() || is_out_of_sight(message)) return false;
    const std::string table = named_behind(message, "no such table: ");
    if (!table.empty() && !ever_.contains(to_lower(table))) return false;
    if (table.empty() && !schema_.imagined.empty()) return false;
    out.push_back({kind, name, std::move(message)});
    return true;
  }

  Outcome attempt(const Parsed& parsed, const std::string& text) {
    const Extent extent = is_run(parsed) ? Extent::run : Extent::prepare;
    Outcome outcome;
    if (parsed.kind == Kind::add_column && schema_.has_rows(parsed.target.name)) {
      outcome.with_row = refusal_with_row(parsed, text);
    }
    const Ending strict = database_.attempt(text, extent, Quotes::strict, &outcome.accesses);
    outcome.message = strict.message;
    outcome.offset = strict.offset;
    // It may be a string that is written like a name, here or in what the statement reads.
    if (strict.message.find("no such column") != std::string::npos) {
      outcome.accesses.clear();
      outcome.message = database_.attempt(text, extent, Quotes::lenient, &outcome.accesses).message;
      if (outcome.message.empty()) {
        outcome.taken_as_string = named_behind(strict.message, "no such column: ");
      } else {
        outcome.message = strict.message;
      }
    }
    if (outcome.message.empty()) {
      note_query(parsed, text, outcome.accesses);
    } else {
      outcome.status = Status::refused;
    }
    return outcome;
  }

  /// INSERT INTO a SELECT * FROM b copies the table as a whole where the two are alike, and SQLite
  /// says nothing of columns: the query is asked for by itself.
  void note_query(const Parsed& parsed, const std::string& text, std::vector<Access>& accesses) {
    if (parsed.kind != Kind::insert || !parsed.by_position) return;
    (void)database_.attempt(text.substr(parsed.query), Extent::prepare, Quotes::lenient, &accesses);
  }

  /// What SQLite says to an ALTER TABLE when the table has a row; the row and the change are gone
  /// again. Empty where it takes it, or where no row can be made.
  std::string refusal_with_row(const Parsed& parsed, const std::string& text) {
    const Table* table = schema_.table(parsed.target.name);
    if (table == nullptr) return "";
    const bool enforced = database_.query("PRAGMA foreign_keys") != kOff;
    database_.run("PRAGMA foreign_keys = ON");
    database_.run("SAVEPOINT migrate_lint");
    database_.run("PRAGMA defer_foreign_keys = ON");
    database_.set(SafeDatabase::Triggers::off);
    database_.run("PRAGMA ignore_check_constraints = ON");
    std::string message;
    if (database_.run(row_for(*table))) {
      message = database_.attempt(text, Extent::run, Quotes::lenient, nullptr).message;
    }
    database_.run("ROLLBACK TO migrate_lint");
    database_.run("RELEASE migrate_lint");
    database_.run("PRAGMA ignore_check_constraints = OFF");
    if (!enforced) database_.run("PRAGMA foreign_keys = OFF");
    database_.set(SafeDatabase::Triggers::on);
    return message;
  }

  static std::string row_for(const Table& table) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      names.push_back(identifier(column.spelled));
      values.push_back(value_for(column));
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", identifier(table.spelled),
                       join(names, ", "), join(values, ", "));
  }

  /// Makes what the statement fails for, where nothing has ever made it: the script is judged
  /// without the one that did. False where that is not the reason.
  bool imagine(const Parsed& parsed, Outcome& outcome) {
    if (outcome.status != Status::refused) return false;
    const std::string table = named_behind(outcome.message, "no such table: ");
    if (!table.empty()) return imagine_table(table);
    for (const char* kind : {"no such index: ", "no such trigger: ", "no such view: "}) {
      const std::string name = named_behind(outcome.message, kind);
      if (name.empty() || ever_.contains(to_lower(name))) continue;
      outcome = {};
      return false;
    }
    if (!schema_.imagined.contains(parsed.target.name)) return false;
    if (outcome.message.ends_with("already exists")) {
      return forget_imagined(parsed.target.name);
    }
    std::string column = named_behind(outcome.message, "no such column: ");
    const size_t named = outcome.message.find(" has no column named ");
    if (named != std::string::npos) column = outcome.message.substr(named + 21);
    return !column.empty() &&
           database_.run(fmt::format("ALTER TABLE {} ADD COLUMN {}",
                                     identifier(parsed.target.spelled), identifier(column)));
  }

  bool imagine_table(const std::string& name) {
    if (ever_.contains(to_lower(name)) || name.find('.') != std::string::npos) return false;
    return make_imagined(name);
  }

  bool make_imagined(const std::string& name) {
    if (!database_.run(fmt::format("CREATE TABLE {} ({})", identifier(name), kImaginedColumn))) {
      return false;
    }
    schema_.imagined.insert(to_lower(name));
    ever_.insert(to_lower(name));
    reader_.read(database_, schema_);
    return true;
  }

  bool forget_imagined(const std::string& name) {
    schema_.imagined.erase(name);
    return database_.run("DROP TABLE " + identifier(name));
  }

  /// A refusal that may be the model's own fault is none.
  void doubt(const Parsed& parsed, const migrate::lint::Statement& statement,
             Outcome& outcome) const {
    if (outcome.message.find("syntax error") != std::string::npos) {
      if (statement.has_variables) outcome.status = Status::unknown;
      return;
    }
    // A table of a database that the script attaches.
    const std::string table = named_behind(outcome.message, "no such table: ");
    if (table.find('.') != std::string::npos) {
      outcome.status = Status::unknown;
      return;
    }
    const bool imagined = std::any_of(parsed.words.begin(), parsed.words.end(), [&](auto& word) {
      return schema_.imagined.contains(to_lower(word.folded));
    });
    if (imagined) {
      outcome.status = Status::unknown;
      outcome.message.clear();
    } else if (statement.has_variables || is_out_of_sight(outcome.message)) {
      outcome.status = Status::unknown;
    }
  }

  /// Takes note of what a statement has made.
  void learn(const Parsed& parsed, const Outcome& outcome) {
    if (parsed.kind == Kind::insert) return note_rows(parsed, outcome);
    if (!is_run(parsed) || parsed.kind == Kind::pragma) return;
    const Schema before = schema_;
    reader_.read(database_, schema_);
    for (const auto& [name, table] : schema_.tables) {
      ever_.insert(name);
      if (!before.tables.contains(name) && !schema_.imagined.contains(name)) {
        schema_.fresh.insert(name);
      }
    }
    ever_.insert(schema_.views.begin(), schema_.views.end());
    for (const auto& [name, table] : schema_.triggers) ever_.insert(name);
    note_change(parsed, before);
    if (parsed.as_select) note_rows(parsed, outcome);
  }

  void note_change(const Parsed& parsed, const Schema& before) {
    const std::string& target = parsed.target.name;
    if (parsed.kind == Kind::rename_table) {
      const std::string& to = parsed.to.name;
      schema_.fresh.erase(to);
      if (before.fresh.contains(target)) schema_.fresh.insert(to);
      if (before.filled.contains(target)) schema_.filled.insert(to);
      if (before.imagined.contains(target)) schema_.imagined.insert(to);
    } else if (parsed.kind == Kind::add_column) {
      schema_.fresh_columns.insert({target, parsed.column.name});
    } else if (parsed.kind == Kind::rename_column && before.is_fresh(target, parsed.column.name)) {
      schema_.fresh_columns.insert({target, parsed.to.name});
    }
    const bool gone = !schema_.tables.contains(target);
    if (gone && (parsed.kind == Kind::rename_table || parsed.kind == Kind::drop_table)) {
      schema_.fresh.erase(target);
      schema_.filled.erase(target);
      schema_.imagined.erase(target);
    }
  }

  /// A new table that a query of another one fills is no longer empty.
  void note_rows(const Parsed& parsed, const Outcome& outcome) {
    const std::string& target = parsed.target.name;
    if (!schema_.fresh.contains(target)) return;
    for (const Access& access : outcome.accesses) {
      if (access.kind == Access::Kind::read && access.table != target &&
          schema_.tables.contains(access.table) && schema_.has_rows(access.table)) {
        schema_.filled.insert(target);
      }
    }
  }

  SafeDatabase database_;
  SchemaReader reader_;
  Schema schema_;
  /// Every name that there has been: what had it and is gone is not imagined.
  std::set<std::string, std::less<>> ever_;
};

Model::Model() : database_(std::make_unique<Database>(Beginning::unknown)) {}
Model::~Model() = default;

void Model::forget(Beginning beginning) { database_ = std::make_unique<Database>(beginning); }
void Model::settle() { database_->settle(); }
void Model::end_script() { database_->end_script(); }
Outcome Model::carry_out(const Parsed& parsed, const migrate::lint::Statement& statement) {
  return database_->carry_out(parsed, statement);
}
const Schema& Model::schema() const { return database_->schema(); }
std::vector<Broken> Model::broken() { return database_->broken(); }
bool Model::knows_pragma(const std::string& name) { return database_->knows_pragma(name); }

}  // namespace migrate::sqlite::lint
