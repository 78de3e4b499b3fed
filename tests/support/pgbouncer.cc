#include "tests/support/pgbouncer.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace migrate::test {
namespace {

constexpr const char* kPort = "6432";
constexpr std::chrono::seconds kStartTime{20};

std::string find_program() {
  for (const char* path :
       {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"}) {
    if (access(path, X_OK) == 0) return path;
  }
  throw std::runtime_error(
      "no pgbouncer found: install it, for example by `apt-get install pgbouncer`");
}

bool answers(const std::string& path) {
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  const int result =
      connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(descriptor);
  return result == 0;
}

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

PgBouncer::PgBouncer(const PostgresServer& server, PoolMode mode, int pool_size) {
  const std::string program = find_program();
  configure(server, mode, pool_size);
  give_to_unprivileged(directory_.path());
  Process::Options options;
  options.who = RunAs::unprivileged;
  options.output = directory_ / "log";
  process_ = std::make_unique<Process>(
      std::vector<std::string>{program, directory_ / "pgbouncer.ini"}, options);
  wait_until_it_answers();
}

void PgBouncer::configure(const PostgresServer& server, PoolMode mode, int pool_size) const {
  const std::string users = directory_.write("users.txt", "\"postgres\" \"\"\n");
  std::ostringstream settings;
  settings << "[databases]\n* = host=" << server.socket_directory() << "\n"
           << "[pgbouncer]\n"
           << "listen_addr =\nlisten_port = " << kPort << "\n"
           << "unix_socket_dir = " << directory_.path() << "\n"
           << "auth_type = trust\nauth_file = " << users << "\n"
           << "pool_mode = " << (mode == PoolMode::session ? "session" : "transaction") << "\n"
           << "default_pool_size = " << pool_size << "\nmax_client_conn = 500\n";
  directory_.write("pgbouncer.ini", settings.str());
}

void PgBouncer::wait_until_it_answers() {
  const auto end = std::chrono::steady_clock::now() + kStartTime;
  while (!answers(directory_ / (std::string(".s.PGSQL.") + kPort))) {
    if (!process_->running() || std::chrono::steady_clock::now() > end) {
      throw std::runtime_error("pgbouncer doesn't start: " + content_of(directory_ / "log"));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

std::string PgBouncer::url(const std::string& database) const {
  return "postgresql://postgres@/" + database + "?host=" + directory_.path() + "&port=" + kPort;
}

}  // namespace migrate::test
