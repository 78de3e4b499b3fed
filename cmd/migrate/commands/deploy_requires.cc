#include "cmd/migrate/commands/deploy_requires.h"

#include <map>
#include <string>
#include <vector>

#include "cmd/migrate/commands/schema_bench.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "lib/engines.h"

namespace migrate::cmd {
namespace {

/// Checksums of what is applied, by id.
using Checksums = std::map<std::string, std::string>;

Checksums of_report(const std::string& path) {
  const json::Value report = json::parse(read_file(path));
  if (report["rows"].is_null()) {
    throw Error(ErrorCode::usage, path + " is no report of an environment",
                "migrate --env NAME history --stored --json > " + path);
  }
  Checksums checksums;
  for (const json::Value& row : report["rows"].items()) {
    if (row["state"].text() == "applied") checksums[row["id"].text()] = row["up_checksum"].text();
  }
  return checksums;
}

Checksums of_database(Context& context, const std::string& url) {
  const std::unique_ptr<db::Driver> driver = driver_for_url(url);
  const workflow::Database database(*driver, options_of_other(context, url));
  Checksums checksums;
  for (const revision::AppliedRevision& row : database.history().rows) {
    if (row.state == revision::AppliedRevision::State::applied) checksums[row.id] = row.up_checksum;
  }
  return checksums;
}

Checksums applied_elsewhere(Context& context, const std::string& name) {
  if (const auto path = context.arguments().value(kRequireReportOption.name)) {
    return of_report(*path);
  }
  const std::string& url = context.settings().required_url;
  if (!url.empty()) return of_database(context, url);
  throw Error(ErrorCode::usage, "a deploy requires " + name + ", whose database is not known here",
              "write its url into [env." + name +
                  "], or give --require-report FILE, as 'migrate "
                  "--env " +
                  name + " history --stored --json' writes it");
}

/// A line for each step that is not there as it is here.
std::vector<std::string> lacking(const plan::Plan& plan, const Checksums& checksums) {
  std::vector<std::string> lines;
  for (const plan::Step& step : plan.steps) {
    const auto found = checksums.find(step.id);
    if (found == checksums.end()) {
      lines.push_back(step.id + " is not applied there");
    } else if (found->second != step.up_checksum) {
      lines.push_back(step.id + " was another script there");
    }
  }
  return lines;
}

}  // namespace

bool demand_applied_elsewhere(Context& context, const plan::Plan& plan) {
  const std::string& name = context.settings().required;
  if (name.empty()) {
    if (!context.arguments().has(kRequireReportOption.name)) return false;
    throw Error(ErrorCode::usage, "--require-report, and nothing is required",
                "requires = \"staging\" in migrate.toml says what is");
  }
  if (plan.empty()) return false;
  const std::vector<std::string> lines = lacking(plan, applied_elsewhere(context, name));
  if (lines.empty()) return true;
  Diagnostic finding;
  finding.code = "required-environment";
  finding.message = "what is pending has to be applied in " + name + " first";
  finding.detail = join(lines, "\n");
  finding.hint = "deploy it there: migrate --env " + name + " deploy";
  throw Error(ErrorCode::check, std::move(finding));
}

}  // namespace migrate::cmd
