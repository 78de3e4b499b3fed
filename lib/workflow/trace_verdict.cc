// Findings of the review gate held against what was traced.
#include <algorithm>

#include "lib/workflow/trace.h"

namespace migrate::workflow {

namespace {

bool is_word(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Whether `text` names the lock mode `mode`, and not one whose name contains it.
bool names(std::string_view text, std::string_view mode) {
  for (size_t at = text.find(mode); at != std::string_view::npos; at = text.find(mode, at + 1)) {
    const std::string_view before = text.substr(0, at);
    const std::string_view after = text.substr(at + mode.size());
    const bool goes_on =
        after.size() > 1 &&
        ((after[0] == ' ' && after[1] >= 'A' && after[1] <= 'Z') || is_word(after[0]));
    const bool began_before = before.size() > 1 && before.back() == ' ' &&
                              before[before.size() - 2] >= 'A' && before[before.size() - 2] <= 'Z';
    if (!goes_on && !began_before) return true;
  }
  return false;
}

/// Whether the text about a lock names a mode at all: modes are written in capitals.
bool names_mode(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() > 1 && is_capital(text[0]) && is_capital(text[1]);
}

bool takes(const TracedStatement& statement, std::string_view claim) {
  const auto fits = [&](const db::TracedLock& lock) {
    return !names_mode(claim) || names(claim, lock.mode);
  };
  return std::any_of(statement.trace.locks.begin(), statement.trace.locks.end(), fits) ||
         std::any_of(statement.held.begin(), statement.held.end(), [&](const HeldLock& held) {
           // Behind a lock that stops everybody a weaker one makes no difference.
           return fits(held.lock) || held.lock.waits == db::Waits::everybody;
         });
}

bool does(const TracedStatement& statement, lint::Work claim) {
  if (claim == lint::Work::nothing) return true;
  return std::any_of(statement.trace.work.begin(), statement.trace.work.end(),
                     [&](const db::TracedWork& work) {
                       switch (claim) {
                         case lint::Work::rewrites:
                           return work.rewritten;
                         case lint::Work::builds_index:
                           return work.indexes_built > 0;
                         default:
                           return work.scans > 0 || work.rewritten || work.indexes_built > 0;
                       }
                     });
}

std::string_view lacking(lint::Work claim) {
  switch (claim) {
    case lint::Work::rewrites:
      return "wrote no table anew";
    case lint::Work::builds_index:
      return "built no index";
    default:
      return "read no table";
  }
}

/// The last statement of its file that begins at or before the finding; null: none was traced.
TracedStatement* statement_at(Trace& trace, const Location& location) {
  TracedStatement* found = nullptr;
  const auto key = [](const Location& place) {
    return std::pair(place.position.line, place.position.column);
  };
  for (TracedStatement& statement : trace.statements) {
    if (statement.location.file != location.file || key(statement.location) > key(location)) {
      continue;
    }
    if (found == nullptr || key(found->location) < key(statement.location)) found = &statement;
  }
  return found;
}

}  // namespace

void judge(Trace& trace, const lint::Report& report) {
  for (const lint::Finding& finding : report.findings) {
    if (finding.lock.empty()) continue;
    TracedStatement* statement = statement_at(trace, finding.location);
    if (statement == nullptr) continue;
    TraceVerdict verdict;
    verdict.rule = std::string(finding.rule->id);
    verdict.approved = finding.approved;
    if (!takes(*statement, finding.lock)) {
      verdict.reason = "took no such lock";
    } else if (!does(*statement, finding.rule->work)) {
      verdict.reason = lacking(finding.rule->work);
    }
    verdict.confirmed = verdict.reason.empty();
    statement->verdicts.push_back(std::move(verdict));
  }
}

}  // namespace migrate::workflow
