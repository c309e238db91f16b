package dev.ferry.localstack.docker;

import java.util.Map;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The container of {@code localstack/docker/compose.yaml}, for tests: the last image that starts
 * without a token, or, from the environment, {@code LOCALSTACK_TAG} with {@code
 * LOCALSTACK_AUTH_TOKEN}.
 */
final class LocalStackInDocker {
  /** Tags after it want a token. */
  private static final String LAST_TAG_WITHOUT_TOKEN = "4.14.0";

  private LocalStackInDocker() {}

  /** A container that was not started yet; who starts it closes it. */
  static LocalStackContainer container() {
    Map<String, String> environment = System.getenv();
    DockerImageName image =
        DockerImageName.parse("localstack/localstack")
            .withTag(environment.getOrDefault("LOCALSTACK_TAG", LAST_TAG_WITHOUT_TOKEN));
    return new LocalStackContainer(image)
        .withServices("sqs", "sns", "dynamodb", "lambda", "logs", "iam", "sts", "s3")
        .withEnv("LOCALSTACK_AUTH_TOKEN", environment.getOrDefault("LOCALSTACK_AUTH_TOKEN", ""))
        .withEnv("SQS_ENDPOINT_STRATEGY", "path");
  }
}
