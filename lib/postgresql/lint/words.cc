#include "lib/postgresql/lint/words.h"

#include <array>

#include "lib/sql/lexer.h"

namespace migrate::postgresql::lint {
namespace {

/// Words that stand behind each other, and the rule that they hit.
struct Loss {
  std::string_view rule;
  std::string_view first;
  std::string_view second;  ///< empty: the first is enough
  std::string_view message;
};

constexpr std::array kLosses = {
    Loss{"drop-table", "drop", "table", "drops a table, by its words"},
    Loss{"drop-column", "drop", "column", "drops a column, by its words"},
    Loss{"drop-schema", "drop", "schema", "drops a schema, by its words"},
    Loss{"drop-schema", "drop", "database", "drops a database, by its words"},
    Loss{"truncate", "truncate", "", "empties a table, by its words"},
};

}  // namespace

std::vector<Hit> losses_by_words(const std::string& statement, size_t index) {
  std::vector<Hit> hits;
  const std::vector<sql::Lexeme> words = sql::lexemes(statement, sql::postgresql_dialect());
  for (size_t i = 0; i < words.size(); ++i) {
    for (const Loss& loss : kLosses) {
      if (words[i].kind != sql::TokenKind::word || words[i].folded != loss.first) continue;
      if (loss.second.empty() ? i != 0
                              : i + 1 >= words.size() || words[i + 1].folded != loss.second) {
        continue;
      }
      hits.push_back({&rule_named(destructive_rules().rules, loss.rule), index, words[i].offset,
                      std::string(loss.message), "", "", ""});
    }
  }
  return hits;
}

}  // namespace migrate::postgresql::lint
