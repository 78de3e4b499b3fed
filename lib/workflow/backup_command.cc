#include "lib/workflow/backup_command.h"

#include <filesystem>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/text.h"

namespace migrate::workflow {
namespace {

constexpr const char* kShell = "/bin/sh";

class CommandArchiver final : public db::Archiver {
 public:
  CommandArchiver(std::string command, std::string directory,
                  std::map<std::string, std::string> environment)
      : command_(std::move(command)),
        directory_(std::move(directory)),
        environment_(std::move(environment)) {}

  [[nodiscard]] const std::string& program() const override { return program_; }
  [[nodiscard]] std::string_view suffix() const override { return ".backup"; }

  void write(const db::ArchiveOrder& order) const override {
    std::map<std::string, std::string> environment = environment_;
    environment["MIGRATE_BACKUP_FILE"] = std::filesystem::absolute(order.path).string();
    environment["MIGRATE_BACKUP_TABLES"] = join(order.tables, "\n");
    // The directory comes as $0: the command's text is the configuration's alone.
    const Captured said = capture_until(
        order.stop, kShell, {"-c", "cd \"$0\" || exit\n" + command_, directory_}, environment);
    if (said.exit_code == 0) return;
    Diagnostic diagnostic;
    diagnostic.message = "backup_command failed: exit code " + std::to_string(said.exit_code);
    for (const std::string* stream : {&said.err, &said.out}) {
      for (std::string& line : split(trim(*stream), '\n')) {
        diagnostic.notes.push_back(std::move(line));
      }
    }
    throw Error(ErrorCode::failed, std::move(diagnostic));
  }

  // What the file is, only the command knows; its exit code has to answer for it.
  void verify(const db::ArchiveOrder& /*order*/) const override {}

  [[nodiscard]] std::string restore_command(const db::ArchiveOrder& /*order*/,
                                            const std::string& /*path*/) const override {
    return "";
  }

 private:
  std::string command_;
  std::string directory_;
  std::map<std::string, std::string> environment_;
  std::string program_ = "backup_command";
};

}  // namespace

std::unique_ptr<db::Archiver> make_command_archiver(
    const std::string& command, const std::string& directory,
    const std::map<std::string, std::string>& environment) {
  return std::make_unique<CommandArchiver>(command, directory, environment);
}

}  // namespace migrate::workflow
