#include "lib/run/failure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

#include "lib/base/text.h"
#include "lib/run/check.h"

namespace migrate::run {
namespace {

using Cause = db::Failure::Cause;

std::string_view cure_of(Cause cause) {
  switch (cause) {
    case Cause::in_a_transaction:
      return "write `-- transaction: off` in the comment directly above the statement, so that it "
             "runs outside a transaction";
    case Cause::lost_a_lock:
      return "another session holds the lock; it is safe to run again";
    case Cause::busy:
      return "another process is writing to the database; it is safe to run again";
    case Cause::already_exists:
    case Cause::no_room:
    case Cause::surroundings:
    case Cause::other:
      break;
  }
  return {};
}

/// "COPY t, line 3, column b" → 3: PostgreSQL names the line of the data in CONTEXT.
std::optional<int64_t> copy_line(std::string_view context) {
  constexpr std::string_view kLine = " line ";
  if (!context.starts_with("COPY ")) return std::nullopt;
  const size_t at = context.find(kLine);
  if (at == std::string_view::npos) return std::nullopt;
  int64_t line = 0;
  const char* begin = context.data() + at + kLine.size();
  const auto [end, failure] = std::from_chars(begin, context.data() + context.size(), line);
  return failure == std::errc() ? std::optional(line) : std::nullopt;
}

/// Offset of line `number` (1-based) of the data that begins at `span`.
uint64_t line_offset(const SourceText& source, Span span, int64_t number) {
  constexpr size_t kBlockBytes = 64 * 1024;
  SourceReader reader(source);
  std::string block(kBlockBytes, '\0');
  for (uint64_t at = span.offset; at < span.end() && number > 1;) {
    const size_t count = reader.read(at, block.data(), block.size());
    if (count == 0) break;
    for (size_t i = 0; i < count; ++i) {
      if (block[i] == '\n' && --number == 1) return at + i + 1;
    }
    at += count;
  }
  return span.offset;
}

uint64_t place_of(const db::Failure& failure, const Operation& operation,
                  const SourceText& source) {
  const sql::Statement& statement = *operation.statement;
  if (statement.copy_data) {
    if (const auto line = copy_line(failure.context)) {
      return line_offset(source, *statement.copy_data, *line);
    }
  }
  return statement.span.offset +
         std::min<uint64_t>(source_offset(operation.pieces, failure.offset.value_or(0)),
                            statement.span.length);
}

/// A query that fails itself is pointed into.
uint64_t place_in_check(const db::Failure& failure, const Operation& operation) {
  const size_t in_query = std::max(failure.offset.value_or(0), check_prefix()) - check_prefix();
  return operation.check->offset +
         std::min(source_offset(operation.pieces, in_query), operation.check->query.size() - 1);
}

}  // namespace

Diagnostic explain(const db::Failure& failure, const Operation& operation, const plan::Step& step) {
  Diagnostic diagnostic = db::describe(failure);
  const SourceText& source = step.script.source;
  if (operation.statement || operation.check) {
    const uint64_t offset =
        operation.check ? place_in_check(failure, operation) : place_of(failure, operation, source);
    diagnostic.location = source.locate(offset);
    diagnostic.excerpt = source.line_at(offset);
  } else {
    diagnostic.location = {source.name(), {}};
    if (operation.kind == Operation::Kind::commit) {
      diagnostic.message = "at COMMIT: " + diagnostic.message;
    } else if (operation.kind == Operation::Kind::record) {
      // What has no parameters makes the write possible, and fires deferred constraints.
      diagnostic.message =
          (operation.request.parameters.empty() ? "at the end of the transaction: "
                                                : "the history can't be written: ") +
          diagnostic.message;
    } else if (operation.kind == Operation::Kind::confirm_lock) {
      diagnostic.message = "the run lock was lost: " + diagnostic.message;
    } else if (operation.kind == Operation::Kind::confirm_history) {
      diagnostic.message = "another run has written to the history meanwhile";
      diagnostic.hint = "look at `migrate status`, then run again";
    }
  }
  if (diagnostic.hint.empty()) diagnostic.hint = cure_of(failure.cause);
  return diagnostic;
}

namespace {

/// What the steps before the failed one did: "2 revisions undone and 1 revision applied before it".
std::string done_before(const plan::Plan& plan, size_t count) {
  if (count == 0) return "nothing else was changed";
  size_t up = 0;
  for (size_t i = 0; i < count; ++i) {
    if (plan.steps[i].direction == plan::Direction::up) ++up;
  }
  std::vector<std::string> parts;
  if (up < count) parts.push_back(counted(count - up, "revision") + " undone");
  if (up > 0) parts.push_back(counted(up, "revision") + " applied");
  return join(parts, " and ") + " before it in this run " + (count == 1 ? "stays so" : "stay so");
}

/// A plan whose first steps go down and last ones up.
bool is_redo(const plan::Plan& plan) {
  return plan.steps.front().direction != plan.steps.back().direction;
}

/// The revision that a redo is of: the last one to go down.
const std::string& redone(const plan::Plan& plan) {
  const auto first_up =
      std::find_if(plan.steps.begin(), plan.steps.end(),
                   [](const plan::Step& step) { return step.direction == plan::Direction::up; });
  return std::prev(first_up)->id;
}

/// The command that goes on.
std::string command_of(const plan::Plan& plan, const plan::Step& step, const std::string& upward) {
  if (step.direction == plan::Direction::up) return "`" + upward + "`";
  return is_redo(plan) ? "`migrate redo " + redone(plan) + "`" : "`migrate downgrade`";
}

/// A script that the database kept has no file that could be mended.
bool stored(const plan::Step& step) {
  return step.direction == plan::Direction::down && step.script.root.empty();
}

/// Whether the failure says that the text of a script is wrong.
bool blames_script(const Operation& operation, Cause cause) {
  const bool in_script =
      operation.kind == Operation::Kind::statement || operation.kind == Operation::Kind::alone ||
      operation.kind == Operation::Kind::check || operation.kind == Operation::Kind::foreign_keys;
  return in_script && cause != Cause::no_room && cause != Cause::surroundings &&
         cause != Cause::busy;
}

}  // namespace

std::vector<std::string> consequences(const plan::Plan& plan, const Operation& operation,
                                      const Standing& standing) {
  const plan::Step& step = plan.steps[operation.step];
  std::vector<std::string> notes;
  if (standing.statements_done > 0) {
    notes.push_back(counted(standing.statements_done, "statement") + " of " + step.id +
                    " stayed (the first " + std::to_string(standing.statements_done) + " of " +
                    std::to_string(step.outline.statements) + ")" +
                    (standing.rolled_back ? "; the rest of it was rolled back" : ""));
  } else if (standing.rolled_back) {
    notes.push_back(step.id + " was rolled back whole");
  } else {
    notes.push_back("nothing of " + step.id + " was done");
  }
  if (standing.went_with_it > 0) {
    notes.push_back("so " + std::string(standing.went_with_it == 1 ? "was " : "were ") +
                    counted(standing.went_with_it, "revision") +
                    " before it, in the same transaction");
  }
  notes.push_back(done_before(plan, standing.applied));
  const std::string command = command_of(plan, step, standing.command);
  if (standing.interrupted) {
    notes.push_back(way_on(plan, standing.applied));
    return notes;
  }
  if (standing.lock_tries > 0) {
    notes.push_back("tried " + counted(static_cast<size_t>(standing.lock_tries), "time") +
                    "; once the lock is free, run " + command + " again");
    return notes;
  }
  if (!blames_script(operation, standing.cause)) {
    notes.push_back((standing.cause == Cause::no_room ? "once there is room, it is safe to run "
                                                      : "when that is put right, run ") +
                    command + " again" +
                    (standing.statements_done > 0 ? ": it goes on there" : ""));
  } else if (stored(step)) {
    notes.push_back(
        "the script is the one that the database keeps from when the revision was applied: where "
        "its down file is better, `migrate downgrade` runs the file");
  } else if (standing.statements_done > 0) {
    notes.push_back(
        "mend the failed statement in the file (what is done must stay as it is), then run " +
        command + ": it goes on there");
  } else {
    notes.push_back("mend the script, then run " + command + " again");
  }
  return notes;
}

std::string way_on(const plan::Plan& plan, size_t done) {
  if (!is_redo(plan) || done == 0) return "run the same command again: it goes on there";
  if (done < plan.steps.size() && plan.steps[done].direction == plan::Direction::down) {
    return "run `migrate redo " + redone(plan) + "`, then `migrate upgrade` for the rest";
  }
  return "run `migrate upgrade`: it applies what was undone";
}

ErrorCode code_of(const db::Failure& failure, const Operation& operation) {
  if (failure.connection_lost) return ErrorCode::unreachable;
  const bool lock = failure.cause == Cause::lost_a_lock || failure.cause == Cause::busy ||
                    operation.kind == Operation::Kind::confirm_lock ||
                    operation.kind == Operation::Kind::confirm_history;
  return lock ? ErrorCode::locked : ErrorCode::failed;
}

}  // namespace migrate::run
