#include "lib/report/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "lib/base/clock.h"
#include "lib/base/text.h"

namespace migrate::report {
namespace {

using workflow::Estimate;
using workflow::HeldLock;
using workflow::Trace;
using workflow::TracedStatement;
using workflow::TraceVerdict;

constexpr double kMegabyte = 1e6;
/// Seconds: what is less is no longer than a statement's round trip.
constexpr double kShort = 0.01;

std::string_view waiting(db::Waits waits) {
  switch (waits) {
    case db::Waits::everybody:
      return "reads and writes wait";
    case db::Waits::writes:
      return "writes wait";
    case db::Waits::schema_changes:
      break;
  }
  return "other schema changes wait";
}

std::string_view waits_json(db::Waits waits) {
  switch (waits) {
    case db::Waits::everybody:
      return "everybody";
    case db::Waits::writes:
      return "writes";
    case db::Waits::schema_changes:
      break;
  }
  return "schema-changes";
}

bool keeps_waiting(const db::TracedLock& lock) { return lock.waits != db::Waits::schema_changes; }

/// "ACCESS EXCLUSIVE on public.orders, public.customers (reads and writes wait)", strongest first.
std::vector<std::string> lock_parts(const TracedStatement& statement) {
  std::vector<db::TracedLock> locks;
  std::copy_if(statement.trace.locks.begin(), statement.trace.locks.end(),
               std::back_inserter(locks), keeps_waiting);
  std::stable_sort(locks.begin(), locks.end(),
                   [](const auto& a, const auto& b) { return a.strength > b.strength; });
  std::vector<std::string> parts;
  for (size_t i = 0; i < locks.size();) {
    const db::TracedLock& first = locks[i];
    std::vector<std::string> names;
    for (; i < locks.size() && locks[i].mode == first.mode; ++i) {
      names.push_back(locks[i].relation.name);
    }
    parts.push_back(
        fmt::format("{} on {} ({})", first.mode, join(names, ", "), waiting(first.waits)));
  }
  return parts;
}

void add_work_parts(const db::TracedWork& work, std::vector<std::string>& parts) {
  const std::string& name = work.relation.name;
  if (work.emptied) return parts.push_back("empties " + name);
  if (work.rewritten) return parts.push_back("writes " + name + " anew");
  if (work.indexes_built > 0) {
    parts.push_back(
        fmt::format("builds {} on {}", work.indexes_built == 1 ? "an index" : "indexes", name));
  } else if (work.scans > 0) {
    parts.push_back("reads " + name);
  }
  if (work.rows_changed > 0) {
    parts.push_back(fmt::format("changes {} of {}",
                                counted(static_cast<size_t>(work.rows_changed), "row"), name));
  }
}

/// "while line 5 holds ACCESS EXCLUSIVE on public.orders": the strongest of them.
std::string held_part(const TracedStatement& statement, const Trace& trace) {
  const auto worst = std::max_element(
      statement.held.begin(), statement.held.end(),
      [](const HeldLock& a, const HeldLock& b) { return a.lock.strength < b.lock.strength; });
  const Location& since = trace.statements.at(worst->since).location;
  return fmt::format("under {} on {} of line {}", worst->lock.mode, worst->lock.relation.name,
                     since.position.line);
}

/// "locked for about 42 s"
std::string locked_part(const Estimate& estimate) {
  if (estimate.seconds < kShort && !estimate.at_least) return "locked shortly";
  const auto milliseconds = static_cast<int64_t>(std::llround(estimate.seconds * 1000));
  return fmt::format("locked for {} {}", estimate.at_least ? "at least" : "about",
                     format_duration(Milliseconds(milliseconds)));
}

std::string finding_part(const TraceVerdict& verdict) {
  return verdict.confirmed ? verdict.rule + " confirmed"
                           : verdict.rule + " refuted: " + verdict.reason;
}

bool is_refuted(const TracedStatement& statement) {
  return std::any_of(statement.verdicts.begin(), statement.verdicts.end(),
                     [](const TraceVerdict& verdict) { return !verdict.confirmed; });
}

std::string line_of(const TracedStatement& statement, const Trace& trace) {
  std::vector<std::string> parts = lock_parts(statement);
  if (statement.works_under_lock()) {
    for (const db::TracedWork& work : statement.trace.work) add_work_parts(work, parts);
    if (!statement.blocks()) parts.push_back(held_part(statement, trace));
  }
  if (parts.empty()) parts.emplace_back("nobody waits");
  if (statement.until_end && (statement.blocks() || statement.works_under_lock())) {
    parts.push_back(locked_part(*statement.until_end));
  }
  std::vector<std::string> findings;
  for (const TraceVerdict& verdict : statement.verdicts) findings.push_back(finding_part(verdict));
  if (statement.only_traced()) findings.emplace_back("seen only here");
  const Position& at = statement.location.position;
  return fmt::format("{}:{}:{}: {}: {}{}\n", statement.location.file, at.line, at.column,
                     statement.verb, join(parts, "; "),
                     findings.empty() ? "" : " [" + join(findings, ", ") + "]");
}

bool is_shown(const TracedStatement& statement) {
  return statement.blocks() || statement.works_under_lock() || is_refuted(statement);
}

/// "15.18", without what a packager added.
std::string server_of(const Trace& trace) {
  for (const auto& [name, value] : trace.surroundings) {
    if (name == "server_version") return value.substr(0, value.find(' '));
  }
  return "";
}

std::string how_reckoned(const db::Throughput& throughput) {
  return fmt::format(
      "times are estimates: from the sizes in the file, at {:.0f} MB/s to read, {:.0f} MB/s to "
      "write anew and {:.0f} MB/s to index, as measured here on a table of {:.0f} MB\n",
      throughput.read / kMegabyte, throughput.rewrite / kMegabyte, throughput.index / kMegabyte,
      static_cast<double>(throughput.bytes) / kMegabyte);
}

json::Value lock_json(const db::TracedLock& lock) {
  return json::Object{{"relation", lock.relation.name},
                      {"kind", lock.relation.kind},
                      {"mode", lock.mode},
                      {"waits", waits_json(lock.waits)}};
}

json::Value work_json(const db::TracedWork& work) {
  return json::Object{{"relation", work.relation.name},
                      {"kind", work.relation.kind},
                      {"bytes", work.bytes},
                      {"scans", work.scans},
                      {"rows_read", work.rows_read},
                      {"rows_changed", work.rows_changed},
                      {"indexes_built", uint64_t{work.indexes_built}},
                      {"rewritten", work.rewritten},
                      {"emptied", work.emptied}};
}

json::Value verdict_json(const TraceVerdict& verdict) {
  return json::Object{{"rule", verdict.rule},
                      {"approved", verdict.approved},
                      {"verdict", verdict.confirmed ? "confirmed" : "refuted"},
                      {"reason", verdict.confirmed ? json::Value() : json::Value(verdict.reason)}};
}

json::Value estimate_json(const TracedStatement& statement) {
  if (!statement.own) return {};
  return json::Object{{"seconds", statement.own->seconds},
                      {"locked_seconds", statement.until_end->seconds},
                      {"at_least", statement.until_end->at_least}};
}

json::Value statement_json(const TracedStatement& statement) {
  json::Value out;
  out.set("revision", statement.revision);
  out.set("statement", uint64_t{statement.number});
  out.set("verb", statement.verb);
  out.set("file", statement.location.file);
  out.set("line", statement.location.position.line);
  out.set("column", statement.location.position.column);
  json::Array locks;
  for (const db::TracedLock& lock : statement.trace.locks) locks.push_back(lock_json(lock));
  out.set("locks", std::move(locks));
  json::Array held;
  for (const HeldLock& lock : statement.held) {
    json::Value value = lock_json(lock.lock);
    value.set("since", uint64_t{lock.since});
    held.push_back(std::move(value));
  }
  out.set("held", std::move(held));
  json::Array work;
  for (const db::TracedWork& done : statement.trace.work) work.push_back(work_json(done));
  out.set("work", std::move(work));
  out.set("log_bytes", statement.trace.log_bytes);
  out.set("duration_us", int64_t{statement.trace.duration.count()});
  json::Array findings;
  for (const TraceVerdict& verdict : statement.verdicts) {
    findings.push_back(verdict_json(verdict));
  }
  out.set("findings", std::move(findings));
  out.set("only_traced", statement.only_traced());
  out.set("estimate", estimate_json(statement));
  return out;
}

}  // namespace

std::string trace_text(const Trace& trace) {
  std::string lines;
  size_t blocking = 0;
  for (const TracedStatement& statement : trace.statements) {
    if (statement.blocks()) ++blocking;
    if (is_shown(statement)) lines += line_of(statement, trace);
  }
  std::string head = fmt::format("traced {} on server {}: others wait for {} of them\n",
                                 counted(trace.statements.size(), "statement"), server_of(trace),
                                 blocking == 0 ? "none" : std::to_string(blocking));
  if (trace.throughput && !lines.empty()) lines += how_reckoned(*trace.throughput);
  return head + lines;
}

json::Value trace_json(const Trace& trace) {
  json::Value server = json::Object{};
  for (const auto& [name, value] : trace.surroundings) server.set(name, value);
  json::Array statements;
  for (const TracedStatement& statement : trace.statements) {
    statements.push_back(statement_json(statement));
  }
  json::Value throughput;
  if (trace.throughput) {
    throughput = json::Object{{"read", trace.throughput->read},
                              {"rewrite", trace.throughput->rewrite},
                              {"index", trace.throughput->index},
                              {"bytes", trace.throughput->bytes}};
  }
  return json::Object{{"server", std::move(server)},
                      {"statements", std::move(statements)},
                      {"throughput", std::move(throughput)}};
}

}  // namespace migrate::report
