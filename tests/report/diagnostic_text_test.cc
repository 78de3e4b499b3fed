#include "lib/report/diagnostic_text.h"

#include <gtest/gtest.h>

#include "lib/report/diagnostic_json.h"

namespace migrate::report {
namespace {

Diagnostic at(int64_t line, int64_t column, const std::string& excerpt) {
  Diagnostic diagnostic;
  diagnostic.message = "wrong";
  diagnostic.location = {"a.sql", {line, column}};
  diagnostic.excerpt = excerpt;
  return diagnostic;
}

TEST(DiagnosticText, ShowsPlaceLineCaretAndFields) {
  Diagnostic diagnostic = at(7, 13, "INSERT INTO ordrs VALUES (1);");
  diagnostic.message = "relation \"ordrs\" does not exist";
  diagnostic.code = "42P01";
  diagnostic.detail = "one\ntwo";
  diagnostic.hint = "look";
  diagnostic.context = "function f";
  diagnostic.notes = {"a1 was rolled back", "run it again"};
  EXPECT_EQ(render(diagnostic),
            "a.sql:7:13: error: relation \"ordrs\" does not exist [42P01]\n"
            "  INSERT INTO ordrs VALUES (1);\n"
            "              ^\n"
            "DETAIL: one\n"
            "        two\n"
            "HINT: look\n"
            "CONTEXT: function f\n"
            "a1 was rolled back\n"
            "run it again\n");
}

TEST(DiagnosticText, LeavesOutWhatIsNotKnown) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::warning;
  diagnostic.message = "odd";
  EXPECT_EQ(render(diagnostic), "warning: odd\n");
  diagnostic.location.file = "a.sql";
  EXPECT_EQ(render(diagnostic), "a.sql: warning: odd\n");
  diagnostic.location.position.line = 3;
  diagnostic.excerpt = "x";
  EXPECT_EQ(render(diagnostic), "a.sql:3: warning: odd\n  x\n");
}

TEST(DiagnosticText, CaretStandsBehindTabsAndWideCharacters) {
  EXPECT_EQ(render(at(1, 3, "\té x")), "a.sql:1:3: error: wrong\n      é x\n       ^\n");
  EXPECT_EQ(render(at(1, 3, "表名x")), "a.sql:1:3: error: wrong\n  表名x\n      ^\n");
}

TEST(DiagnosticText, CaretMayStandBehindTheLine) {
  EXPECT_EQ(render(at(1, 99, "abc")), "a.sql:1:99: error: wrong\n  abc\n     ^\n");
}

TEST(DiagnosticText, LongLinesAreCutAroundTheCaret) {
  const std::string line = std::string(300, 'a') + "HERE" + std::string(300, 'b');
  const std::string text = render(at(1, 301, line), {.width = 42});
  const size_t shown = text.find('\n') + 1;
  const size_t caret = text.find('\n', shown) + 1;
  const std::string source = text.substr(shown, caret - shown - 1);
  EXPECT_EQ(source, "  …" + std::string(22, 'a') + "HERE" + std::string(12, 'b') + "…");
  EXPECT_EQ(text.substr(caret), std::string(2 + 1 + 22, ' ') + "^\n");
}

TEST(DiagnosticText, ScriptsCanNotWriteToTheTerminal) {
  const std::string text = render(at(1, 2, std::string("\x1b[2J\x07\0\x9b", 7)));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_EQ(text.find('\0'), std::string::npos);
  EXPECT_NE(text.find("[2J"), std::string::npos);
}

TEST(DiagnosticText, ColoursAreOptional) {
  const std::string text =
      render(at(1, 1, "x"), {.colours = DiagnosticStyle::Colours::yes, .width = 80});
  EXPECT_NE(text.find("\033[1;31merror:\033[0m"), std::string::npos);
}

TEST(DiagnosticJson, HoldsEveryFinding) {
  Diagnostic second;
  second.severity = Severity::note;
  second.message = "there";
  const Error error(ErrorCode::invalid, {at(2, 3, "abc"), second});
  EXPECT_EQ(json::dump(failure_json(error, 7)),
            R"({"version":1,"error":{"kind":"invalid","exit_code":7,"message":"wrong","findings":[)"
            R"({"severity":"error","message":"wrong","file":"a.sql","line":2,"column":3,)"
            R"("excerpt":"abc"},{"severity":"note","message":"there"}]}})");
}

}  // namespace
}  // namespace migrate::report
