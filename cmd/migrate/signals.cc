#include "cmd/migrate/signals.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

namespace migrate::cmd {
namespace {

std::atomic<int> g_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler stores it");

/// The handler writes the signal's number here: cancelling takes more than a handler may do.
int g_pipe[2] = {-1, -1};

/// Written by the watcher's owner to end it.
constexpr char kEnd = 0;

void on_signal(int number) {
  const int saved = errno;
  g_signal = number;
  const char byte = static_cast<char>(number);
  (void)!write(g_pipe[1], &byte, 1);
  signal(number, SIG_DFL);  // the next one ends the process
  errno = saved;
}

void install_handlers() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

void ignore_broken_pipes() { signal(SIGPIPE, SIG_IGN); }

const std::atomic<int>& received_signal() { return g_signal; }

class CancelOnSignal::Watcher {
 public:
  explicit Watcher(std::unique_ptr<db::Canceller> canceller)
      : canceller_(std::move(canceller)), thread_([this] { watch(); }) {}
  ~Watcher() {
    (void)!write(g_pipe[1], &kEnd, 1);
    thread_.join();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 private:
  void watch() {
    char byte = kEnd;
    while (read(g_pipe[0], &byte, 1) == 1 && byte != kEnd) canceller_->cancel();
  }

  std::unique_ptr<db::Canceller> canceller_;
  std::thread thread_;
};

CancelOnSignal::CancelOnSignal(std::unique_ptr<db::Canceller> canceller) {
  if (g_pipe[1] < 0 && pipe2(g_pipe, O_CLOEXEC) != 0) return;  // signals end the process, then
  watcher_ = std::make_unique<Watcher>(std::move(canceller));
  install_handlers();
}

CancelOnSignal::~CancelOnSignal() {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

}  // namespace migrate::cmd
