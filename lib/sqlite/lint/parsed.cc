#include "lib/sqlite/lint/parsed.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"

namespace migrate::sqlite::lint {
namespace {

using sql::Lexeme;
using sql::TokenKind;
using Kind = Parsed::Kind;

std::string unquoted(const Lexeme& lexeme) {
  if (lexeme.kind != TokenKind::string) {
    return lexeme.kind == TokenKind::word ? lexeme.text : lexeme.folded;
  }
  return lexeme.text.size() < 2 ? "" : lexeme.text.substr(1, lexeme.text.size() - 2);
}

class Reader {
 public:
  explicit Reader(Parsed& out) : out_(out), words_(out.words) {}

  void read() {
    if (is("explain")) return;
    if (is("with")) at_ = behind_with();
    if (take("create")) return create();
    if (take("drop")) return drop();
    if (take("alter")) return alter();
    if (is("insert") || is("replace")) return insert();
    if (is("update") || is("delete")) return change();
    if (take("pragma")) return pragma();
    if (is("attach") || is("detach")) {
      out_.kind = Kind::attach;
    } else if (is("vacuum")) {
      out_.kind = Kind::vacuum;
    } else if (is("analyze") || is("reindex")) {
      out_.kind = Kind::upkeep;
    } else {
      static constexpr std::array kControl = {"begin",    "commit",    "end",
                                              "rollback", "savepoint", "release"};
      if (std::any_of(kControl.begin(), kControl.end(), [this](auto* w) { return is(w); })) {
        out_.kind = Kind::control;
      }
    }
  }

 private:
  [[nodiscard]] bool is(std::string_view word, size_t ahead = 0) const {
    const size_t index = at_ + ahead;
    return index < words_.size() && words_[index].kind == TokenKind::word &&
           words_[index].folded == word;
  }
  [[nodiscard]] bool is_symbol(size_t index, char symbol) const {
    return index < words_.size() && words_[index].kind == TokenKind::symbol &&
           words_[index].text[0] == symbol;
  }
  bool take(std::string_view word) {
    if (!is(word)) return false;
    ++at_;
    return true;
  }
  void take_all(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) take(word);
  }

  Named plain_name() {
    if (at_ >= words_.size()) return {};
    const Lexeme& lexeme = words_[at_++];
    const std::string spelled = unquoted(lexeme);
    return {to_lower(spelled), spelled, lexeme.offset};
  }
  /// With the schema in front of it left out.
  Named name() {
    Named first = plain_name();
    if (!is_symbol(at_, '.')) return first;
    ++at_;
    return plain_name();
  }

  /// The verb behind the tables of WITH.
  [[nodiscard]] size_t behind_with() const {
    size_t depth = 0;
    for (size_t i = at_ + 1; i < words_.size(); ++i) {
      if (is_symbol(i, '(')) ++depth;
      if (is_symbol(i, ')') && depth > 0) --depth;
      if (depth > 0 || words_[i].kind != TokenKind::word) continue;
      static constexpr std::array kVerbs = {"insert", "replace", "update", "delete", "select"};
      const std::string& word = words_[i].folded;
      if (std::find(kVerbs.begin(), kVerbs.end(), word) != kVerbs.end()) return i;
    }
    return at_;
  }

  void create() {
    take_all({"temp", "temporary", "unique"});
    if (take("table")) {
      out_.kind = Kind::create_table;
    } else if (take("virtual")) {
      take("table");
      out_.kind = Kind::create_table;
    } else if (take("index")) {
      out_.kind = Kind::create_index;
    } else if (take("view")) {
      out_.kind = Kind::create_view;
    } else if (take("trigger")) {
      out_.kind = Kind::create_trigger;
    } else {
      return;
    }
    take_all({"if", "not", "exists"});
    out_.target = name();
    if (out_.kind == Kind::create_table && take("as")) {
      out_.as_select = true;
      note_choice(at_);
    } else if (out_.kind == Kind::create_index && take("on")) {
      out_.to = out_.target;
      out_.target = name();
    }
  }

  void drop() {
    if (take("table")) {
      out_.kind = Kind::drop_table;
    } else if (take("index")) {
      out_.kind = Kind::drop_index;
    } else if (take("view")) {
      out_.kind = Kind::drop_view;
    } else if (take("trigger")) {
      out_.kind = Kind::drop_trigger;
    } else {
      return;
    }
    out_.if_exists = is("if") && is("exists", 1);
    take_all({"if", "exists"});
    out_.target = name();
  }

  void alter() {
    if (!take("table")) return;
    out_.target = name();
    if (take("add")) {
      take("column");
      out_.kind = Kind::add_column;
      out_.column = plain_name();
    } else if (take("drop")) {
      take("column");
      out_.kind = Kind::drop_column;
      out_.column = plain_name();
    } else if (is("rename") && is("to", 1)) {
      at_ += 2;
      out_.kind = Kind::rename_table;
      out_.to = plain_name();
    } else if (take("rename")) {
      take("column");
      out_.kind = Kind::rename_column;
      out_.column = plain_name();
      take("to");
      out_.to = plain_name();
    }
  }

  void insert() {
    out_.kind = Kind::insert;
    if (take("replace")) {
      out_.resolve = "replace";
    } else if (take("insert") && take("or")) {
      out_.resolve = at_ < words_.size() ? words_[at_++].folded : "";
    }
    take("into");
    out_.target = name();
    if (take("as")) (void)plain_name();
    out_.by_position = is("select") && is_symbol(at_ + 1, '*') && is("from", 2);
    if (out_.by_position) out_.query = words_[at_].offset;
    note_choice(at_);
  }

  void change() {
    out_.kind = is("update") ? Kind::update : Kind::remove;
    ++at_;
    if (take("or")) ++at_;
    take("from");
    out_.target = name();
    const size_t where = top_level("where", at_);
    const bool joins = out_.kind == Kind::update && top_level("from", at_) < words_.size();
    const bool limited = top_level("limit", at_) < words_.size();
    out_.all_rows = !joins && !limited && (where == words_.size() || is_always_true(where + 1));
  }

  /// The index of `word` outside of brackets, from `from` on; the end where there is none.
  [[nodiscard]] size_t top_level(std::string_view word, size_t from) const {
    size_t depth = 0;
    for (size_t i = from; i < words_.size(); ++i) {
      if (is_symbol(i, '(')) ++depth;
      if (is_symbol(i, ')') && depth > 0) --depth;
      if (depth == 0 && words_[i].kind == TokenKind::word && words_[i].folded == word) return i;
    }
    return words_.size();
  }

  /// "1", "true", "1 = 1", up to the end or RETURNING.
  [[nodiscard]] bool is_always_true(size_t from) const {
    std::string text;
    for (size_t i = from; i < words_.size() && words_[i].folded != "returning"; ++i) {
      text += to_lower(words_[i].text);
    }
    return text == "1" || text == "true" || text == "1=1";
  }

  void note_choice(size_t from) {
    static constexpr std::array kChoosing = {"where", "join", "limit", "distinct", "group"};
    out_.chooses = std::any_of(kChoosing.begin(), kChoosing.end(), [&](const char* word) {
      return top_level(word, from) < words_.size();
    });
  }

  void pragma() {
    out_.kind = Kind::pragma;
    out_.target = name();
    if (is_symbol(at_, '=') || is_symbol(at_, '(')) {
      ++at_;
      if (at_ < words_.size()) out_.value = to_lower(unquoted(words_[at_]));
    }
  }

  Parsed& out_;
  const std::vector<Lexeme>& words_;
  size_t at_ = 0;
};

}  // namespace

size_t Parsed::find(std::string_view name, size_t otherwise) const {
  for (const Lexeme& word : words) {
    if (to_lower(unquoted(word)) == name) return word.offset;
  }
  return otherwise;
}

bool Parsed::has_word(std::string_view word) const {
  return std::any_of(words.begin(), words.end(), [&](const Lexeme& lexeme) {
    return lexeme.kind == TokenKind::word && lexeme.folded == word;
  });
}

Parsed parse(const std::string& statement) {
  Parsed parsed;
  parsed.words = sql::lexemes(statement, sql::sqlite_dialect());
  Reader(parsed).read();
  return parsed;
}

}  // namespace migrate::sqlite::lint
