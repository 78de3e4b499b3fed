#include "lib/revision/baseline_undo.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "lib/base/text.h"

namespace migrate::revision {
namespace {

using sql::Lexeme;
using sql::TokenKind;

/// How the object of a CREATE is dropped.
enum class Drop {
  by_name,
  by_signature,   ///< functions: name and argument types
  with_relation,  ///< goes with the table or view that it names behind `link`
};

struct ObjectKind {
  std::string_view words;  ///< after CREATE and its modifiers
  Drop drop = Drop::by_name;
  std::string_view link;  ///< the word before the relation's name
};

constexpr std::array kObjects = {
    ObjectKind{"foreign table", Drop::by_name, ""},
    ObjectKind{"virtual table", Drop::by_name, ""},
    ObjectKind{"table", Drop::by_name, ""},
    ObjectKind{"materialized view", Drop::by_name, ""},
    ObjectKind{"view", Drop::by_name, ""},
    ObjectKind{"sequence", Drop::by_name, ""},
    ObjectKind{"type", Drop::by_name, ""},
    ObjectKind{"domain", Drop::by_name, ""},
    ObjectKind{"collation", Drop::by_name, ""},
    ObjectKind{"text search configuration", Drop::by_name, ""},
    ObjectKind{"text search dictionary", Drop::by_name, ""},
    ObjectKind{"schema", Drop::by_name, ""},
    ObjectKind{"extension", Drop::by_name, ""},
    ObjectKind{"function", Drop::by_signature, ""},
    ObjectKind{"procedure", Drop::by_signature, ""},
    ObjectKind{"aggregate", Drop::by_signature, ""},
    ObjectKind{"index", Drop::with_relation, "on"},
    ObjectKind{"trigger", Drop::with_relation, "on"},
    ObjectKind{"policy", Drop::with_relation, "on"},
    ObjectKind{"rule", Drop::with_relation, "to"},
    ObjectKind{"statistics", Drop::with_relation, "from"},
};

constexpr std::array<std::string_view, 13> kModifiers = {
    "or",     "replace", "global",    "local",      "temp",         "temporary", "unlogged",
    "unique", "trusted", "recursive", "constraint", "concurrently", "procedural"};

/// Statements that create nothing that would stay behind.
constexpr std::array<std::string_view, 15> kHarmless = {
    "insert", "copy",    "update", "delete", "comment", "grant",   "revoke", "set",
    "reset",  "analyze", "begin",  "commit", "pragma",  "refresh", "with"};

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_identifier(const Lexeme& lexeme) {
  return lexeme.kind == TokenKind::word || lexeme.kind == TokenKind::quoted_identifier;
}

/// Reads the lexemes of one statement front to back.
class Cursor {
 public:
  explicit Cursor(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  [[nodiscard]] bool done() const { return at_ >= lexemes_.size(); }
  [[nodiscard]] const Lexeme& here() const { return lexemes_[at_]; }
  void skip() { ++at_; }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return !done() && here().kind == TokenKind::word && here().folded == word;
  }
  /// Takes all of `words`, which are separated by spaces, or nothing.
  bool take(std::string_view words) {
    const std::vector<std::string> wanted = split(words, ' ');
    for (size_t i = 0; i < wanted.size(); ++i) {
      if (at_ + i >= lexemes_.size() || lexemes_[at_ + i].folded != wanted[i]) return false;
    }
    at_ += wanted.size();
    return true;
  }
  void skip_modifiers() {
    while (!done() && is_one_of(kModifiers, here().folded)) ++at_;
  }

  struct Name {
    std::string text;    ///< as written
    std::string folded;  ///< to compare
  };
  /// `a`, `a.b`, …; empty when there is none.
  Name name() {
    Name name;
    while (!done() && is_identifier(here())) {
      name.text += here().text;
      name.folded += here().folded;
      ++at_;
      if (done() || here().text != ".") break;
      name.text += ".";
      name.folded += ".";
      ++at_;
    }
    return name;
  }

  /// The arguments of a function as DROP takes them, parentheses included: defaults are left out.
  /// None when there are no parentheses.
  std::optional<std::string> signature() {
    if (done() || here().text != "(") return std::nullopt;
    std::string text;
    int depth = 0;
    bool in_default = false;
    bool space = false;
    for (; !done(); ++at_) {
      const std::string& token = here().text;
      const bool opens = token == "(" || token == "[";
      const bool closes = token == ")" || token == "]";
      depth -= closes ? 1 : 0;
      if ((depth == 1 && token == ",") || (depth == 0 && closes)) in_default = false;
      if (depth == 1 && (here().folded == "default" || token == "=")) in_default = true;
      if (!in_default) {
        const bool tight = closes || opens || token == "," || token == ".";
        if (space && !tight) text += " ";
        text += token;
        space = !opens && token != ".";
      }
      depth += opens ? 1 : 0;
      if (depth == 0) {
        ++at_;
        return text;
      }
    }
    return std::nullopt;
  }

  /// Moves behind the next `word` outside parentheses.
  bool seek(std::string_view word) {
    int depth = 0;
    for (; !done(); ++at_) {
      if (here().text == "(") ++depth;
      if (here().text == ")") --depth;
      if (depth == 0 && at_word(word)) {
        ++at_;
        return true;
      }
    }
    return false;
  }

 private:
  const std::vector<Lexeme>& lexemes_;
  size_t at_ = 0;
};

const ObjectKind* take_kind(Cursor& cursor) {
  for (const ObjectKind& kind : kObjects) {
    if (cursor.take(kind.words)) return &kind;
  }
  return nullptr;
}

/// The words that a DROP says for an object of `kind`.
std::string drop_words(const ObjectKind& kind) {
  return "DROP " + (kind.words == "virtual table" ? "TABLE" : to_upper(kind.words)) + " ";
}

}  // namespace

void BaselineUndo::add(const std::vector<Lexeme>& lexemes, int64_t line) {
  if (lexemes.empty() || !irreversible_.empty()) return;
  const std::string& verb = lexemes[0].folded;
  if (verb == "create") return add_create(lexemes, line);
  if (verb == "alter") return add_alter(lexemes, line);
  const bool sets =
      verb == "select" && std::any_of(lexemes.begin(), lexemes.end(), [](const Lexeme& lexeme) {
        return lexeme.folded == "setval" || lexeme.folded == "set_config";
      });
  if (!sets && !is_one_of(kHarmless, verb)) give_up(lexemes, line);
}

void BaselineUndo::give_up(const std::vector<Lexeme>& lexemes, int64_t line) {
  std::string words;
  for (size_t i = 0; i < lexemes.size() && i < 3; ++i) {
    if (lexemes[i].kind != TokenKind::word) break;
    words += (i == 0 ? "" : " ") + lexemes[i].text;
  }
  irreversible_ = "the baseline's `" + words + "` in line " + std::to_string(line) +
                  " of the schema file has no way back that can be written from it";
}

void BaselineUndo::add_create(const std::vector<Lexeme>& lexemes, int64_t line) {
  Cursor cursor(lexemes);
  cursor.skip();
  cursor.skip_modifiers();
  const ObjectKind* kind = take_kind(cursor);
  if (kind == nullptr) return give_up(lexemes, line);
  if (kind->drop == Drop::with_relation) {
    const bool linked = cursor.seek(kind->link);
    cursor.take("only");
    if (!linked || !relations_.contains(cursor.name().folded)) give_up(lexemes, line);
    return;
  }
  cursor.take("if not exists");
  const Cursor::Name name = cursor.name();
  const bool shell_type = kind->words == "type" && cursor.done();
  if (name.text.empty() || shell_type) return give_up(lexemes, line);
  std::string drop = drop_words(*kind) + name.text;
  if (kind->drop == Drop::by_signature) {
    const std::optional<std::string> arguments = cursor.signature();
    if (!arguments || to_lower(*arguments).starts_with("(basetype")) return give_up(lexemes, line);
    drop += *arguments;
  }
  drop += ";";
  if (kind->words == "sequence") {
    sequences_.push_back({name.folded, std::move(drop)});
  } else if (kind->words == "schema") {
    schemas_.push_back(std::move(drop));
  } else {
    if (kind->words.ends_with("table") || kind->words.ends_with("view")) {
      relations_.insert(name.folded);
    }
    drops_.push_back(std::move(drop));
  }
}

void BaselineUndo::add_alter(const std::vector<Lexeme>& lexemes, int64_t line) {
  static constexpr std::array<std::string_view, 4> kOutside = {"default", "database", "role",
                                                               "system"};
  Cursor cursor(lexemes);
  cursor.skip();
  if (!cursor.done() && is_one_of(kOutside, cursor.here().folded)) return give_up(lexemes, line);
  if (cursor.take("sequence")) {
    const Cursor::Name name = cursor.name();
    if (cursor.take("owned by") && !cursor.at_word("none")) owned_sequences_.insert(name.folded);
    return;
  }
  if (!cursor.take("table")) return;
  cursor.take("if exists");
  cursor.take("only");
  const std::string table = "ALTER TABLE " + cursor.name().text;
  // Two tables may refer to each other, so a foreign key goes before either of them.
  if (cursor.take("add constraint")) {
    const std::string constraint = cursor.name().text;
    if (cursor.take("foreign key")) {
      drops_.push_back(table + " DROP CONSTRAINT " + constraint + ";");
    }
  } else if (cursor.take("attach partition")) {
    drops_.push_back(table + " DETACH PARTITION " + cursor.name().text + ";");
  }
}

std::string BaselineUndo::body() const {
  if (!irreversible_.empty()) return {};
  std::vector<std::string> lines(drops_.rbegin(), drops_.rend());
  for (auto it = sequences_.rbegin(); it != sequences_.rend(); ++it) {
    if (!owned_sequences_.contains(it->folded)) lines.push_back(it->drop);
  }
  lines.insert(lines.end(), schemas_.rbegin(), schemas_.rend());
  return lines.empty() ? "" : join(lines, "\n") + "\n";
}

}  // namespace migrate::revision
