#include "lib/workflow/export.h"

#include <map>
#include <optional>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/plan/state.h"
#include "lib/revision/loader.h"
#include "lib/revision/restore.h"

namespace migrate::workflow {
namespace {

using revision::AppliedRevision;

struct Paths {
  std::string up;
  std::string down;
};

/// "…/a.up.sql" → "…/a.down.sql", "…/a/up.sqlite.sql" → "…/a/down.sqlite.sql".
std::string down_beside(const std::string& up) {
  const size_t role = up.rfind("up.");
  return up.substr(0, role) + "down" + up.substr(role + 2);
}

/// Where the files of each revision of `directory` are. What is wrong there is not our business.
std::map<std::string, Paths> files_in(const std::string& directory, const std::string& engine,
                                      const std::vector<std::string>& engines) {
  std::map<std::string, Paths> found;
  if (!is_directory(directory)) return found;
  for (const revision::Revision& revision :
       revision::load_revisions({directory}, engine, engines).revisions) {
    const std::string& up = revision.up.source.path();
    found[revision.id] = {up, revision.down ? revision.down->source.path() : down_beside(up)};
  }
  return found;
}

struct File {
  std::string id;
  std::string path;
  std::string text;
};

class Exporter {
 public:
  Exporter(Database& database, const ExportOptions& options)
      : database_(database),
        options_(options),
        there_(
            files_in(options.directory, std::string(database.driver().name()), options.engines)) {}

  void add(const AppliedRevision& row);
  [[nodiscard]] Exported write();

 private:
  [[nodiscard]] Paths paths_of(const AppliedRevision& row) const;
  [[nodiscard]] bool unchanged(const File& file) const {
    return path_exists(file.path) && read_file(file.path) == file.text;
  }
  void refuse_differing() const;

  Database& database_;
  const ExportOptions& options_;
  std::map<std::string, Paths> there_;
  std::vector<File> files_;
  Exported result_;
};

Paths Exporter::paths_of(const AppliedRevision& row) const {
  if (const auto found = there_.find(row.id); found != there_.end()) return found->second;
  const std::string base = options_.directory + "/" + revision::restored_name(row);
  return {base + ".up.sql", base + ".down.sql"};
}

/// A down file without its up file could not be loaded: the up script decides.
void Exporter::add(const AppliedRevision& row) {
  const std::optional<std::string> up = database_.script(row.up_checksum);
  if (!up) {
    result_.not_kept.push_back({row.id, NotKept::Which::up, row.up_checksum});
    return;
  }
  const Paths paths = paths_of(row);
  files_.push_back({row.id, paths.up, revision::restored_up(row, *up)});
  if (row.down_checksum.empty()) return;
  if (const std::optional<std::string> down = database_.script(row.down_checksum)) {
    files_.push_back({row.id, paths.down, revision::restored_down(row, *down)});
  } else {
    result_.not_kept.push_back({row.id, NotKept::Which::down, row.down_checksum});
  }
}

void Exporter::refuse_differing() const {
  std::vector<std::string> differing;
  for (const File& file : files_) {
    if (path_exists(file.path) && !unchanged(file)) differing.push_back(file.path);
  }
  if (differing.empty()) return;
  Diagnostic found;
  found.code = "file-differs";
  found.message = counted(differing.size(), "file") + (differing.size() == 1 ? " is" : " are") +
                  " there and not what the database keeps; nothing was written";
  found.detail = join(differing, "\n");
  found.hint =
      "`migrate show REV --diff` shows how; --force replaces them; --output DIR writes elsewhere";
  throw Error(ErrorCode::failed, std::move(found));
}

Exported Exporter::write() {
  if (options_.existing == ExportOptions::Existing::refuse) refuse_differing();
  if (!files_.empty()) create_directories(options_.directory);
  for (const File& file : files_) {
    using Outcome = ExportedFile::Outcome;
    const Outcome outcome = unchanged(file) ? Outcome::unchanged : Outcome::written;
    if (outcome == Outcome::written) {
      FileSink sink(file.path, FileSink::Readers::owner);
      sink.write(file.text);
      sink.commit();
    }
    result_.files.push_back({file.id, file.path, outcome});
  }
  return std::move(result_);
}

}  // namespace

Exported export_revisions(Database& database, const ExportOptions& options) {
  const std::vector<AppliedRevision>& rows = database.history().rows;
  Exporter exporter(database, options);
  if (options.revisions.empty()) {
    for (const AppliedRevision& row : rows) exporter.add(row);
  }
  for (const std::string& name : options.revisions) exporter.add(plan::named_row(rows, name));
  return exporter.write();
}

}  // namespace migrate::workflow
