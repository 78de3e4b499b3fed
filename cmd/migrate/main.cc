// The program's entry.
#include <string>
#include <vector>

#include "cmd/migrate/process_title.h"
#include "cmd/migrate/program.h"
#include "cmd/migrate/signals.h"

int main(int argc, char** argv) {
  using namespace migrate::cmd;
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  end_on_signals();
  hide_secrets(argc, argv);
  ignore_broken_pipes();
  const Environment environment = Environment::of_process();
  Terminal terminal(environment);
  return static_cast<int>(run_program(words, environment, terminal, received_signal()));
}
