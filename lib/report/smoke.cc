#include "lib/report/smoke.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/schema_difference.h"
#include "lib/report/standing.h"
#include "lib/report/trace.h"

namespace migrate::report {
namespace {

using workflow::ChangedRows;
using workflow::OneWay;
using workflow::SmokeMode;
using workflow::SmokeOutcome;
using Verdict = SmokeOutcome::Verdict;

std::string named(const OneWay& revision) {
  return revision.message.empty() ? revision.id : revision.id + " " + revision.message;
}

/// What was done: "2 revisions of origin/main (8ab31c2f), then 1 up".
std::string done(const SmokeOutcome& outcome) {
  const std::string up = fmt::format("{} up", outcome.applied);
  if (outcome.mode == SmokeMode::roundtrip) {
    const std::string there =
        outcome.from.empty()
            ? ""
            : fmt::format("{} with {}, then ", outcome.from, counted(outcome.before, "revision"));
    return fmt::format("{}{}, {} of them down and up again", there, up, outcome.undone);
  }
  if (outcome.from.empty()) return counted(outcome.applied, "revision") + " up";
  return fmt::format("{} with {}, then {}", outcome.from, counted(outcome.before, "revision"), up);
}

std::string head_line(const SmokeOutcome& outcome) {
  std::string what;
  switch (outcome.verdict) {
    case Verdict::passed:
      what = done(outcome) + " in " + format_duration(outcome.duration);
      break;
    case Verdict::failed:
      what = outcome.culprit ? named(*outcome.culprit) + ": " + outcome.reason : outcome.reason;
      break;
    case Verdict::skipped:
      what = outcome.reason;
      break;
  }
  return fmt::format("{:<21}  {:<7}  {}\n", workflow::to_string(outcome.mode),
                     to_string(outcome.verdict), what);
}

std::string rows_line(const ChangedRows& rows) {
  if (rows.before == rows.after) {
    return fmt::format("{} has other values in its {}\n", describe(rows.table),
                       counted(rows.before, "row"));
  }
  return fmt::format("{} had {}, and has {}\n", describe(rows.table), counted(rows.before, "row"),
                     rows.after);
}

json::Value one_way_json(const OneWay& revision) {
  return json::Object{
      {"id", revision.id}, {"message", revision.message}, {"reason", revision.reason}};
}

json::Value one_ways_json(const std::vector<OneWay>& revisions) {
  json::Array out;
  for (const OneWay& revision : revisions) out.push_back(one_way_json(revision));
  return out;
}

json::Value rows_json(const std::vector<ChangedRows>& tables) {
  json::Array out;
  for (const ChangedRows& rows : tables) {
    out.emplace_back(
        json::Object{{"table", rows.table.name}, {"before", rows.before}, {"after", rows.after}});
  }
  return out;
}

size_t count(const std::vector<SmokeOutcome>& outcomes, Verdict verdict) {
  return static_cast<size_t>(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [&](const SmokeOutcome& outcome) { return outcome.verdict == verdict; }));
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::failed:
      return "failed";
    case Verdict::skipped:
      break;
  }
  return "skipped";
}

std::string smoke_details(const SmokeOutcome& outcome, const DiagnosticStyle& style) {
  std::string below;
  below += render(outcome.findings, style);
  if (outcome.difference) below += drift_lines(*outcome.difference);
  for (const ChangedRows& rows : outcome.rows) below += rows_line(rows);
  for (const OneWay& revision : outcome.not_undone) {
    below +=
        fmt::format("not undone: {} ({}); went on behind it\n", named(revision), revision.reason);
  }
  for (const OneWay& revision : outcome.lossy) {
    below += fmt::format("lossy, as it says: {} ({})\n", named(revision), revision.reason);
  }
  if (below.ends_with("\n\n")) below.pop_back();
  if (outcome.trace) below += trace_text(*outcome.trace);
  return below;
}

std::string smoke_text(const SmokeOutcome& outcome, const DiagnosticStyle& style) {
  return head_line(outcome) + indented(smoke_details(outcome, style));
}

std::string tally_text(const Tally& tally, std::string_view noun) {
  const size_t all = tally.passed + tally.failed + tally.skipped;
  std::string out = fmt::format("{} of {} passed", tally.passed, counted(all, noun));
  if (tally.failed > 0) out += fmt::format(", {} failed", tally.failed);
  if (tally.skipped > 0) out += fmt::format(", {} skipped", tally.skipped);
  return out;
}

std::string smoke_summary(const std::vector<SmokeOutcome>& outcomes) {
  Milliseconds duration{0};
  for (const SmokeOutcome& outcome : outcomes) duration += outcome.duration;
  const Tally tally{count(outcomes, Verdict::passed), count(outcomes, Verdict::failed),
                    count(outcomes, Verdict::skipped)};
  return tally_text(tally, "mode") + " in " + format_duration(duration) + "\n";
}

json::Value outcome_json(const SmokeOutcome& outcome) {
  json::Value out;
  out.set("mode", workflow::to_string(outcome.mode));
  out.set("outcome", to_string(outcome.verdict));
  out.set("reason", outcome.reason.empty() ? json::Value() : json::Value(outcome.reason));
  out.set("from", outcome.from.empty() ? json::Value() : json::Value(outcome.from));
  out.set("before", uint64_t{outcome.before});
  out.set("applied", uint64_t{outcome.applied});
  out.set("undone", uint64_t{outcome.undone});
  out.set("not_undone", one_ways_json(outcome.not_undone));
  out.set("lossy", one_ways_json(outcome.lossy));
  out.set("revision", outcome.culprit
                          ? json::Value(json::Object{{"id", outcome.culprit->id},
                                                     {"message", outcome.culprit->message}})
                          : json::Value());
  out.set("findings", to_json(outcome.findings));
  out.set("difference", outcome.difference ? drift_members(*outcome.difference) : json::Value());
  out.set("rows", rows_json(outcome.rows));
  out.set("trace", outcome.trace ? trace_json(*outcome.trace) : json::Value());
  out.set("duration_ms", int64_t{outcome.duration.count()});
  return out;
}

json::Value smoke_json(const std::vector<SmokeOutcome>& outcomes) {
  json::Array modes;
  Milliseconds duration{0};
  for (const SmokeOutcome& outcome : outcomes) {
    modes.push_back(outcome_json(outcome));
    duration += outcome.duration;
  }
  json::Value out = shape();
  out.set("ok", passed(outcomes));
  out.set("modes", std::move(modes));
  out.set("duration_ms", int64_t{duration.count()});
  return out;
}

bool passed(const std::vector<SmokeOutcome>& outcomes) {
  return count(outcomes, Verdict::failed) == 0;
}

}  // namespace migrate::report
