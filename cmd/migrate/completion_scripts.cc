// The shells' sides of completion. Each hands the words before the cursor to `migrate completion
// SHELL -- WORD…`, which prints a line for each candidate: the word, a tab, what it is. A line that
// begins with a tab asks the shell for its own completion of files or directories.
#include <algorithm>
#include <array>
#include <cassert>

#include "cmd/migrate/completion.h"

namespace migrate::cmd {
namespace {

struct Script {
  std::string_view shell;
  std::string_view text;
};

/// Readline has cut the words at COMP_WORDBREAKS, of which = and : stand in our words: they are
/// joined again, and of a candidate only what stands behind the last cut is handed back.
constexpr std::string_view kBash =
    R"sh(# Completion of migrate for bash: source <(migrate completion bash)

_migrate() {
  local words=() word rest trimmed i last cut line breaks=
  rest=${COMP_LINE:0:COMP_POINT}
  for ((i = 0; i <= COMP_CWORD; i++)); do
    trimmed=${rest#"${rest%%[![:space:]]*}"}
    word=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || word=$trimmed
    if ((i == 0)) || [[ $trimmed != "$rest" ]]; then
      words+=("$word")
    else
      words[${#words[@]} - 1]+=$word
    fi
    rest=${trimmed#"$word"}
  done
  last=${words[${#words[@]} - 1]}
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+="="
  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=":"
  cut=
  [[ -n $breaks ]] && cut=${last%"${last##*[$breaks]}"}

  COMPREPLY=()
  compopt -o nosort 2>/dev/null  # the newest revision comes first; bash before 4.4 sorts
  while IFS= read -r line; do
    case $line in
      "") ;;
      $'\tfiles' | $'\tdirectories')
        compopt -o filenames
        [[ $last == -*=* ]] && last=${last#*=}
        [[ $line == $'\tfiles' ]] && i=-f || i=-d
        while IFS= read -r word; do COMPREPLY+=("$word"); done <<<"$(compgen "$i" -- "$last")"
        ;;
      *)
        word=${line%%$'\t'*}
        COMPREPLY+=("${word#"$cut"}")
        ;;
    esac
  done <<<"$("${1/#\~/$HOME}" completion bash -- "${words[@]:1}" 2>/dev/null)"
}

complete -F _migrate migrate
)sh";

constexpr std::string_view kZsh = R"sh(#compdef migrate
# Completion of migrate for zsh: source <(migrate completion zsh), or as _migrate in $fpath

_migrate() {
  local -a lines described
  local line
  lines=("${(@f)$("${(Q)words[1]/#\~/$HOME}" completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      $'\tfiles') compset -P '-*='; _files; return ;;
      $'\tdirectories') compset -P '-*='; _files -/; return ;;
      *) described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  _describe -V 'migrate' described
}

if [ "$funcstack[1]" = "_migrate" ]; then
  _migrate "$@"
else
  compdef _migrate migrate
fi
)sh";

constexpr std::string_view kFish =
    R"sh(# Completion of migrate for fish: migrate completion fish | source

function __migrate_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l option (string match -r -- '^-[^=]*=' "$current")
    set -l path (string replace -- "$option" '' "$current")
    for line in ($words[1] completion fish -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case \tfiles
                printf '%s\n' "$option"(__fish_complete_path "$path")
            case \tdirectories
                printf '%s\n' "$option"(__fish_complete_directories "$path" '')
            case '*'
                echo $line
        end
    end
end

complete -c migrate -e
complete -c migrate -f -k -a '(__migrate_complete)'
)sh";

constexpr std::array<Script, 3> kScripts = {{{"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}}};

}  // namespace

std::vector<std::string> completion_shells() {
  std::vector<std::string> names;
  for (const Script& script : kScripts) names.emplace_back(script.shell);
  return names;
}

std::string_view completion_script(std::string_view shell) {
  const auto* const found =
      std::find_if(kScripts.begin(), kScripts.end(),
                   [&](const Script& script) { return script.shell == shell; });
  assert(found != kScripts.end());
  return found->text;
}

}  // namespace migrate::cmd
