#include "lib/postgresql/outside_view.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/text.h"
#include "lib/postgresql/client_program.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/url.h"

namespace migrate::postgresql {
namespace {

/// Before each object, and behind the last one.
constexpr std::string_view kHead = "\n--\n-- Name: ";
constexpr std::string_view kTail = "\n--\n-- PostgreSQL database dump complete";

/// Kinds whose texts hold passwords.
constexpr std::string_view kSecretKinds[] = {"USER MAPPING", "SUBSCRIPTION"};

/// Options of pg_dump for attributes that don't count.
constexpr std::pair<std::string_view, std::string_view> kWithout[] = {
    {"owner", "--no-owner"}, {"grants", "--no-privileges"}, {"comment", "--no-comments"}};

/// The value behind `key` in "Name: a; Type: TABLE; Schema: public; Owner: -".
std::string_view field(std::string_view head, std::string_view key) {
  const size_t at = head.find(key);
  if (at == std::string_view::npos) return {};
  const size_t begin = at + key.size();
  return head.substr(begin, head.find("; ", begin) - begin);
}

std::string_view kind_of(std::string_view head) { return field(head, "; Type: "); }

std::string object_name(std::string_view head) {
  const std::string_view schema = field(head, "; Schema: ");
  std::string name(kind_of(head));
  name += ' ';
  if (schema != "-") name.append(schema).append(".");
  name += head.substr(0, head.find("; Type: "));
  const std::string_view tablespace = field(head, "; Tablespace: ");
  if (!tablespace.empty()) name.append(" in tablespace ").append(tablespace);
  return name;
}

/// Without the settings that pg_dump puts before the next object that needs other ones.
std::string object_text(std::string_view text) {
  while (true) {
    text = trim(text);
    const size_t end = text.rfind('\n');
    const std::string_view last = end == std::string_view::npos ? text : text.substr(end + 1);
    if (!last.starts_with("SET default_") && !last.starts_with('\\')) break;
    text = text.substr(0, text.size() - last.size());
  }
  return std::string(text) + "\n";
}

bool is_relation(const schema::Identity& identity) {
  constexpr std::string_view kKinds[] = {"table", "view", "materialized view", "sequence",
                                         "foreign table"};
  return identity.name.size() == 2 &&
         std::find(std::begin(kKinds), std::end(kKinds), identity.kind) != std::end(kKinds);
}

/// "FUNCTION public.f(integer)" is of an object that is called {"public", "f(integer)"}.
bool is_of(const std::string& object, const schema::Identity& identity) {
  const std::string dotted = join(identity.name, ".");
  return object.ends_with(" " + dotted) || object.find(" " + dotted + "(") != std::string::npos;
}

class PgDump final : public db::OutsideView {
 public:
  PgDump(const ClientProgram& found, std::map<std::string, std::string> environment)
      : path_(found.path),
        program_("pg_dump " + found.version),
        environment_(std::move(environment)) {}

  [[nodiscard]] const std::string& program() const override { return program_; }

  [[nodiscard]] std::vector<db::OutsideText> read(
      const db::ConnectOptions& options, const std::vector<schema::Identity>& ignored,
      const std::vector<std::string>& without) const override {
    std::vector<db::OutsideText> objects = objects_of_dump(dump(options, ignored, without));
    std::erase_if(objects, [&](const db::OutsideText& object) {
      return std::any_of(ignored.begin(), ignored.end(), [&](const schema::Identity& identity) {
        return !is_relation(identity) && is_of(object.object, identity);
      });
    });
    return objects;
  }

 private:
  [[nodiscard]] std::string dump(const db::ConnectOptions& options,
                                 const std::vector<schema::Identity>& ignored,
                                 const std::vector<std::string>& without) const {
    // The password goes by the environment: other users see a program's arguments.
    const std::string url = without_driver(options.url);
    std::map<std::string, std::string> environment = environment_;
    const std::string password = value_of(parse_url(url).get(), "password");
    if (!password.empty()) environment["PGPASSWORD"] = password;
    std::vector<std::string> arguments = {"--schema-only", "--no-password", "--dbname", mask(url)};
    if (!options.role.empty()) arguments.push_back("--role=" + options.role);
    for (const auto& [attribute, option] : kWithout) {
      if (std::find(without.begin(), without.end(), attribute) != without.end()) {
        arguments.emplace_back(option);
      }
    }
    for (const schema::Identity& identity : ignored) {
      if (!is_relation(identity)) continue;
      arguments.push_back("--exclude-table=" + quote_identifier(identity.name[0]) + "." +
                          quote_identifier(identity.name[1]));
    }
    Captured said = capture_process(path_, arguments, environment);
    if (said.exit_code == 0) return std::move(said.out);
    throw Error(ErrorCode::failed, program_ + " failed: " + std::string(trim(said.err)));
  }

  std::string path_;
  std::string program_;
  std::map<std::string, std::string> environment_;
};

}  // namespace

std::vector<db::OutsideText> objects_of_dump(std::string_view dump) {
  dump = dump.substr(0, dump.rfind(kTail));
  std::vector<db::OutsideText> objects;
  for (size_t at = dump.find(kHead); at != std::string_view::npos;) {
    const size_t begin = at + kHead.size();
    const size_t next = dump.find(kHead, begin);
    const size_t end = std::min(dump.find('\n', begin), dump.size());
    const std::string_view head = dump.substr(begin, end - begin);
    const std::string_view body = dump.substr(end, next - end);
    const size_t text = std::min(body.find("\n--\n"), body.size() - 4) + 4;
    const bool secret = std::find(std::begin(kSecretKinds), std::end(kSecretKinds),
                                  kind_of(head)) != std::end(kSecretKinds);
    if (!secret) objects.push_back({object_name(head), object_text(body.substr(text))});
    at = next;
  }
  std::sort(objects.begin(), objects.end(), [](const auto& a, const auto& b) {
    return std::pair(a.object, a.text) < std::pair(b.object, b.text);
  });
  return objects;
}

std::unique_ptr<db::OutsideView> make_outside_view(
    const std::string& server_version, const std::map<std::string, std::string>& environment) {
  int major = 0;
  std::from_chars(server_version.data(), server_version.data() + server_version.size(), major);
  const auto found = find_client_program("pg_dump", major, environment);
  if (found) return std::make_unique<PgDump>(*found, environment);
  throw Error(ErrorCode::failed, "there is no pg_dump of version " + std::to_string(major) +
                                     " or newer on this machine");
}

}  // namespace migrate::postgresql
