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

void end_process(int number) { _exit(128 + number); }

/// What a signal does when no run is to be stopped: it ends the process. For PID 1, the first
/// process of a container, the kernel has no default action, and a signal would do nothing.
sighandler_t at_rest() { return getpid() == 1 ? end_process : SIG_DFL; }

void on_signal(int number) {
  const int saved = errno;
  g_signal = number;
  const char byte = static_cast<char>(number);
  (void)!write(g_pipe[1], &byte, 1);
  signal(number, at_rest());  // the next one ends the process
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

void end_on_signals() {
  if (getpid() != 1) return;
  signal(SIGINT, end_process);
  signal(SIGTERM, end_process);
}

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
  signal(SIGINT, at_rest());
  signal(SIGTERM, at_rest());
}

}  // namespace migrate::cmd
