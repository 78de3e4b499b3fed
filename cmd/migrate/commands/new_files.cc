#include "cmd/migrate/commands/new_files.h"

#include <chrono>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/base/process.h"
#include "lib/report/standing.h"
#include "lib/revision/header.h"

namespace migrate::cmd {
namespace {

constexpr int kIdDigits = 12;

std::string author_of(const Context& context) {
  if (const auto author = context.arguments().value("--author")) return *author;
  return context.settings().as.empty() ? user_name() : context.settings().as;
}

/// A header holds one line a value: what comes from the command line must fit.
void demand_one_line(const std::string& option, const std::string& value) {
  if (value.find_first_of("\r\n") == std::string::npos) return;
  throw Error(ErrorCode::usage, "the value of " + option + " has more than one line");
}

std::string id_of(const Context& context) {
  const auto id = context.arguments().value("--rev-id");
  if (!id) return random_hex(kIdDigits);
  if (!revision::valid_id(*id)) {
    throw Error(ErrorCode::usage, "'" + *id + "' can't be the id of a revision",
                "ids are 1 to 64 letters, digits, '_' and '.', and don't begin with '.'");
  }
  if (context.graph().find(*id)) {
    throw Error(ErrorCode::usage, "there is a revision '" + *id + "' already");
  }
  return *id;
}

}  // namespace

revision::NewRevision new_revision(Context& context) {
  revision::NewRevision revision;
  revision.id = id_of(context);
  revision.message = context.arguments().value_or("--message", "");
  revision.author = author_of(context);
  revision.created = std::chrono::system_clock::now();
  demand_one_line("--message", revision.message);
  demand_one_line("--author", revision.author);
  return revision;
}

revision::NewFiles create_revision(Context& context, const revision::NewRevision& revision) {
  revision::NewFiles files = revision::compose(context.project().directories.at(0), revision);
  revision::create_files(files);
  return files;
}

void write_revision(Context& context, revision::NewRevision revision, const json::Object& more) {
  const revision::NewFiles files = create_revision(context, revision);
  if (context.json()) {
    json::Value out = report::shape();
    out.set("id", revision.id);
    out.set("parents", revision.parents);
    out.set("up", files.up_path);
    out.set("down", files.down_path);
    for (const auto& [key, value] : more) out.set(key, value);
    context.print(out);
  } else {
    context.print(files.up_path + "\n" + files.down_path + "\n");
  }
}

}  // namespace migrate::cmd
