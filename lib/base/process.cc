#include "lib/base/process.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate {
namespace {

constexpr size_t kShaDigits = 40;

/// The commit that `reference` stands at in `git_directory`; empty when it has none yet.
std::string resolve_reference(const std::string& git_directory, const std::string& reference) {
  const std::string loose = git_directory + "/" + reference;
  if (path_exists(loose)) return std::string(trim(read_file(loose)));
  const std::string packed = git_directory + "/packed-refs";
  if (!path_exists(packed)) return {};
  for (const std::string& line : split(read_file(packed), '\n')) {
    if (line.size() == kShaDigits + 1 + reference.size() && line.ends_with(" " + reference)) {
      return line.substr(0, kShaDigits);
    }
  }
  return {};
}

}  // namespace

std::string user_name() {
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr ? entry->pw_name : std::to_string(geteuid());
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

int process_id() { return getpid(); }

std::string git_commit(const std::string& directory) {
  namespace fs = std::filesystem;
  constexpr std::string_view kSymbolic = "ref: ";
  try {
    for (fs::path at = fs::absolute(directory);; at = at.parent_path()) {
      const std::string git = (at / ".git").string();
      if (is_directory(git)) {
        const std::string head(trim(read_file(git + "/HEAD")));
        return head.starts_with(kSymbolic) ? resolve_reference(git, head.substr(kSymbolic.size()))
                                           : head;
      }
      if (at == at.parent_path()) return {};
    }
  } catch (const Error&) {  // an unreadable checkout is as good as none
    return {};
  }
}

}  // namespace migrate
