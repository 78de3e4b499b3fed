#include "tests/support/postgres_node.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/support/child.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

constexpr std::chrono::seconds kPatience{60};

std::string program(const std::string& name) { return PostgresServer::instance().program(name); }

std::string must(const std::vector<std::string>& arguments, RunAs who) {
  ChildResult result = run_child(arguments, who);
  if (result.exit_code != 0) throw std::runtime_error(arguments[0] + ": " + result.output);
  while (result.output.ends_with('\n')) result.output.pop_back();
  return result.output;
}

}  // namespace

PostgresNode::PostgresNode() { give_to_unprivileged(directory_.path()); }

PostgresNode::~PostgresNode() {
  if (process_) crash();
}

void PostgresNode::initialize() const {
  must({program("initdb"), "-D", data(), "-U", "postgres", "-E", "UTF8", "--locale=C", "-A",
        "trust", "--no-sync", "--no-instructions"},
       RunAs::unprivileged);
  std::ofstream(data() + "/pg_hba.conf") << "local all all trust\nlocal replication all trust\n";
}

void PostgresNode::follow(const PostgresNode& primary) const {
  // Not pg_basebackup: a server's package need not bring the client programs.
  must({"cp", "-a", primary.data(), data()}, RunAs::unprivileged);
  std::ofstream(data() + "/standby.signal").close();
  give_to_unprivileged(data() + "/standby.signal");
  std::ofstream(data() + "/postgresql.conf", std::ios::app)
      << "primary_conninfo = 'host=" << primary.socket()
      << " user=postgres application_name=standby'\n";
}

void PostgresNode::start(const std::vector<std::string>& settings) {
  std::vector<std::string> arguments = {program("postgres"), "-D", data(), "-k", socket()};
  for (const char* setting : {"listen_addresses=", "fsync=off"}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  for (const std::string& setting : settings) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  Process::Options options;
  options.who = RunAs::unprivileged;
  options.output = directory_ / "log";
  options.at_our_end = SIGQUIT;
  process_ = std::make_unique<Process>(arguments, options);
  wait_for("SELECT 1", "1");
}

void PostgresNode::crash() {
  process_->signal(SIGQUIT);
  process_->wait();
  process_.reset();
}

void PostgresNode::promote() const {
  must({program("pg_ctl"), "promote", "-w", "-D", data()}, RunAs::unprivileged);
}

std::string PostgresNode::url() const { return "postgresql://postgres@/postgres?host=" + socket(); }

std::string PostgresNode::value(const std::string& sql) const {
  return must({program("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url(), "-c", sql},
              RunAs::self);
}

void PostgresNode::wait_for(const std::string& sql, const std::string& wanted) const {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  for (std::string last;; std::this_thread::sleep_for(std::chrono::milliseconds(20))) {
    try {
      last = value(sql);
      if (last == wanted) return;
    } catch (const std::runtime_error& error) {
      last = error.what();
    }
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error(sql + ": " + last);
  }
}

}  // namespace migrate::test
