#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/child.h"

namespace migrate::test {
namespace {

std::string without_last_newline(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// The output of a command that must succeed.
std::string checked(const std::vector<std::string>& arguments, RunAs who = RunAs::self,
                    const std::string& input = "") {
  ChildResult result = run_child(arguments, who, input);
  if (result.exit_code != 0) {
    throw std::runtime_error(arguments[0] + " failed: " + result.output);
  }
  return without_last_newline(std::move(result.output));
}

/// Directories that may hold the server's programs, the newest version first.
std::vector<std::string> candidate_directories() {
  if (const char* named = std::getenv("MIGRATE_PG_BINDIR"); named != nullptr) return {named};
  std::vector<std::string> found;
  const ChildResult config = run_child({"pg_config", "--bindir"});
  if (config.exit_code == 0) found.push_back(without_last_newline(config.output));

  glob_t matches{};
  std::vector<std::string> versions;
  if (glob("/usr/lib/postgresql/*/bin", 0, nullptr, &matches) == 0) {
    versions.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  }
  globfree(&matches);
  found.insert(found.end(), versions.rbegin(), versions.rend());

  const char* path = std::getenv("PATH");
  std::istringstream parts(path == nullptr ? "" : path);
  for (std::string part; std::getline(parts, part, ':');) found.push_back(part);
  return found;
}

std::string find_server() {
  for (const std::string& directory : candidate_directories()) {
    const bool complete =
        std::ranges::all_of(std::vector<std::string>{"initdb", "postgres", "pg_ctl", "psql"},
                            [&](const std::string& name) {
                              return access((directory + "/" + name).c_str(), X_OK) == 0;
                            });
    if (complete) return directory;
  }
  throw std::runtime_error(
      "no PostgreSQL server found (MIGRATE_PG_BINDIR, or pg_config --bindir, "
      "/usr/lib/postgresql/*/bin, PATH): "
      "install it, for example by `apt-get install postgresql`");
}

}  // namespace

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() : bin_(find_server()) {
  // Short, and open to the unprivileged user: a socket's path has at most 107 bytes.
  directory_ = "/tmp/migrate-pg-XXXXXX";
  if (mkdtemp(directory_.data()) == nullptr) {
    throw std::runtime_error("can't create " + directory_);
  }
  give_to_unprivileged(directory_);
  guard();
  initialize();
  start();
}

PostgresServer::~PostgresServer() {
  close(guard_pipe_);
  int status = 0;
  waitpid(guard_pid_, &status, 0);
}

/// A process that waits for the end of this one, normal or not, and then stops the server.
void PostgresServer::guard() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("can't create a pipe");
  const std::string script = "cat >/dev/null; '" + program("pg_ctl") + "' stop -m immediate -D '" +
                             directory_ + "/data'; rm -rf '" + directory_ + "'";
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("can't fork");
  if (child == 0) {
    setsid();
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], 0);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    drop_privileges();
    execl("/bin/sh", "sh", "-c", script.c_str(), nullptr);
    _exit(127);
  }
  close(ends[0]);
  guard_pipe_ = ends[1];
  guard_pid_ = child;
}

void PostgresServer::initialize() const {
  const std::string data = directory_ + "/data";
  checked({program("initdb"), "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A",
           "trust", "--no-sync", "--no-instructions"},
          RunAs::unprivileged);
  std::ofstream hba(data + "/pg_hba.conf");
  hba << "local all " << kPasswordRole << " scram-sha-256\nlocal all all trust\n";
  std::ofstream settings(data + "/postgresql.conf", std::ios::app);
  settings << "listen_addresses = ''\nunix_socket_directories = '" << directory_ << "'\n"
           << "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
           << "shared_buffers = '32MB'\nmax_connections = 250\nlog_min_messages = warning\n";
}

void PostgresServer::start() {
  checked({program("pg_ctl"), "start", "-w", "-t", "60", "-D", directory_ + "/data", "-l",
           directory_ + "/log"},
          RunAs::unprivileged);
  psql("postgres", std::string("CREATE ROLE ") + kPasswordRole + " LOGIN PASSWORD 'right'");
}

bool PostgresServer::has(const std::string& name) const {
  return access(program(name).c_str(), X_OK) == 0;
}

std::string PostgresServer::fresh_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  psql("postgres", "CREATE DATABASE " + name);
  return url(name);
}

std::string PostgresServer::url(const std::string& database, const std::string& user,
                                const std::string& password) const {
  return "postgresql://" + user + (password.empty() ? "" : ":" + password) + "@/" + database +
         "?host=" + directory_;
}

std::string PostgresServer::psql(const std::string& database, const std::string& sql) const {
  return checked({program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h",
                  directory_, "-U", "postgres", "-d", database},
                 RunAs::self, sql);
}

int PostgresServer::major_version() const {
  return std::stoi(psql("postgres", "SHOW server_version_num")) / 10000;
}

std::string fresh_postgres_database() { return PostgresServer::instance().fresh_database(); }

std::string database_of(const std::string& url) {
  const size_t begin = url.find("@/") + 2;
  return url.substr(begin, url.find('?') - begin);
}

}  // namespace migrate::test
