#include "lib/run/resume.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/run/variables.h"
#include "lib/sql/own_setting.h"

namespace migrate::run {
namespace {

constexpr size_t kShownStatementBytes = 120;

[[noreturn]] void refuse(const plan::Step& step, const sql::Statement& statement,
                         std::string_view text, const std::string& explanation) {
  Diagnostic diagnostic;
  diagnostic.code = "in-doubt";
  diagnostic.message = "revision " + step.id +
                       " is half-run, and it can't be known whether its statement " +
                       std::to_string(statement.index + 1) + " happened: " + shortened(text);
  diagnostic.location = step.script.source.locate(statement.span.offset);
  diagnostic.excerpt = step.script.source.line_at(statement.span.offset);
  diagnostic.detail = explanation;
  diagnostic.notes = {
      "look at the database, then say which it is:",
      "`migrate resolve " + step.id + " --retry`     it did not happen: run it again",
      "`migrate resolve " + step.id + " --applied`   it happened: go on behind it",
      "`migrate resolve " + step.id + " --reverted`  you have undone the done statements"};
  throw Error(ErrorCode::in_doubt, std::move(diagnostic));
}

/// The statements of the done part that change settings of the author's own. The journal's state
/// lacks those (no catalog lists them), but their values stand in the script: it is done again.
std::vector<db::Request> own_settings(const db::Driver& driver, const plan::Step& step,
                                      size_t statements_done,
                                      const plan::VariableValues& variables) {
  std::vector<db::Request> requests;
  if (!step.outline.touches_session) return requests;
  sql::Splitter splitter(step.script.source, driver.dialect());
  for (auto statement = splitter.next(); statement && statement->index < statements_done;
       statement = splitter.next()) {
    if (!statement->touches_session) continue;
    const std::string text =
        substitute(splitter.text(), driver, step.script.header.variables, variables).text;
    const sql::OwnSetting change = sql::own_setting(text, driver.dialect());
    if (change == sql::OwnSetting::reset_all) requests.clear();
    if (change == sql::OwnSetting::changes) requests.push_back({.sql = text, .keep_rows = 0});
  }
  if (requests.empty()) return requests;
  requests.insert(requests.begin(), {.sql = "BEGIN"});
  requests.push_back({.sql = "COMMIT"});
  return requests;
}

}  // namespace

std::string shortened(std::string_view statement) {
  const std::string_view line = trim(statement.substr(0, statement.find('\n')));
  return line.size() <= kShownStatementBytes
             ? std::string(line)
             : std::string(line.substr(0, kShownStatementBytes)) + " …";
}

Resumed resume(const db::Driver& driver, db::Connection& connection, const plan::Step& step,
               const std::string* stored, const plan::VariableValues& variables,
               db::Leftovers leftovers) {
  Resumed resumed;
  resumed.point = resume_point(step, driver.dialect(), stored);
  ResumePoint& point = resumed.point;
  // Before the users come back: they may lack the right to change a setting.
  resumed.restore = own_settings(driver, step, point.statement, variables);
  for (db::Request& request : driver.restore_session(step.resume->session_state)) {
    resumed.restore.push_back(std::move(request));
  }
  if (!step.resume->trying || static_cast<size_t>(*step.resume->trying) < point.statement) {
    return resumed;
  }
  sql::Splitter splitter(step.script.source, driver.dialect());
  resumed.tried = splitter.next();
  while (resumed.tried && resumed.tried->index < point.statement) resumed.tried = splitter.next();
  if (!resumed.tried) return resumed;
  const std::string text(splitter.text());
  const db::Recovery recovery = driver.recover(
      connection, substitute(text, driver, step.script.header.variables, variables).text,
      leftovers);
  resumed.explanation = recovery.explanation;
  if (recovery.outcome == db::Recovery::Outcome::unknown) {
    refuse(step, *resumed.tried, text, recovery.explanation);
  }
  if (recovery.outcome == db::Recovery::Outcome::done) {
    point.digest.add(step.script.source, *resumed.tried, text);
    point.statement = resumed.tried->index + 1;
  }
  return resumed;
}

}  // namespace migrate::run
