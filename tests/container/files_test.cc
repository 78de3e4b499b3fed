// The files that start containers: that they are well-formed, say what docs/containers.md promises,
// and name command lines that the program takes.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <regex>

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "tests/container/container.h"
#include "tests/support/temp_dir.h"

namespace migrate::container {
namespace {

const std::string kTemplates = kRoot + "/cmd/migrate/templates/";
const std::string kKubernetes = kTemplates + "k8s/k8s/";

YAML::Node only_document(const std::string& path) {
  const std::vector<YAML::Node> documents = YAML::LoadAllFromFile(path);
  EXPECT_EQ(documents.size(), 1U) << path;
  return documents.at(0);
}

std::string text(const YAML::Node& node) { return node.as<std::string>(""); }

std::vector<std::string> words(const YAML::Node& node) {
  return node.IsSequence() ? node.as<std::vector<std::string>>() : split(text(node), ' ');
}

/// The entrypoint takes these arguments, and a copy of the sample's revisions runs by them.
void expect_runs(const std::vector<std::string>& before,
                 const std::vector<std::string>& arguments) {
  const test::TempDir directory;
  std::vector<std::string> start =
      environment({"MIGRATE_URL=sqlite:" + (directory / "shop.db"), "MIGRATE_PROJECT=" + kRoot,
                   "MIGRATE_BACKUP_DIR=" + (directory / "backups")}) +
      std::vector<std::string>{kEntrypoint};
  if (!before.empty()) (void)output_of(start + before);
  (void)output_of(start + arguments);
}

class Compose : public testing::TestWithParam<const char*> {
 protected:
  YAML::Node file_ = only_document(kRoot + "/" + GetParam());
  YAML::Node services_ = file_["services"];
};

TEST_P(Compose, StartsEachServiceWhenTheOneBeforeItIsReady) {
  EXPECT_EQ(text(services_["migrations"]["depends_on"]["db"]["condition"]), "service_healthy");
  EXPECT_EQ(text(services_["app"]["depends_on"]["migrations"]["condition"]),
            "service_completed_successfully");
  EXPECT_EQ(text(services_["migrations"]["restart"]), "no") << "it runs once";
  EXPECT_EQ(services_["db"]["healthcheck"]["test"].size(), 2U);
  const std::string check = text(services_["db"]["healthcheck"]["test"][1]);
  EXPECT_NE(check.find("pg_isready -h 127.0.0.1 "), std::string::npos)
      << "the server that makes the database has only a socket: " << check;
}

TEST_P(Compose, RunsCommandLinesOfTheProgram) {
  const std::vector<std::string> upgrade = words(services_["migrations"]["command"]);
  EXPECT_EQ(upgrade, (std::vector<std::string>{"upgrade", "--wait", "60s"}));
  expect_runs({}, upgrade);
  expect_runs(upgrade, words(services_["app"]["command"]));
}

TEST_P(Compose, HandsThePasswordOverInAFile) {
  const std::string secret = "/run/secrets/database_password";
  EXPECT_EQ(text(services_["db"]["environment"]["POSTGRES_PASSWORD_FILE"]), secret);
  for (const char* name : {"migrations", "app"}) {
    EXPECT_EQ(text(services_[name]["environment"]["PGPASSWORD_FILE"]), secret) << name;
  }
  for (const auto& service : services_) {
    EXPECT_EQ(text(service.second["secrets"][0]), "database_password") << text(service.first);
  }
  EXPECT_TRUE(file_["secrets"]["database_password"]["file"]);
  EXPECT_TRUE(file_["volumes"]["database"].IsDefined());
}

TEST_P(Compose, TakesRightsAwayFromTheMigrations) {
  const YAML::Node service = services_["migrations"];
  EXPECT_TRUE(service["read_only"].as<bool>());
  EXPECT_EQ(text(service["cap_drop"][0]), "ALL");
  EXPECT_EQ(text(service["security_opt"][0]), "no-new-privileges:true");
}

INSTANTIATE_TEST_SUITE_P(
    Files, Compose, testing::Values("compose.yaml", "cmd/migrate/templates/compose/compose.yaml"),
    [](const auto& each) { return std::string(each.index == 0 ? "sample" : "template"); });

TEST(ComposeTemplate, BuildsItsImageFromWhatInitMakes) {
  const YAML::Node service = only_document(kTemplates + "compose/compose.yaml")["services"];
  EXPECT_EQ(text(service["migrations"]["build"]["dockerfile"]), "Dockerfile.migrations");
  const test::TempDir directory;
  (void)output_of({kProgram, "init", directory / "project"});
  const std::string file = read_file(kTemplates + "compose/Dockerfile.migrations");
  const std::string ignore = read_file(kTemplates + "compose/Dockerfile.migrations.dockerignore");
  static const std::regex copy(R"(\nCOPY --chown=10001:10001 (\S+) )");
  size_t copied = 0;
  for (std::sregex_iterator it(file.begin(), file.end(), copy), end; it != end; ++it) {
    ++copied;
    EXPECT_TRUE(path_exists(directory / "project/" + (*it)[1].str())) << (*it)[1];
    EXPECT_NE(ignore.find("\n!" + (*it)[1].str() + "\n"), std::string::npos) << (*it)[1];
  }
  EXPECT_EQ(copied, 3U);
}

/// Of a container in a pod: what a cluster with restricted pods asks for.
void expect_restricted(const YAML::Node& container) {
  const YAML::Node rights = container["securityContext"];
  EXPECT_FALSE(rights["allowPrivilegeEscalation"].as<bool>(true));
  EXPECT_TRUE(rights["readOnlyRootFilesystem"].as<bool>(false));
  EXPECT_EQ(text(rights["capabilities"]["drop"][0]), "ALL");
  EXPECT_EQ(text(container["env"][0]["name"]), "MIGRATE_URL");
  EXPECT_TRUE(container["env"][0]["valueFrom"]["secretKeyRef"]["key"]);
}

TEST(Kubernetes, JobRunsOnceAndKeepsItsBackup) {
  const YAML::Node job = only_document(kKubernetes + "migrate-job.yaml");
  EXPECT_EQ(text(job["apiVersion"]), "batch/v1");
  EXPECT_EQ(text(job["kind"]), "Job");
  EXPECT_TRUE(job["metadata"]["generateName"]) << "a Job can't be changed";
  for (const char* limit : {"backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"}) {
    EXPECT_GT(job["spec"][limit].as<int>(0), 0) << limit;
  }
  const YAML::Node pod = job["spec"]["template"]["spec"];
  EXPECT_EQ(text(pod["restartPolicy"]), "Never");
  EXPECT_GE(pod["terminationGracePeriodSeconds"].as<int>(0), 60);
  EXPECT_TRUE(pod["securityContext"]["runAsNonRoot"].as<bool>(false));
  EXPECT_EQ(text(pod["securityContext"]["fsGroup"]), "10001");
  const YAML::Node container = pod["containers"][0];
  expect_restricted(container);
  EXPECT_EQ(text(container["volumeMounts"][0]["mountPath"]), "/backups");
  EXPECT_EQ(text(container["volumeMounts"][0]["name"]), text(pod["volumes"][0]["name"]));
  const YAML::Node claim = only_document(kKubernetes + "migrate-backups.yaml");
  EXPECT_EQ(text(pod["volumes"][0]["persistentVolumeClaim"]["claimName"]),
            text(claim["metadata"]["name"]));
  EXPECT_EQ(words(container["args"]).at(0), "deploy");
  expect_runs({}, words(container["args"]));
}

TEST(Kubernetes, JobIsTriedAgainOnlyWhereThatHelps) {
  const YAML::Node spec = only_document(kKubernetes + "migrate-job.yaml")["spec"];
  const YAML::Node codes = spec["podFailurePolicy"]["rules"][1]["onExitCodes"];
  EXPECT_EQ(text(spec["podFailurePolicy"]["rules"][1]["action"]), "FailJob");
  EXPECT_EQ(text(codes["containerName"]), text(spec["template"]["spec"]["containers"][0]["name"]));
  // docs/production.md: 5 is a lock that was not obtained, 6 a database that can't be reached.
  EXPECT_EQ(codes["values"].as<std::vector<int>>(), (std::vector<int>{1, 2, 3, 4, 7}));
}

TEST(Kubernetes, InitContainerWaitsForTheJob) {
  const YAML::Node deployment = only_document(kKubernetes + "migrate-init-container.yaml");
  EXPECT_EQ(text(deployment["kind"]), "Deployment");
  const YAML::Node pod = deployment["spec"]["template"]["spec"];
  EXPECT_EQ(text(deployment["spec"]["selector"]["matchLabels"]["app.kubernetes.io/name"]),
            text(deployment["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"]));
  const YAML::Node container = pod["initContainers"][0];
  expect_restricted(container);
  EXPECT_EQ(text(container["securityContext"]["runAsUser"]), "10001");
  expect_runs({"upgrade"}, words(container["args"]));
  // What the comment offers in its place.
  static const std::regex offered(R"re(#   args: (\[.*\])\n)re");
  const std::string file = read_file(kKubernetes + "migrate-init-container.yaml");
  std::smatch match;
  ASSERT_TRUE(std::regex_search(file, match, offered));
  expect_runs({}, words(YAML::Load(match[1].str())));
}

TEST(Dockerfile, SaysWhatTheImagePromises) {
  const std::string file = read_file(kRoot + "/Dockerfile");
  for (const char* line : {"USER 10001:10001", "WORKDIR /project", "STOPSIGNAL SIGTERM",
                           "ENTRYPOINT [\"migrate-entrypoint\"]",
                           "ENV MIGRATE_BACKUP_DIR=/backups MIGRATE_BACKUP_MOUNT=1"}) {
    EXPECT_NE(file.find("\n" + std::string(line) + "\n"), std::string::npos) << line;
  }
  EXPECT_EQ(file.find("\nVOLUME"), std::string::npos)
      << "an anonymous volume would hide that nothing is mounted";
  const std::string version = output_of({kProgram, "--version"});
  std::smatch match;
  ASSERT_TRUE(std::regex_search(version, match, std::regex(R"(^migrate (\S+)\n)"))) << version;
  EXPECT_NE(file.find("\nARG VERSION=" + match[1].str() + "\n"), std::string::npos);
}

}  // namespace
}  // namespace migrate::container
