#include "lib/workflow/backup_command.h"

#include <filesystem>
#include <utility>

#include "lib/base/text.h"
#include "lib/workflow/shell_command.h"

namespace migrate::workflow {
namespace {

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
    run_shell_command("backup_command", command_, directory_, environment, order.stop);
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
