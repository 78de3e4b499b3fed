#include "lib/run/script_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/run/check.h"

namespace migrate::run {

using Kind = Operation::Kind;

namespace {

constexpr size_t kCopyBlockBytes = 64 * 1024;
constexpr const char* kRule =
    "-- --------------------------------------------------------------------------------\n";

/// `text` as one line of a comment.
std::string comment(const std::string& text) {
  const std::string line = replace_all(replace_all(text, "\r", " "), "\n", " ");
  return "-- " + line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

bool secret(const revision::Variable& variable) {
  return variable.secrecy == revision::Variable::Secrecy::secret;
}

Error at(Location place, std::string excerpt, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostic.location = std::move(place);
  diagnostic.excerpt = std::move(excerpt);
  return {ErrorCode::check, std::move(diagnostic)};
}

Error at(const plan::Step& step, const sql::Statement& statement, std::string message,
         std::string hint) {
  return at(location_of(statement, step), step.script.source.line_at(statement.span.offset),
            std::move(message), std::move(hint));
}

}  // namespace

ScriptWriter::ScriptWriter(const db::Driver& driver, db::Shell& shell, Sink& output,
                           ScriptOptions options)
    : driver_(driver), shell_(shell), output_(output), options_(std::move(options)) {}

void ScriptWriter::open(const plan::Plan& plan, const db::Guard& guard) {
  for (const std::string& line : options_.title) output_.write(comment(line));
  output_.write("\n" + shell_.open());
  demand_secrets(plan);
  if (const std::string lock = shell_.take_lock(); !lock.empty()) output_.write("\n" + lock);
  const bool exactly = guard.match == db::Guard::Match::exactly;
  output_.write("\n" + comment("The history tables, and the guard: nothing below runs unless the "
                               "database is at " +
                               guard.from + (exactly ? "." : " or further.")));
  output_.write(shell_.guard(guard));
}

/// Secrets come from whoever runs the script; without one of them nothing runs.
void ScriptWriter::demand_secrets(const plan::Plan& plan) {
  std::set<std::string> demanded;
  for (const plan::Step& step : plan.steps) {
    for (const revision::Variable& variable : step.script.header.variables) {
      if (!secret(variable)) continue;
      if (!shell_.has_variables()) {
        throw Error(ErrorCode::usage,
                    "revision " + step.id + " takes the secret " + variable.name +
                        ", which no script may hold, and this engine's shell has no variables",
                    "run it live: migrate upgrade");
      }
      if (demanded.insert(variable.name).second) {
        output_.write(shell_.demand_variable(variable.name));
      }
    }
  }
}

void ScriptWriter::close() {
  if (const std::string text = shell_.close(); !text.empty()) output_.write("\n" + text);
}

void ScriptWriter::write(const plan::Plan& plan, Program& program) {
  size_t begun = 0;
  while (const std::optional<Operation> operation = program.next()) {
    if (operation->step == begun) begin_step(plan, begun++);
    write(plan.steps[operation->step], *operation);
  }
  if (begun > 0) end_step(plan.steps[begun - 1]);
}

void ScriptWriter::write(const std::string& heading, const std::optional<db::Request>& confirm,
                         const std::vector<db::Request>& records) {
  output_.write("\n" + comment(heading) + shell_.request({.sql = driver_.begin_sql()}));
  if (confirm) output_.write(shell_.confirm_history(*confirm));
  for (const db::Request& request : records) output_.write(shell_.request(request));
  output_.write(shell_.request({.sql = "COMMIT"}));
}

void ScriptWriter::begin_step(const plan::Plan& plan, size_t index) {
  if (index > 0) end_step(plan.steps[index - 1]);
  const plan::Step& step = plan.steps[index];
  const bool up = step.direction == plan::Direction::up;
  std::string text = "\n";
  text += kRule;
  text += comment(std::to_string(index + 1) + "/" + std::to_string(plan.steps.size()) +
                  (up ? " up " : " down ") + step.id + " " + step.message);
  text += comment(step.script.source.name());
  text += kRule;
  if (options_.steps == ScriptOptions::Steps::missing) {
    text += shell_.only_if(step.id, up ? db::Shell::Row::absent : db::Shell::Row::present);
  }
  for (const revision::Variable& variable : step.script.header.variables) {
    if (secret(variable)) continue;
    text += shell_.set_variable(variable.name, options_.variables.at(variable.name));
  }
  output_.write(text);
}

void ScriptWriter::end_step(const plan::Step& step) {
  std::string text;
  for (const revision::Variable& variable : step.script.header.variables) {
    if (!secret(variable)) text += shell_.unset_variable(variable.name);
  }
  if (options_.steps == ScriptOptions::Steps::missing) text += shell_.end_if();
  output_.write(text);
}

void ScriptWriter::write(const plan::Step& step, const Operation& operation) {
  switch (operation.kind) {
    case Kind::confirm_history:
      return output_.write(shell_.confirm_history(operation.request));
    case Kind::statement:
      return write_statement(step, operation);
    case Kind::alone:
      output_.write(shell_.before_alone(operation.request.sql));
      write_statement(step, operation);
      return output_.write(shell_.after_alone(operation.request.sql));
    case Kind::foreign_keys:
      return output_.write(shell_.foreign_keys(operation.request));
    case Kind::check:
      return write_check(step, operation);
    case Kind::reset:
      return output_.write(operation.request.sql.empty() ? shell_.reset()
                                                         : shell_.request(operation.request));
    case Kind::begin:
    case Kind::confirm_lock:
    case Kind::record:
    case Kind::commit:
    case Kind::session:
      return output_.write(shell_.request(operation.request));
  }
}

void ScriptWriter::write_statement(const plan::Step& step, const Operation& operation) {
  const sql::Statement& statement = *operation.statement;
  const SourceText& source = step.script.source;
  // The request has values in the place of variables, which psql puts in itself.
  const bool as_written = shell_.has_variables() && !step.script.header.variables.empty();
  const std::string text = as_written ? source.read(statement.span) : operation.request.sql;
  refuse_what_changes_meaning(step, statement, text);
  if (options_.annotations == ScriptOptions::Annotations::statements) {
    const Location place = location_of(statement, step);
    output_.write(comment("statement " + std::to_string(statement.index + 1) + " of " +
                          std::to_string(step.outline.statements) + ", " + place.file + ":" +
                          std::to_string(place.position.line) + ", " +
                          std::string(sql::to_string(statement.kind)) +
                          (statement.why.empty() ? "" : ": " + statement.why)));
  }
  if (statement.comment.length > 0) {
    output_.write(trim(source.read(statement.comment)));
    output_.write("\n");
  }
  output_.write(shell_.statement(text));
  if (operation.request.copy) write_copy_data(*operation.request.copy);
}

void ScriptWriter::write_check(const plan::Step& step, const Operation& operation) {
  const revision::Check& check = *operation.check;
  // The request has values in the place of variables, which psql puts in itself.
  const bool as_written = shell_.has_variables() && !step.script.header.variables.empty();
  const db::Request request = as_written ? check_request(check.query) : operation.request;
  const SourceText& source = step.script.source;
  const Location place = source.locate(check.offset);
  if (const std::optional<std::string> objection = shell_.objection(request.sql)) {
    throw at(place, source.line_at(check.offset), "this check can't go into a script", *objection);
  }
  output_.write(shell_.check(request, place.file + ":" + std::to_string(place.position.line)));
}

void ScriptWriter::write_copy_data(const db::CopyData& data) {
  SourceReader reader(data.source);
  std::string block(kCopyBlockBytes, '\0');
  char last = '\n';
  for (uint64_t at = data.span.offset; at < data.span.end();) {
    const size_t wanted =
        static_cast<size_t>(std::min<uint64_t>(block.size(), data.span.end() - at));
    const size_t got = reader.read(at, block.data(), wanted);
    if (got == 0) break;
    output_.write(std::string_view(block).substr(0, got));
    last = block[got - 1];
    at += got;
  }
  output_.write(last == '\n' ? "\\.\n" : "\n\\.\n");
}

void ScriptWriter::refuse_what_changes_meaning(const plan::Step& step,
                                               const sql::Statement& statement,
                                               std::string_view text) const {
  if (const std::optional<std::string> objection = shell_.objection(text)) {
    throw at(step, statement, "this statement can't go into a script", *objection);
  }
  if (statement.copy_data && options_.steps == ScriptOptions::Steps::missing) {
    throw at(step, statement,
             "COPY … FROM stdin can't go into a script that skips what is done: in a part that it "
             "skips, psql reads the data as SQL",
             "write a script for one state of the database, without --idempotent");
  }
}

}  // namespace migrate::run
