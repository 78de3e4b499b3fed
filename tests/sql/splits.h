// Short words for tests of the splitter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/sql/splitter.h"

namespace migrate::sql {

/// The statements of a text as they would be sent, rows of a COPY included.
inline std::vector<std::string> texts(const std::string& text, const Dialect& dialect) {
  std::vector<std::string> found;
  for (const Statement& statement : split(text, dialect)) {
    found.push_back(
        text.substr(statement.span.offset, statement.end_offset() - statement.span.offset));
  }
  return found;
}

/// Everything about a statement that a different window must not change.
inline std::string describe(const Statement& statement) {
  const auto place = [](const Position& position) {
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  std::string text = std::to_string(statement.index) + " " + std::to_string(statement.span.offset) +
                     "+" + std::to_string(statement.span.length) + " " + place(statement.begin) +
                     "-" + place(statement.end) + " " + std::string(to_string(statement.kind)) +
                     " " + statement.verb;
  if (statement.copy_data) {
    text += " rows " + std::to_string(statement.copy_data->offset) + "+" +
            std::to_string(statement.copy_data->length) + " to " +
            std::to_string(statement.copy_end);
  }
  if (statement.has_parameters) text += " parameters";
  if (statement.touches_session) text += " session";
  if (statement.alone) text += " alone";
  if (statement.comment.length > 0) {
    text += " comment " + std::to_string(statement.comment.offset) + "+" +
            std::to_string(statement.comment.length);
  }
  if (statement.problem) {
    text += " problem " + place(statement.problem->location.position) + " " +
            statement.problem->message;
  }
  return text;
}

/// Scripts that hold every construct of a dialect, for tests of laws.
inline std::vector<std::string> specimens(const Dialect& dialect) {
  std::vector<std::string> all = {
      "",
      ";",
      "-- only a comment",
      "/* open",
      "SELECT 1",
      "SELECT 'a;b'; SELECT \"c;d\" FROM t;",
      "SELECT 1;--c\nSELECT 2;",
      "SELECT 1;;; SELECT 2;",
      "\xEF\xBB\xBF-- bom\r\nSELECT 1;\r\nSELECT '\xC3\xA9' ; -- \xE2\x82\xAC\r\n SELECT 2;",
      "-- note\n-- transaction: off\nVACUUM;\n\n-- apart\n\nSELECT -1 - -2 / 3;",
      "SELECT 'open",
      "SELECT '\xFF';",
      "SELECT 1; -- \xC3\n",
      std::string("SELECT 1;\0SELECT 2;", 19),
      "INSERT INTO t VALUES (1, 'it''s', -2.5e-3, NULL), (2, '', .5, 1e5);\nUPDATE t SET a = 'x';",
  };
  if (dialect.psql_commands) {
    for (const char* text :
         {"SELECT $x$ ; $$x$ ; SELECT 2;", "SELECT a$b$c, E'\\';', e'''', 1e'\\' FROM t; SELECT 2;",
          "SELECT U&'d!0061;' UESCAPE '!', U&\"x;\", B'1;', X'F;', n'x;'; SELECT $1 + $2;",
          "/* a /* b; */ c; */ SELECT (1;2); SELECT $$ 5$\xC3\xA9 ; $$;",
          "COPY t (a, b) FROM stdin; -- rows\n1\t\n\\N\t\\.x\n\\.\nSELECT 1;",
          "COPY t FROM stdin;\r\n1;\r\n\\.\r\nSELECT 1;\n", "COPY t FROM stdin;\n1\n2\n",
          "COPY t FROM stdin;\n\\.\nCOPY t FROM stdin;\n\xC3\xA9\xE2\x82\xAC\n\\.",
          "\\restrict abc\n\\set ON_ERROR_STOP on\nSELECT 1;\n\\connect x\nSELECT 2 \\gset\nSELECT "
          "3;\n\\unrestrict abc\n",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 "
          "END; SELECT 2; END; SELECT 3;",
          "SET standard_conforming_strings = off; SELECT '\\'; SELECT 1;\nSELECT '\\';'; RESET "
          "ALL;\n"
          "SELECT '\\'; SELECT 2;"}) {
      all.emplace_back(text);
    }
  } else {
    for (const char* text :
         {"SELECT [a;b], `c;d`, \"e;f\", x'3b'; SELECT ?1, :name, @n, $m;",
          "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b=1; SELECT CASE WHEN 1 THEN 2 "
          "END; END; SELECT 1;",
          "EXPLAIN CREATE TEMP TRIGGER t BEGIN SELECT 1; END; SELECT 2;",
          ".mode csv\nSELECT 1;\n.quit", "SELECT .5;\n.5;"}) {
      all.emplace_back(text);
    }
  }
  return all;
}

}  // namespace migrate::sql
