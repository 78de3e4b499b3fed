#include "lib/sql/lexer.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {

void lexer(std::string_view bytes) {
  for (const sql::Dialect* dialect : {&sql::postgresql_dialect(), &sql::sqlite_dialect()}) {
    uint64_t end = 0;
    for (const sql::Token& token : sql::tokenize(bytes, *dialect)) {
      require(token.offset == end, "a token begins where the one before it ends");
      require(token.length > 0, "no token is empty");
      end = token.offset + token.length;
    }
    require(end == bytes.size(), "tokens cover the text");
    for (const sql::Lexeme& lexeme : sql::lexemes(bytes, *dialect)) {
      require(bytes.substr(lexeme.offset, lexeme.text.size()) == lexeme.text,
              "a lexeme is what stands at its offset");
    }
  }
}

}  // namespace migrate::fuzz
