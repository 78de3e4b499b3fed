#include "lib/postgresql/url.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/postgresql/postgresql_driver.h"

namespace migrate::postgresql {
namespace {

constexpr std::string_view kSchemes[] = {"postgresql", "postgres"};
constexpr std::string_view kSecrets[] = {"password", "sslpassword"};
constexpr const char* kUrlForms =
    "write postgresql://user@host:5432/database or 'host=db dbname=shop'; percent-encode @ : / ? # "
    "in a password, or keep it in ~/.pgpass";

/// A URI cut at its delimiters, each part as written. Cut as libpq does (fe-connect.c,
/// conninfo_uri_parse_options): the user part ends at the first @ before any /.
struct Uri {
  std::string_view scheme;    ///< with "://"
  std::string_view userinfo;  ///< without the @
  std::string_view location;  ///< host, port, database
  std::string_view query;     ///< without the ?
  bool has_userinfo = false;
};

bool is_uri(std::string_view url) {
  return std::ranges::any_of(kSchemes, [&](std::string_view scheme) {
    return url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://");
  });
}

Uri cut(std::string_view url) {
  Uri uri;
  const size_t begin = url.find("://") + 3;
  uri.scheme = url.substr(0, begin);
  std::string_view rest = url.substr(begin);
  const size_t delimiter = rest.find_first_of("@/");
  if (delimiter != std::string_view::npos && rest[delimiter] == '@') {
    uri.has_userinfo = true;
    uri.userinfo = rest.substr(0, delimiter);
    rest.remove_prefix(delimiter + 1);
  }
  const size_t question = rest.find('?');
  uri.location = rest.substr(0, question);
  if (question != std::string_view::npos) uri.query = rest.substr(question + 1);
  return uri;
}

/// An @ behind the user part comes from a password that is not percent-encoded: libpq would take
/// the rest of the password for a host or a database, and show it in its messages.
bool has_stray_password(std::string_view url) {
  return is_uri(url) && cut(url).location.find('@') != std::string_view::npos;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
        hex_digit(text[at + 2]) >= 0) {
      decoded += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      decoded += text[at];
    }
  }
  return decoded;
}

bool is_secret(std::string_view keyword) {
  return std::ranges::find(kSecrets, keyword) != std::end(kSecrets);
}

std::string masked_uri(std::string_view url) {
  const Uri uri = cut(url);
  std::string masked(uri.scheme);
  if (uri.has_userinfo) {
    masked += uri.userinfo.substr(0, uri.userinfo.find(':'));
    masked += '@';
  }
  masked += uri.location;
  char separator = '?';
  for (const std::string& parameter : split(uri.query, '&')) {
    if (is_secret(percent_decoded(parameter.substr(0, parameter.find('='))))) continue;
    masked += separator;
    masked += parameter;
    separator = '&';
  }
  return masked;
}

/// A value as a keyword string holds it: quoted where it is empty or has blanks or quotes.
std::string keyword_value(std::string_view value) {
  if (!value.empty() && value.find_first_of(" \t\n'\\") == std::string_view::npos) {
    return std::string(value);
  }
  std::string quoted = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string masked_keywords(const PQconninfoOption* options) {
  std::vector<std::string> parts;
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr || is_secret(option->keyword)) continue;
    // A URL in the place of a database's name is a mistake that may hold a password.
    const bool nested = std::strstr(option->val, "://") != nullptr;
    parts.push_back(option->keyword + std::string("=") +
                    keyword_value(nested ? mask(option->val) : option->val));
  }
  return join(parts, " ");
}

Owned<PQconninfoOption> parsed(const std::string& url) {
  if (has_stray_password(url)) return nullptr;
  char* message = nullptr;  // quotes parts of the URL: not for people
  Owned<PQconninfoOption> options(PQconninfoParse(url.c_str(), &message));
  const Owned<char> owned(message);
  return options;
}

}  // namespace

bool accepts(const std::string& url) {
  const std::string bare = without_driver(url);
  if (is_uri(bare)) return true;
  // A keyword string begins with a keyword and =; anything else that has a colon first is a URL.
  const size_t end = bare.find_first_of("=:");
  return end != std::string::npos && end > 0 && bare[end] == '=';
}

std::string without_driver(const std::string& url) {
  for (const std::string_view scheme : kSchemes) {
    if (!url.starts_with(scheme) || url.substr(scheme.size(), 1) != "+") continue;
    const size_t end = url.find("://");
    if (end == std::string::npos) return url;
    return std::string(scheme) + url.substr(end);
  }
  return url;
}

Owned<PQconninfoOption> parse_url(const std::string& url) {
  Owned<PQconninfoOption> options = parsed(url);
  if (!options) {
    throw Error(ErrorCode::usage, "the database URL can't be read: " + mask(url), kUrlForms);
  }
  return options;
}

std::string value_of(const PQconninfoOption* options, const std::string& keyword) {
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (keyword == option->keyword) return option->val == nullptr ? "" : option->val;
  }
  return "";
}

std::string mask(const std::string& url) {
  const std::string bare = without_driver(url);
  const Owned<PQconninfoOption> options = parsed(bare);
  if (is_uri(bare)) {
    return options ? masked_uri(bare) : std::string(cut(bare).scheme) + "(malformed)";
  }
  return options ? masked_keywords(options.get()) : "(malformed connection string)";
}

// The last of equal keywords counts, in a keyword string as in a URI's query.
std::string with_database(const std::string& url, const std::string& name) {
  if (!is_uri(url)) return url + " dbname=" + name;
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "dbname=" + name;
}

}  // namespace migrate::postgresql
